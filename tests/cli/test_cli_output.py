"""Streams, columns, colour."""

import io

import pytest

from pmgoals.cli.output import Output, Styled
from pmgoals.lines import width


class Terminal(io.StringIO):
    def isatty(self):
        return True


def made(stream=None, env=None, colour=True, ascii_only=False):
    out = stream if stream is not None else io.StringIO()
    return Output(out, io.StringIO(), env or {}, colour=colour, ascii_only=ascii_only), out


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("日本", 4), ("é", 1), ("e\u0301", 1), ("✓ ok", 4), ("", 0)]
)
def test_width_counts_columns(text, columns):
    assert width(text) == columns


def test_columns_line_up_whatever_the_script():
    out, stream = made()
    out.table([("日本", "1", "x"), ("abc", "20", "yy"), ("e\u0301", "", "")], right={1})
    assert stream.getvalue() == "日本   1  x\nabc   20  yy\ne\u0301\n"


def test_only_a_terminal_cuts_titles(monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")
    row = [("id", "a title that is much longer than the terminal")]
    piped, stream = made()
    piped.table(row, flex=1)
    assert stream.getvalue().endswith("the terminal\n")
    shown, stream = made(Terminal())
    shown.table(row, flex=1)
    assert len(stream.getvalue().rstrip("\n")) <= 30
    assert stream.getvalue().endswith("…\n")


def test_a_file_goes_to_a_pipe_as_it_is_and_cannot_steer_a_terminal(tmp_path):
    data = "BEGIN\r\na\x1b[31m\t\u202e\x9b é\r\n".encode() + b"\xff"
    with (tmp_path / "piped").open("w", encoding="utf-8") as stream:
        made(stream)[0].file(data)
    assert (tmp_path / "piped").read_bytes() == data
    shown, stream = made(Terminal())
    shown.file(data)
    assert stream.getvalue() == "BEGIN\na\\x1b[31m\\x09\\u202e\\x9b é\n\\xff"


@pytest.mark.parametrize(
    ("stream", "env", "colour", "painted"),
    [
        (Terminal, {}, True, True),
        (Terminal, {"NO_COLOR": "1"}, True, False),
        (Terminal, {"NO_COLOR": ""}, True, True),
        (Terminal, {}, False, False),
        (io.StringIO, {}, True, False),
    ],
)
def test_colour_only_where_it_is_wanted(stream, env, colour, painted):
    out, written = made(stream(), env, colour)
    out.say(Styled("on track", "on track"), " rest")
    assert ("\x1b[32mon track\x1b[0m rest" in written.getvalue()) is painted
    assert "on track" in written.getvalue()


def test_settings_can_only_make_it_plainer():
    out, written = made(Terminal())
    out.plain(ascii_only=True, colour=False)
    out.plain(ascii_only=False, colour=True)
    out.say(Styled("“x”", "good"))
    assert written.getvalue() == '"x"\n'


def test_styled_text_is_inert_too():
    out, written = made(Terminal())
    out.say(Styled("a\x1b[2J", "good"))
    assert written.getvalue() == "\x1b[32ma\\x1b[2J\x1b[0m\n"


def test_a_field_indents_its_further_lines():
    out, written = made()
    out.field("Why", "one\ntwo")
    assert written.getvalue() == "Why           one\n              two\n"


def test_a_terminal_has_prose_broken_between_words(monkeypatch):
    monkeypatch.setenv("COLUMNS", "44")
    words = "calls with new admins every week, then a readout\n日本語の目標 by Q2"
    shown, stream = made(Terminal(), colour=False)
    shown.field("Why", words)
    shown.prose(words, indent="  ")
    lines = stream.getvalue().splitlines()
    assert max(map(width, lines)) <= 44
    assert " ".join(stream.getvalue().split()) == " ".join(f"Why {words} {words}".split())
    assert lines[1] == " " * 14 + "week, then a readout"
    piped, stream = made()
    piped.prose(words.split("\n")[0])
    assert stream.getvalue().count("\n") == 1

"""Changing the settings file: one value, and nothing else."""

import os
import stat
import tomllib
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmgoals.config import load, set_value
from pmgoals.errors import BadInput, PlanUnwritable
from pmgoals.settings import checked, is_table
from pmgoals.toml_text import flat, scan

WRITTEN = """\
# My settings.
fiscal_year_start = 10   # we start in October
weekly_hours = 6.5
leave = [
  "2026-12-24..2027-01-02",  # winter
  "2026-11-26",
]

# Looks
theme = "paper-light"

# What the critic does.
[rules]
M2 = "off"  # asked by my manager
T5 = "info"

[keys]
"goals.add" = "a"
goals.close = "x"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


class TestSetValue:
    def edited(self, path: Path, before: str, key: str, text: str) -> str:
        path.write_bytes(before.encode())
        set_value(path, key, text)
        assert load(path)[1] == []
        return path.read_bytes().decode()

    def test_a_value_is_changed_in_its_place(self, path: Path) -> None:
        after = self.edited(path, WRITTEN, "fiscal_year_start", "7")
        assert after == WRITTEN.replace("start = 10 ", "start = 7 ")

    def test_comments_inside_a_list_move_above_it(self, path: Path) -> None:
        after = self.edited(path, WRITTEN, "leave", "2027-08-02..2027-08-20, 2027-12-24")
        assert '# winter\nleave = ["2027-08-02..2027-08-20", "2027-12-24"]\n' in after
        assert load(path)[0].leave == ["2027-08-02..2027-08-20", "2027-12-24"]

    def test_a_new_key_stands_above_the_tables(self, path: Path) -> None:
        after = self.edited(path, WRITTEN, "ascii", "yes")
        assert after == WRITTEN.replace('light"\n', 'light"\nascii = true\n')

    def test_a_tables_comment_stays_with_it(self, path: Path) -> None:
        before = '# My settings.\n\n# Keys of mine.\n[keys]\na = "b"\n'
        after = self.edited(path, before, "ascii", "true")
        assert after == before.replace("\n# Keys", "\nascii = true\n\n# Keys")

    def test_names_join_their_table(self, path: Path) -> None:
        after = self.edited(path, WRITTEN, "rules.A1", "warn")
        assert after == WRITTEN.replace('"info"\n', '"info"\nA1 = "warn"\n')
        after = self.edited(path, WRITTEN, "keys.goals.close", "c")
        assert after == WRITTEN.replace('"x"', '"c"')
        after = self.edited(path, WRITTEN, "keys.goals.add", "n")
        assert after == WRITTEN.replace('"a"', '"n"')

    def test_a_table_is_made_when_missing(self, path: Path) -> None:
        after = self.edited(path, "ascii = true", "prompts.onboarding completion", "./m.sh 'x'")
        assert after == 'ascii = true\n\n[prompts]\n"onboarding completion" = "./m.sh \'x\'"\n'

    def test_inline_and_dotted_tables_are_extended(self, path: Path) -> None:
        after = self.edited(path, 'keys = { a = "x" } # mine\n', "keys.b", "y")
        assert after == 'keys = { a = "x", b = "y" } # mine\n'
        after = self.edited(path, 'keys.a = "x"\nascii = true\n', "keys.b", "y")
        assert after == 'keys.a = "x"\nkeys.b = "y"\nascii = true\n'
        after = self.edited(path, '[keys.goals]\nadd = "x"\n', "keys.goals.add", "y")
        assert after == '[keys.goals]\nadd = "y"\n'

    def test_windows_lines_stay(self, path: Path) -> None:
        after = self.edited(path, "ascii = true\r\n", "theme", "nord")
        assert after == 'ascii = true\r\ntheme = "nord"\r\n'

    def test_the_first_setting_makes_file_and_folder(self, tmp_path: Path) -> None:
        path = tmp_path / "new" / "pmgoals" / "config.toml"
        set_value(path, "weekly_hours", " 6 ")
        assert path.read_text() == "weekly_hours = 6\n"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert [p.name for p in path.parent.iterdir()] == ["config.toml"]

    def test_a_link_stays_a_link(self, tmp_path: Path, path: Path) -> None:
        real = tmp_path / "dotfiles.toml"
        real.write_text("ascii = true\n")
        path.symlink_to(real)
        set_value(path, "plain", "on")
        assert path.is_symlink()
        assert real.read_text() == "ascii = true\nplain = true\n"

    @pytest.mark.parametrize(
        ("key", "text", "says"),
        [
            ("weekly_hour", "6", "weekly_hours"),
            ("theme.x", "6", "theme has no names"),
            ("keys", "a", "keys.NAME"),
            ("keys.", "a", "keys.NAME"),
            ("weekly_hours", "many", "a number from 0 to 168"),
            ("weekly_hours", "nan", "a number from 0 to 168"),
            ("weekly_hours", "1e1", "a number from 0 to 168"),
            ("fiscal_year_start", "1.5", "a whole number from 1 to 12"),
            ("fiscal_year_start", "١", "a whole number from 1 to 12"),
            ("ascii", "maybe", "true or false"),
            ("checkin_day", "friday", "one of mon, tue"),
            ("checkin_time", "24:00", 'a time of day from "00:00" to "23:59"'),
            ("checkin_time", "9:30", "a time of day"),
            ("checkin_time", "09:30\n", "a time of day"),
            ("rules.M2", "loud", "one of off, info"),
            ("rules.m2", "off", "named like M2"),
            ("leave", "2026-12-24..xmas", "2026-12-24..2027-01-02"),
            ("theme", "", "text"),
            ("editor", "\udcff", "UTF-8"),
            ("keys.\udcff", "a", "UTF-8"),
        ],
    )
    def test_what_is_not_taken_is_refused_before_writing(
        self, path: Path, key: str, text: str, says: str
    ) -> None:
        path.write_text(WRITTEN)
        with pytest.raises(BadInput) as refused:
            set_value(path, key, text)
        assert says in str(refused.value)
        assert str(refused.value).isprintable()
        assert refused.value.mend
        assert path.read_text() == WRITTEN

    @pytest.mark.parametrize("before", ["theme = nord\n", "[theme]\nx = 1\n", "keys = 3\n"])
    def test_a_file_that_cannot_be_edited_safely_is_left(self, path: Path, before: str) -> None:
        path.write_text(before)
        with pytest.raises(BadInput, match="nothing was changed"):
            set_value(path, "keys.a" if "keys" in before else "theme", "b")
        assert path.read_text() == before

    def test_a_full_disk_leaves_the_file(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path.write_text(WRITTEN)

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(PlanUnwritable, match="No space left"):
            set_value(path, "ascii", "true")
        assert path.read_text() == WRITTEN
        assert [p.name for p in path.parent.iterdir()] == ["config.toml"]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = st.sampled_from(["a", "goals.add", "a b", "ü", 'q"q', "x\ny", "a.b.c", "#"]) | TEXTS.filter(
    str.strip
)
SPACE = st.sampled_from(["", " ", "\t", "  "])
COMMENT = st.sampled_from(["", " # note", "# 'quoted\" [x] = 1"])


def quoted(text: str) -> str:
    return msgspec.json.encode(text).decode().replace("\x7f", "\\u007f")


@st.composite
def top_lines(draw: st.DrawFn) -> list[str]:
    values = {
        "weekly_hours": ["6", "6.5", "0x1f", "nan"],
        "leave": [
            '["2026-12-24"]',
            '[\n  "2026-12-24", # one ]\n\n  # two "\n  \'2026-12-25\'\n]',
            "[2026-12-24, 2026-12-25]",
            "[]",
        ],
        "theme": ['"nord"', "'it\\s'", '"""a\nb # no\n"""', "'''x = 1\n[y]\n'''", '"#"'],
        "editor": [quoted(draw(TEXTS)), '""""q"""""'],
        "unknown": ["{ a = [1, { b = '}' }], c = \"]\" }", "1979-05-27T07:32:00Z", "[[1],[2]]"],
    }
    names = draw(st.lists(st.sampled_from(sorted(values)), unique=True))
    return [
        f"{draw(SPACE)}{name}{draw(SPACE)}={draw(SPACE)}{draw(st.sampled_from(values[name]))}"
        f"{draw(COMMENT)}"
        for name in names
    ]


@st.composite
def documents(draw: st.DrawFn) -> str:
    blank = st.sampled_from(["", "# a comment", "  # = [odd] \"'", "\t"])
    lines: list[str] = []
    for line in draw(top_lines()):
        lines += [*draw(st.lists(blank, max_size=2)), line]
    for table in draw(st.permutations(["keys", "rules", "prompts", "other"])):
        if not draw(st.booleans()):
            continue
        lines += [*draw(st.lists(blank, max_size=2)), f"[{draw(SPACE)}{table} ]{draw(COMMENT)}"]
        for name in draw(st.lists(NAMES, unique=True, max_size=3)):
            lines.append(f"{quoted(name)} = {quoted(draw(TEXTS))}{draw(COMMENT)}")
            lines += draw(st.lists(blank, max_size=1))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return newline.join(lines).replace("\r\n", "\n").replace("\n", newline) + draw(
        st.sampled_from(["", newline])
    )


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, str]:
    values = {
        "weekly_hours": st.sampled_from(["0", "7.25", "168"]),
        "leave": st.sampled_from(["", "2027-01-01", "2027-01-01..2027-01-03,2027-02-01"]),
        "theme": TEXTS.filter(bool),
        "ascii": st.sampled_from(["yes", "false"]),
        "rules": st.sampled_from(["off", "WARN"]),
        "keys": TEXTS,
        "prompts": TEXTS,
    }
    key = draw(st.sampled_from(sorted(values)))
    name = draw(st.sampled_from(["M2", "T1"]) if key == "rules" else NAMES)
    return (f"{key}.{name}" if is_table(key) else key), draw(values[key])


def leaves(text: str) -> dict[str, str]:
    return {name: repr(value) for name, value in flat(tomllib.loads(text)).items()}


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=documents(), change=changes())
def test_a_change_touches_one_value_and_no_comment(
    path: Path, before: str, change: tuple[str, str]
) -> None:
    key, text = change
    path.write_bytes(before.encode())
    set_value(path, key, text)
    after = path.read_bytes().decode()

    old, new = leaves(before), leaves(after)
    assert old.keys() - {key} == new.keys() - {key}
    assert all(new[name] == value for name, value in old.items() if name != key)
    table, _, name = key.partition(".")
    found = load(path)[0]
    kept = getattr(found, table)[name] if name else getattr(found, table)
    if isinstance(kept, str):
        assert kept in (text, text.strip().lower())
    assert kept == checked(table, tomllib.loads(after)[table], "") if not name else True

    # Every line that holds no part of the changed value is there still, and in its order.
    changed = [s for s in scan(before) if s.value and ".".join(s.path) == key]
    rest = "".join(before[: s.value] + before[s.end :] for s in changed) or before
    wanted = iter(after.split("\n"))
    lines = [line.rstrip("\r") for line in rest.split("\n") if line.strip() and not changed]
    assert all(any(line == other.rstrip("\r") for other in wanted) for line in lines)
    if changed:
        assert after.startswith(before[: changed[0].begin])
        assert after.endswith(before[changed[0].end :])
        assert all(comment in after for comment in changed[0].comments)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=documents(), change=changes())
def test_setting_twice_is_setting_once(path: Path, before: str, change: tuple[str, str]) -> None:
    path.write_bytes(before.encode())
    set_value(path, *change)
    once = path.read_bytes()
    set_value(path, *change)
    assert path.read_bytes() == once

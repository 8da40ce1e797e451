"""Themes as data: all there are, in order, and each fault in words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmgoals import palette as room
from pmgoals.config import Settings
from pmgoals.palette import COLORS, DEFAULT, find_palettes, is_color, read_palettes

COLOR_LINES = "".join(f'{role} = "#123abc"\n' for role in COLORS)


def theme(name: str = "mine", dark: str = "true", more: str = "", colors: str = COLOR_LINES) -> str:
    return f'name = "{name}"\ndark = {dark}\n{more}\n[colors]\n{colors}'


def test_the_built_in_themes_are_sound_and_ordered(tmp_path: Path) -> None:
    palettes, faults = find_palettes(tmp_path / "none")
    assert faults == []
    assert palettes[0].name == DEFAULT == Settings().theme
    darks = [palette.dark for palette in palettes[1:]]
    assert darks == sorted(darks, reverse=True)
    assert len({palette.name for palette in palettes}) == len(palettes)
    assert all(set(palette.colors) == set(COLORS) for palette in palettes)


def test_own_themes_join_and_replace(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(theme("aaa", "false"))
    (tmp_path / "b.toml").write_text(theme(DEFAULT, more='title = "Mine"'))
    palettes, faults = find_palettes(tmp_path)
    assert faults == []
    assert (palettes[0].title, palettes[0].source) == ("Mine", tmp_path / "b.toml")
    assert "aaa" in [palette.name for palette in palettes if not palette.dark]
    assert [p.name for p in palettes].count(DEFAULT) == 1


def test_what_may_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(theme())
    (only,), _ = read_palettes([tmp_path])
    assert (only.title, only.about, only.variables, only.ansi) == ("mine", "", {}, False)


def test_the_terminals_own_colours_are_known_as_such(tmp_path: Path) -> None:
    text = theme(colors=COLOR_LINES.replace("#123abc", "ansi_default"))
    (tmp_path / "a.toml").write_text(text)
    assert read_palettes([tmp_path])[0][0].ansi


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name = mine", "line 1"),
        ("", "name, dark, colors is missing"),
        ('name = "x"\ndark = true\n', "colors is missing"),
        (theme(dark='"yes"'), "dark takes true or false"),
        (theme(more='colour = "red"'), "there is no key colour"),
        (theme(more='title = "a\\u001bb"'), "title takes text on one line"),
        (theme("My Theme"), 'not "My Theme"'),
        (theme(""), 'not ""'),
        (theme(colors='primary = "red"'), "colors.secondary"),
        (theme(colors=COLOR_LINES + 'boost = "red"'), "no key colors.boost"),
        (theme(colors=COLOR_LINES.replace("#123abc", "#12345", 1)), 'not "#12345"'),
        (theme(colors=COLOR_LINES.replace("#123abc", "Red", 1)), 'not "Red"'),
        (theme(colors=COLOR_LINES.replace("#123abc", "ansi_pink", 1)), 'not "ansi_pink"'),
        (theme(colors=COLOR_LINES.replace("#123abc", "#123abc\\n", 1)), "colors.primary takes"),
        (theme(colors=COLOR_LINES.replace('"#123abc"', "3", 1)), "not 3"),
        (theme(colors=COLOR_LINES.replace('"#123abc"', "0x" + "f" * 5000, 1)), "colors.primary"),
        (theme(colors=COLOR_LINES + "[variables]\nborder = 3"), "variables.border"),
        (theme(colors=COLOR_LINES + '[variables]\nborder = "a\\nb"'), "variables.border"),
        ("a=" + "[" * 5000, "nested too deep"),
    ],
)
def test_a_bad_file_is_named_and_left_out(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "bad.toml").write_text(text)
    (tmp_path / "good.toml").write_text(theme())
    palettes, faults = read_palettes([tmp_path])
    assert [palette.name for palette in palettes] == ["mine"]
    (fault,) = faults
    assert fault.startswith(f"{tmp_path / 'bad.toml'}: ")
    assert says in fault
    assert fault.isprintable()


def test_files_that_are_no_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "b.toml").mkdir()
    os.mkfifo(tmp_path / "c.toml")
    (tmp_path / "d.toml").symlink_to("nowhere")
    (tmp_path / ".e.toml.1234.tmp").write_text("being written")
    (tmp_path / "notes.md").write_text("not a theme")
    palettes, faults = read_palettes([tmp_path])
    assert palettes == []
    assert [Path(fault.split(": ")[0]).name for fault in faults] == [
        "a.toml", "b.toml", "c.toml", "d.toml",
    ]  # fmt: skip


def test_two_files_of_one_name_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(theme())
    (tmp_path / "b.toml").write_text(theme())
    palettes, faults = read_palettes([tmp_path])
    assert [palette.source.name for palette in palettes] == ["a.toml"]
    assert "a.toml already has the name mine" in faults[0]


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    file = tmp_path / "themes"
    file.write_text("")
    assert find_palettes(file)[1][0].startswith(f"{file}: the folder cannot be read")


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=60))
def test_any_bytes_give_a_fault(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.toml").write_bytes(content)
    palettes, faults = read_palettes([tmp_path])
    assert palettes == []
    assert len(faults) == 1


def install(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    package = root / "pmgoals"
    (package / "themes").mkdir(parents=True)
    (root / "themes").mkdir()
    monkeypatch.setattr(room.pmgoals, "__file__", str(package / "__init__.py"))
    return package


def test_a_checkouts_themes_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    (tmp_path / "pyproject.toml").write_text("")
    assert room.built_in_folder() == tmp_path / "themes"


def test_an_installed_package_brings_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = install(tmp_path, monkeypatch)
    (tmp_path / "themes" / "other.toml").write_text("another program's")
    assert room.built_in_folder() == package / "themes"
    assert "is missing" in find_palettes(tmp_path / "none")[1][0]


def test_the_colour_words_are_those_textual_knows() -> None:
    from textual.color import COLOR_NAME_TO_RGB

    assert set(room._WORDS.split()) == {
        name for name in COLOR_NAME_TO_RGB if not name.startswith("ansi_") and name != "transparent"
    }
    assert all(is_color(name) for name in COLOR_NAME_TO_RGB if name.startswith("ansi_"))


def test_palettes_need_no_textual() -> None:
    code = (
        "import sys; from pathlib import Path; from pmgoals.palette import find_palettes;"
        "find_palettes(Path('/nowhere')); print('textual' in sys.modules, 'rich' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.split() == ["False", "False"], done.stderr

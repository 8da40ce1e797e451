"""Every palette is complete, readable and accepted by Textual."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme
from textual.widgets import Button, Footer, Input, Label, OptionList

from pmgoals.tui.tones import Tones

FOLDER = Path(__file__).parents[2] / "themes"
NAMES = {
    "pmgoals-dark", "pmgoals-light", "paper-light", "high-contrast", "terminal", "harbor-dark",
}  # fmt: skip
COLORS = {
    "primary", "secondary", "accent", "foreground", "background", "surface", "panel", "success",
    "warning", "error",
}  # fmt: skip
TEXTS = ("foreground", "primary", "secondary", "accent", "success", "warning", "error")
GROUNDS = ("background", "surface", "panel")
PAIRS = (
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("footer-key-foreground", "footer-background"),
    ("footer-description-foreground", "footer-background"),
    ("input-selection-foreground", "input-selection-background"),
    ("screen-selection-foreground", "screen-selection-background"),
    ("link-color-hover", "link-background-hover"),
    ("input-cursor-foreground", "input-cursor-background"),
)
LEAST = {"high-contrast": 7.0}
DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
PROTANOPIA = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
"""Linear RGB matrices at full severity: Machado, Oliveira and Fernandes 2009."""

PALETTES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.toml")}
RGB = [name for name in sorted(PALETTES) if name != "terminal"]


def theme_of(name: str) -> Theme:
    palette = PALETTES[name]
    return Theme(
        name=palette["name"],
        dark=palette["dark"],
        variables=palette.get("variables", {}),
        ansi=palette["colors"]["background"].startswith("ansi_"),
        **palette["colors"],
    )


def linear(color: Color) -> tuple[float, float, float]:
    def channel(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return channel(color.r), channel(color.g), channel(color.b)


def luminance(color: Color) -> float:
    red, green, blue = linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(text: str, ground: str) -> float:
    """WCAG 2 contrast, 1 to 21, with see-through text laid over its ground."""
    below = Color.parse(ground)
    above = below + Color.parse(text)
    light, dark = sorted((luminance(above), luminance(below)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    red, green, blue = (min(1.0, max(0.0, value)) for value in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089

    def curve(t: float) -> float:
        return t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116

    fx, fy, fz = curve(x), curve(y), curve(z)
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def test_the_six_palettes_are_there():
    assert set(PALETTES) == NAMES


@pytest.mark.parametrize("name", sorted(PALETTES))
def test_palette_has_exactly_its_keys(name):
    palette = PALETTES[name]
    assert set(palette) - {"variables"} == {"name", "title", "dark", "about", "colors"}
    assert palette["name"] == name
    assert isinstance(palette["dark"], bool)
    assert palette["title"].strip() and len(palette["title"]) <= 24
    assert palette["about"].strip() and len(palette["about"]) <= 80
    assert set(palette["colors"]) == COLORS


@pytest.mark.parametrize("name", sorted(PALETTES))
def test_textual_takes_the_palette_and_knows_its_variables(name):
    made = theme_of(name).to_color_system().generate()
    known = BUILTIN_THEMES["ansi-dark" if name == "terminal" else "textual-dark"]
    assert set(made) == set(known.to_color_system().generate())
    for key, value in PALETTES[name]["variables"].items():
        assert made[key] == value
        if not key.endswith("-style"):
            Color.parse(value)


@pytest.mark.parametrize("name", RGB)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_text_colour_is_readable_on_every_ground(name, ground):
    colors = PALETTES[name]["colors"]
    least = LEAST.get(name, 4.5)
    for text in TEXTS:
        assert contrast(colors[text], colors[ground]) >= least, text


@pytest.mark.parametrize("name", RGB)
def test_what_textual_derives_is_readable_too(name):
    made = theme_of(name).to_color_system().generate()
    least = LEAST.get(name, 4.5)
    for text, ground in PAIRS:
        assert contrast(made[text], made[ground]) >= least, (text, ground)
    derived = [f"text-{state}" for state in ("primary", "accent", "success", "warning", "error")]
    for text in (*derived, "text-muted", "foreground-muted", "link-color"):
        for ground in GROUNDS:
            assert contrast(made[text], made[ground]) >= least, (text, ground)


@pytest.mark.parametrize("name", RGB)
def test_a_cursor_that_rests_looks_other_than_the_one_in_focus(name):
    """In a light palette they were 1.07 apart: which pane had the focus could not be seen."""
    ground = PALETTES[name]["colors"]["background"]
    focused, rests = (
        PALETTES[name]["variables"][f"block-cursor-{state}background"] for state in ("", "blurred-")
    )
    assert contrast(focused, rests) >= 1.4
    assert contrast(focused, ground) > contrast(rests, ground) >= 1.1


def test_a_terminal_underlines_the_cursor_that_rests():
    variables = PALETTES["terminal"]["variables"] | {"foreground": "ansi_default"}
    assert Tones(variables).resting.underline and not Tones(variables).cursor.underline


@pytest.mark.parametrize("name", RGB)
def test_dark_says_what_the_background_is(name):
    colors = PALETTES[name]["colors"]
    darker = luminance(Color.parse(colors["background"])) < luminance(
        Color.parse(colors["foreground"])
    )
    assert darker == PALETTES[name]["dark"]


@pytest.mark.parametrize("matrix", [DEUTERANOPIA, PROTANOPIA], ids=["deutan", "protan"])
def test_harbor_states_stay_apart_without_red_and_green(matrix):
    colors = PALETTES["harbor-dark"]["colors"]
    seen = []
    for state in ("success", "warning", "error"):
        rgb = linear(Color.parse(colors[state]))
        seen.append(lab(tuple(sum(m * c for m, c in zip(row, rgb, strict=True)) for row in matrix)))
    for one, other in itertools.combinations(seen, 2):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 30


def test_terminal_uses_the_terminals_own_colours_only():
    palette = PALETTES["terminal"]
    values = [*palette["colors"].values()]
    values += [v for k, v in palette["variables"].items() if not k.endswith("-style")]
    assert all(value.startswith("ansi_") for value in values)
    assert palette["colors"]["background"] == palette["colors"]["foreground"] == "ansi_default"


class Sample(App[None]):
    """One of each widget that leans on theme variables."""

    BINDINGS = [("n", "app.bell", "New")]

    def compose(self) -> ComposeResult:
        yield Label("plain")
        yield Input("text")
        yield OptionList("one", "two")
        yield Button("Go", variant="primary")
        yield Footer()


@pytest.mark.parametrize("name", sorted(PALETTES))
async def test_an_app_draws_with_the_palette(name):
    app = Sample()
    app.register_theme(theme_of(name))
    async with app.run_test(size=(60, 20)) as pilot:
        app.theme = name
        await pilot.pause()
        assert app.native_ansi_color == (name == "terminal")
        assert app.export_screenshot()

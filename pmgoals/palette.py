"""Themes as data, for the command line and the app alike: read, judged and put in order."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec

import pmgoals
from pmgoals.model.amounts import shown
from pmgoals.toml_file import read_document
from pmgoals.toml_text import Unreadable, shown_value

DEFAULT = "pmgoals-dark"
"""The name of the theme a person starts with."""
COLORS = (
    "primary", "secondary", "accent", "foreground", "background",
    "surface", "panel", "success", "warning", "error",
)  # fmt: skip
"""The colours every theme gives."""

_REQUIRED = {"name": str, "dark": bool, "colors": dict}
_OPTIONAL = {"title": str, "about": str, "variables": dict}
_TAKES = {str: "text", bool: "true or false", dict: "a table"}
_NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
_HEX = r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})"
_ANSI = r"ansi_(default|(bright_)?(black|red|green|yellow|blue|magenta|cyan|white))"
_WORDS = """
    aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue
    blueviolet brown burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk
    crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki
    darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen
    darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue
    dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite
    gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki
    lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
    lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen
    lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen
    magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen
    mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream
    mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid
    palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum
    powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown
    seagreen seashell sienna silver skyblue slateblue slategray slategrey snow springgreen
    steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow yellowgreen
"""


class Palette(msgspec.Struct, frozen=True):
    """One theme: colours by their role, and Textual's variables where they differ."""

    name: str
    """What the setting `theme` calls it: lower case, digits and hyphens."""
    title: str
    """What the person reads."""
    dark: bool
    """Whether it is light text on a dark ground."""
    about: str
    """What it is for, on one line; may be empty."""
    colors: dict[str, str]
    """A colour for each of `COLORS`: `#rgb`, `#rrggbb`, `ansi_blue` or a CSS word."""
    variables: dict[str, str]
    """Textual's theme variables by name."""
    source: Path
    """The file it was read from."""

    @property
    def ansi(self) -> bool:
        """Whether it draws on the terminal's own ground."""
        return self.colors["background"].startswith("ansi_")


class _Fault(Exception):
    """Why a file is no theme."""


def find_palettes(user_folder: Path) -> tuple[list[Palette], list[str]]:
    """Return all themes, the default first, then dark, then light, and the faults in words.

    A theme of the person's own replaces the built-in one of the same name. Never raises for what
    a file holds; a file that is no theme is left out and named.
    """
    built_in = built_in_folder()
    palettes, faults = read_palettes([built_in, user_folder])
    if not any(palette.name == DEFAULT for palette in palettes):
        faults.insert(0, f"{built_in}: the theme {DEFAULT} is missing. Install pmgoals again.")
    return palettes, faults


def read_palettes(folders: list[Path]) -> tuple[list[Palette], list[str]]:
    """Return the themes of some folders, a later one replacing an earlier one's, and the faults."""
    found: dict[str, Palette] = {}
    faults: list[str] = []
    for folder in folders:
        own: dict[str, Palette] = {}
        for path in _files(folder, faults):
            try:
                palette = _palette(path)
                if twin := own.get(palette.name):
                    raise _Fault(f"{twin.source.name} already has the name {palette.name}")
            except _Fault as fault:
                faults.append(f"{path}: {fault}. This theme is left out.")
            else:
                own[palette.name] = palette
        found |= own
    return sorted(found.values(), key=_rank), faults


def built_in_folder() -> Path:
    """Return where the themes that came with pmgoals are.

    A checkout's folder is asked first, since an editable install leaves a stale copy inside the
    package; beside an installed package another program's `themes` may stand, hence the second
    look for `pyproject.toml`.
    """
    package = Path(pmgoals.__file__).parent
    checkout = package.parent / "themes"
    if checkout.is_dir() and (package.parent / "pyproject.toml").is_file():
        return checkout
    return package / "themes"


def _rank(palette: Palette) -> tuple[bool, bool, str, str]:
    """Return what a theme is ordered by."""
    return palette.name != DEFAULT, not palette.dark, palette.title.casefold(), palette.name


def _files(folder: Path, faults: list[str]) -> list[Path]:
    """Return the theme files of a folder in order; a folder that is not there has none."""
    try:
        return sorted(p for p in folder.iterdir() if p.suffix == ".toml" and p.name[0] != ".")
    except FileNotFoundError:
        return []
    except OSError as error:
        faults.append(f"{folder}: the folder cannot be read ({(error.strerror or '').lower()}).")
        return []


def _palette(path: Path) -> Palette:
    """Return the theme in a file; raises _Fault."""
    try:
        document = read_document(path)[1]
    except Unreadable as error:
        raise _Fault(f"line {error.line}: {error.why}" if error.line else error.why) from None
    _shape(document)
    name, colors = document["name"], document["colors"]
    if not re.fullmatch(_NAME, name):
        raise _Fault(f"name takes lower case, digits and hyphens, not {shown_value(name)}")
    _named(colors, COLORS, COLORS, "colors.")
    for role, color in colors.items():
        if not is_color(color):
            takes = "takes #rgb, #rrggbb, a name such as ansi_blue or a CSS colour word"
            raise _Fault(f"colors.{role} {takes}, not {shown_value(color)}")
    variables = document.get("variables", {})
    for key, value in variables.items():
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            raise _Fault(f"variables.{shown(key)} takes text on one line")
    title, about = document.get("title") or name, document.get("about", "")
    return Palette(name, title, document["dark"], about, colors, variables, path)


def _shape(document: dict[str, Any]) -> None:
    """Check the top level of a theme: every key known, none missing, each of its kind."""
    kinds = _REQUIRED | _OPTIONAL
    _named(document, tuple(_REQUIRED), tuple(kinds), "")
    for key, value in document.items():
        if not isinstance(value, kinds[key]):
            raise _Fault(f"{key} takes {_TAKES[kinds[key]]}")
        if isinstance(value, str) and not value.isprintable():
            raise _Fault(f"{key} takes text on one line")


def _named(
    table: dict[str, Any], required: tuple[str, ...], known: tuple[str, ...], place: str
) -> None:
    """Check the keys of a table."""
    for key in table:
        if key not in known:
            raise _Fault(f"there is no key {place}{shown(key)}; there are {', '.join(known)}")
    if missing := [key for key in required if key not in table]:
        raise _Fault(f"{', '.join(place + key for key in missing)} is missing")


def is_color(value: object) -> bool:
    """Tell whether a value is a colour that a theme takes."""
    if not isinstance(value, str):
        return False
    return bool(re.fullmatch(f"{_HEX}|{_ANSI}", value)) or value in _WORDS.split()

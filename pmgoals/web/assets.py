"""What a browser loads: our page, and the terminal that comes with textual-serve. Nothing else.

Every file stands in a list: no name that somebody sends is ever looked for on the disk. The page
that comes with textual-serve asks a font service for its letters; ours has them from here.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from pmgoals.errors import BadInput

JS, CSS, FONT = "text/javascript; charset=utf-8", "text/css; charset=utf-8", "font/ttf"

OWN = {
    "": ("page.html", "text/html; charset=utf-8"),
    "page.css": ("page.css", CSS),
    "page.js": ("page.js", JS),
}
"""(file, media type) of what is ours, by the name it is asked for."""

LENT = {
    "textual.js": ("js/textual.js", JS),
    "xterm.css": ("css/xterm.css", CSS),
    "mono.ttf": ("fonts/RobotoMono-VariableFont_wght.ttf", FONT),
    "mono-italic.ttf": ("fonts/RobotoMono-Italic-VariableFont_wght.ttf", FONT),
}
"""The same of what textual-serve has."""

NOT_INSTALLED = BadInput(
    "The app in a browser takes the package textual-serve, which is not installed.",
    "Install it: pip install 'pmgoals[web]'.",
)
"""What is said without the extra."""


class Asset(NamedTuple):
    """A file as it is sent."""

    data: bytes
    """What it holds."""
    kind: str
    """Its media type."""


def load() -> dict[str, Asset]:
    """Return every file by the name it is asked for. BadInput without textual-serve."""
    own = files(__package__) / "page"
    found = {name: Asset((own / file).read_bytes(), kind) for name, (file, kind) in OWN.items()}
    spec = find_spec("textual_serve")  # its files are taken, none of its code is run
    if spec is None or not spec.submodule_search_locations:
        raise NOT_INSTALLED
    lent = Path(next(iter(spec.submodule_search_locations))) / "static"
    try:
        for name, (file, kind) in LENT.items():
            found[name] = Asset((lent / file).read_bytes(), kind)
    except FileNotFoundError:
        raise NOT_INSTALLED from None
    return found

"""Makes the pictures of the README from a demo plan: `python docs/make_pictures.py`.

The plan is made anew from a seed and a date, so that the same program makes the same pictures.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import re
import tempfile
from pathlib import Path

from pmgoals.clock import Clock
from pmgoals.config import Settings
from pmgoals.paths import find_paths
from pmgoals.services.demo import make_demo
from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp

FOLDER = Path(__file__).parent / "pictures"
DAY = dt.date(2026, 11, 20)


def _typed(text: str) -> list[str]:
    """Return the keys of a text."""
    return ["space" if letter == " " else letter for letter in text]


PICTURES = {
    "today": ("pmgoals-dark", []),
    "goals": ("pmgoals-dark", ["3"]),
    "plan": ("paper-light", ["4"]),
    "timeline": ("pmgoals-dark", ["4", "v"]),
    "ritual": ("harbor-dark", ["w", "pagedown"]),
    "coverage": ("pmgoals-light", ["6", "v", "v", "v", "down", "down"]),
    "gaps": ("pmgoals-dark", ["2", "end", "up", "up", "up", "enter"]),
    "align": ("paper-light", ["8"]),
    "wizard": (
        "pmgoals-light",
        ["n", *_typed("Raise trial conversion from 6% to 9% by Q3 2027")],
    ),
}
"""Theme and keys of each picture."""


async def picture(name: str, theme: str, keys: list[str], home: Path) -> None:
    """Run the app, press the keys and keep what it shows."""
    seeded = random.Random(7).getrandbits
    paths = find_paths({"PMGOALS_HOME": str(home / name)})
    planner = Planner(paths, Clock(DAY), Settings(theme=theme), bits=seeded)
    make_demo(planner, seed=7)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause(0.5)
        for key in keys:
            await pilot.press(key)
        await pilot.pause(0.5)
        svg = app.export_screenshot(title="pmgoals")
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)  # no fonts from elsewhere
    svg = re.sub(r"terminal-\d+", "terminal", svg)  # the same picture has the same bytes
    (FOLDER / f"{name}.svg").write_text(svg, "utf-8")


def main() -> None:
    """Make all pictures."""
    FOLDER.mkdir(exist_ok=True)
    for name, (theme, keys) in PICTURES.items():
        with tempfile.TemporaryDirectory() as home:
            asyncio.run(picture(name, theme, keys, Path(home)))
        print(FOLDER / f"{name}.svg")


if __name__ == "__main__":
    main()

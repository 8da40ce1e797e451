"""The golden screens: what every screen shows of the demo plan, as plain text.

python tests/golden.py            compares, and names the screens that differ
python tests/golden.py --write    draws them anew; look at them before committing
"""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from pmgoals.clock import Clock
from pmgoals.config import Settings
from pmgoals.paths import find_paths
from pmgoals.services.demo import make_demo
from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp

FOLDER = Path(__file__).parent / "golden"
DAY = dt.date(2026, 11, 20)
SIZES = ((120, 40), (80, 24))


def _typed(text: str) -> list[str]:
    """Return the keys of a text."""
    return ["space" if letter == " " else letter for letter in text]


KEYS: dict[str, list[str]] = {
    "today": [],
    "reflect": ["2"],
    "standing": ["2", "G", "k", "k", "k", "enter", "j", "j"],
    "develop": ["2", "G", "k", "k", "k", "enter", "j", "j", "d"],
    "noticed": ["2", "G", "k", "enter"],
    "goals": ["3"],
    "plan": ["4"],
    "timeline": ["4", "v"],
    "journal": ["5"],
    "learn": ["6"],
    "learnreading": ["6", "v"],
    "learnevidence": ["6", "v", "v"],
    "learncoverage": ["6", "v", "v", "v"],
    "learnfilter": ["6", "slash", *_typed("price")],
    "review": ["7"],
    "align": ["8"],
    "alignmatrix": ["8", "v"],
    "alignmend": ["8", "m", "m"],
    "ledger": ["H"],
    "wizard": ["n", *_typed("Raise NPS from 38 to 45 by Q2 2027"), "enter"],
    "wish": ["n", *_typed("Build trust with sales")],
    "checkin": ["3", "c"],
    "ritual": ["w"],
    "reports": ["3", "S"],
    "report": ["3", "S", "enter"],
    "share": ["3", "P"],
    "help": ["question_mark"],
}
"""Keys that lead to each screen from the start."""


def open_demo(home: Path) -> Planner:
    """Return a planner on the demo plan: the same for every run."""
    seeded = random.Random(7).getrandbits
    paths = find_paths({"PMGOALS_HOME": str(home)})
    planner = Planner(paths, Clock(DAY), Settings(), bits=seeded)
    make_demo(planner, seed=7)
    return planner


def text_of(app: PmgoalsApp) -> str:
    """Return what stands on the screen, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips) + "\n"


async def drawn(names: list[str] | None = None) -> AsyncIterator[tuple[str, str]]:
    """Yield (file name, text) of each screen at each size, or at one for an empty plan."""
    for columns, lines in SIZES:
        for name, keys in KEYS.items():
            if names and name not in names:
                continue
            with tempfile.TemporaryDirectory() as home:
                app = PmgoalsApp(open_demo(Path(home)))
                yield f"{name}-{columns}x{lines}.txt", await _shot(app, keys, (columns, lines))
    for name in (
        "today",
        "reflect",
        "standing",
        "noticed",
        "goals",
        "plan",
        "timeline",
        "journal",
        "learn",
        "learnreading",
        "learnevidence",
        "learncoverage",
        "review",
        "align",
        "ledger",
    ):
        if names and name not in names:
            continue
        with tempfile.TemporaryDirectory() as home:
            empty = Planner(find_paths({"PMGOALS_HOME": home}), Clock(DAY))
            text = await _shot(PmgoalsApp(empty), KEYS[name], (80, 24))
            yield f"{name}-empty-80x24.txt", text


async def _shot(app: PmgoalsApp, keys: list[str], size: tuple[int, int]) -> str:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
        await _at_rest(app)
        return text_of(app)


async def _at_rest(app: PmgoalsApp) -> None:
    """Wait until two looks at the screen agree."""
    before = ""
    for _ in range(40):
        await asyncio.sleep(0.05)
        now = text_of(app)
        if now == before:
            return
        before = now


async def main(write: bool) -> int:
    """Compare or write all screens; return how many differ."""
    FOLDER.mkdir(exist_ok=True)
    differ = 0
    async for name, text in drawn():
        path = FOLDER / name
        if write:
            path.write_text(text, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            print(f"differs: {name}")
            differ += 1
    return differ


if __name__ == "__main__":
    sys.exit(1 if asyncio.run(main("--write" in sys.argv)) else 0)

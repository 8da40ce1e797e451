"""A walk through the whole app by keys drawn at random, which must break nothing.

    python tests/monkeys/walk.py                          20,000 keys in runs of 400
    python tests/monkeys/walk.py --seed 17 --keys 400     one run again

After each burst of keys the app must still run and the plan still be sound; a key that quits
begins anew on the same plan. At the end everything is undone: the plan is then the first one.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from textual import events
from textual.keys import _character_to_key

from pmgoals import keymap
from pmgoals.clock import Clock
from pmgoals.errors import NotFound
from pmgoals.paths import find_paths
from pmgoals.services.demo import make_demo
from pmgoals.services.planner import Planner
from pmgoals.settings import Settings
from pmgoals.storage import soundness
from pmgoals.tui.app import PmgoalsApp

DAY = dt.date(2026, 11, 20)
"""The day of the demo plan."""

RUN = 400
"""Keys of one run: the history keeps its steps."""

BURST = 8
"""Keys that are sent at once, at most."""

SIZES = [(120, 40), (80, 24), (60, 20), (100, 30), (200, 60)]

WORDS = ["62", "Raise setup rate from 48 % to 65 % by 31 Dec 2027", "tomorrow", "-1", "1e99",
         "]", "日本語", "[bold]x[/]", "next friday", "7", "45m", "", "why?\n", "ünï", "\\",
         "2026-11-31"]  # fmt: skip
"""What is typed at times, beside single keys."""

NEVER = {"ctrl+z", "ctrl+q", "ctrl+c"}
"""Keys that hand the terminal back."""


def known_keys() -> list[str]:
    """Return every key that starts a command, and those that any program has."""
    own = [key for command in keymap.COMMANDS for key in command.keys.split(",")]
    common = ["enter", "escape", "tab", "shift+tab", "up", "down", "left", "right",
              "space", "backspace", "delete", "home", "end", "pageup", "pagedown", "f2",
              "f3", "ctrl+s"]  # fmt: skip
    letters = [_character_to_key(letter) for letter in "abcdefghijklmnopqrstuvwxyz0123456789/?<>,."]
    return [key for key in (*own, *common, *common, *letters) if key not in NEVER]


KEYS = known_keys()


def burst(chance: random.Random) -> list[str]:
    """Return a few keys: commands, or a text that is typed."""
    if chance.random() < 0.12:
        return [_character_to_key(letter) for letter in chance.choice(WORDS)]
    return [chance.choice(KEYS) for _ in range(chance.randint(1, BURST))]


def event_of(key: str) -> events.Key:
    """Return a key as the terminal sends it."""
    from textual.keys import _get_unicode_name_from_key, key_to_character

    letter = key if len(key) == 1 else key_to_character(_get_unicode_name_from_key(key))
    return events.Key(key, letter)


class Walk:
    """One run on a plan of its own."""

    def __init__(self, home: Path, seed: int, count: int) -> None:
        self.chance = random.Random(seed)
        self.seed, self.count = seed, count
        self.pressed: list[str] = []
        """The keys so far."""
        self.visited: Counter[str] = Counter()
        """Screens and windows that had keys."""
        self._home = home
        self.planner = self._open()

    def _open(self) -> Planner:
        paths = find_paths({"PMGOALS_HOME": str(self._home)})
        bits = random.Random(f"{self.seed}:{len(self.pressed)}").getrandbits
        return Planner(paths, Clock(DAY), Settings(), bits=bits)

    def tables(self) -> dict[str, dict[str, Any]]:
        """Return the plan's documents, checked, as a new reader finds them."""
        documents = {name: dict(held) for name, held in self._open().plan.documents.items()}
        soundness.check(documents)
        return {name: held for name, held in documents.items() if held}

    async def go(self) -> None:
        """Press the keys. AssertionError when something broke."""
        while len(self.pressed) < self.count:
            app = PmgoalsApp(self._open())
            async with app.run_test(size=self.chance.choice(SIZES)) as pilot:
                await pilot.pause()
                while app.is_running and len(self.pressed) < self.count:
                    await self._press(app, pilot)
            code = app.return_code
            assert code in (0, None), f"{self.told()}: the app ended with {code}"
        self.tables()

    async def _press(self, app: PmgoalsApp, pilot: Any) -> None:
        keys = burst(self.chance)
        self.visited[type(app.screen).__name__] += len(keys)
        self.pressed += keys
        for key in keys:
            event = event_of(key)
            event.set_sender(app)
            app._driver.send_message(event)  # type: ignore[union-attr]
        if self.chance.random() < 0.02:
            await pilot.resize_terminal(*self.chance.choice(SIZES))
        await pilot.pause()
        assert app._exception is None, f"{self.told()}: {app._exception!r}"
        if self.chance.random() < 0.2:
            self.tables()

    def undo_all(self) -> None:
        """Take everything back."""
        planner = self._open()
        while True:
            try:
                planner.undo()
            except NotFound:
                return

    def told(self) -> str:
        """Return where in the walk it is."""
        return f"seed {self.seed}, after {len(self.pressed)} keys ({' '.join(self.pressed[-24:])})"


def run(start: Path, room: Path, seed: int, count: int) -> Walk:
    """Walk once from a copy of a home; AssertionError when something broke."""
    home = room / f"walk-{seed}"
    shutil.copytree(start, home)
    walk = Walk(home, seed, count)
    first = walk.tables()
    try:
        asyncio.run(walk.go())
    except Exception as error:
        raise AssertionError(f"{walk.told()}: {traceback.format_exc()[-1500:]}") from error
    walk.undo_all()
    assert walk.tables() == first, f"seed {seed}: undone to the start, the plan is another one"
    shutil.rmtree(home)
    return walk


def make_start(home: Path) -> None:
    """Make the demo plan as it stands before any step."""
    planner = Planner(find_paths({"PMGOALS_HOME": str(home)}), Clock(DAY))
    make_demo(planner)
    planner.places.history.unlink(missing_ok=True)


def main() -> int:
    """Walk as often as asked for; return 1 when something broke."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--keys", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1, help="of the first run")
    options = parser.parse_args()
    os.environ["EDITOR"] = "true"
    visited, failed, began = Counter[str](), 0, time.monotonic()
    with tempfile.TemporaryDirectory(prefix="pmgoals-walk-") as folder:
        start = Path(folder) / "start"
        make_start(start)
        pressed = 0
        for number, first in enumerate(range(0, options.keys, RUN)):
            seed, count = options.seed + number, min(RUN, options.keys - first)
            try:
                walk = run(start, Path(folder), seed, count)
            except AssertionError as broken:
                print(f"FAIL  {broken}", flush=True)
                failed += 1
                continue
            visited += walk.visited
            pressed += len(walk.pressed)
    places = ", ".join(f"{name} {count}" for name, count in visited.most_common(30))
    print(f"{pressed} keys in {time.monotonic() - began:.0f} s, {failed} runs broke; in {places}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())

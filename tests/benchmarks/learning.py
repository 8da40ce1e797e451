"""How long Learn takes to open and to answer a key of its filter, on logs of some sizes.

    python tests/benchmarks/learning.py [--sizes 50 5000] [--rounds 15]

Each round opens the app on a plan with so many activities and as many pieces of evidence, and
times, in the app, the screen's own work: `open` is its first load, `again` the same from records
that are there already (after every change), `/` what opening the filter makes ready, `key` one
more letter typed into it, `slowest key` the slowest of one typing. Drawing is Textual's, and left
out; `shown` holds it: from the switch of the screen until it stands. Medians, in milliseconds.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pmgoals import knowledge
from pmgoals.clock import Clock
from pmgoals.model.journal import Evidence
from pmgoals.model.learning import LearningActivity
from pmgoals.paths import find_paths
from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.screens.learn import LearnScreen

DAY = dt.date(2026, 11, 20)
TYPED = "price talk"
WORDS = ["price", "talk", "customer", "churn", "pilot", "team", "board", "memo", "test", "seat"]


def fill(planner: Planner, size: int) -> None:
    """Log so many activities, two a day, and keep as many pieces of evidence."""
    chance = random.Random(7)
    skills = [known.key for known in knowledge.competencies()]
    kinds = [kind.key for kind in knowledge.learning_kinds()]
    planner.competencies.set_levels("pm", "senior_pm")
    with planner.change("a long log") as tx:
        for number in range(size):
            common: dict[str, Any] = {
                "title": " ".join(chance.choices(WORDS, k=6)),
                "on": DAY - dt.timedelta(days=number // 2),
                "competency": chance.choice(skills),
            }
            tx.add(
                LearningActivity,
                kind=chance.choice(kinds),
                minutes=chance.randrange(5, 120),
                takeaway=" ".join(chance.choices(WORDS, k=12)),
                **common,
            )
            tx.add(Evidence, text=" ".join(chance.choices(WORDS, k=20)), **common)


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that something takes."""
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


async def open_once(planner: Planner, times: dict[str, list[float]]) -> None:
    """Open the screen once, look at every view, and type into the filter."""
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        plain, opened = LearnScreen.load, list[float]()

        def load(screen: LearnScreen) -> None:
            opened.append(timed(lambda: plain(screen)))

        LearnScreen.load = load  # type: ignore[method-assign]
        begin = time.perf_counter()
        app.switch_mode("learn")
        while not opened:
            await asyncio.sleep(0)
        await pilot.pause()
        times["shown"].append((time.perf_counter() - begin) * 1000)
        times["open"].append(opened[0])
        LearnScreen.load = plain  # type: ignore[method-assign]
        screen: Any = app.screen
        times["again"].append(timed(screen.load))
        for view in ("log", "evidence"):
            screen.action_view(view)
            await pilot.pause()
            times[f"{view} /"].append(timed(screen.action_filter))
            await pilot.pause()
            took = []
            for at in range(1, len(TYPED) + 1):
                screen._filters[view] = TYPED[:at]
                took.append(timed(screen._fill))
                await pilot.pause()
            times[f"{view} key"] += took
            times[f"{view} slowest key"].append(max(took))
            screen.action_clear()
        for view in ("reading", "evidence", "coverage"):
            times[view].append(timed(lambda name=view: screen.action_view(name)))
            await pilot.pause()


def measure(size: int, rounds: int) -> dict[str, float]:
    """Return the medians of one size."""
    times: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as home:
        paths = find_paths({"PMGOALS_HOME": str(Path(home))})
        fill(Planner(paths, Clock(DAY)), size)
        for _ in range(rounds):
            asyncio.run(open_once(Planner(paths, Clock(DAY)), times))
    return {name: statistics.median(found) for name, found in times.items()}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[50, 5_000])
    parser.add_argument("--rounds", type=int, default=15)
    args = parser.parse_args()
    found = [measure(size, args.rounds) for size in args.sizes]
    print(f"{'':<22}" + "".join(f"{size:>12,}" for size in args.sizes))
    for name in found[0]:
        print(f"{name:<22}" + "".join(f"{each[name]:>9.2f} ms" for each in found))


if __name__ == "__main__":
    main()

"""How long Today and Plan take to compute, on plans of some sizes, beside reading the file as JSON.

    python tests/benchmarks/outlook.py [--sizes 300 10000] [--rounds 21]

Each round makes a new planner on a demo plan and takes turns: the standard library's `json.loads`
of the plan's bytes, then what the screens compute from the plan that was read. `first` computes
from documents that nobody has looked at yet, as after a save by another program; `again` from
records that are there already, as when the cursor moves. Medians, in milliseconds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from pmgoals.clock import Clock
from pmgoals.paths import find_paths
from pmgoals.services import board, timeline, today
from pmgoals.services.demo import make_demo
from pmgoals.services.planner import Planner

DAY = dt.date(2026, 11, 20)


def quarters_of(planner: Planner) -> list:
    """Return the four quarters that the screen opens with."""
    found = [planner.quarter]
    while len(found) < 4:
        found.append(planner.calendar.next(found[-1]))
    return found


def plan_board(planner: Planner) -> object:
    """Compute what the board of Plan shows."""
    shown = quarters_of(planner)
    return board.look(planner, (shown[0].start, shown[-1].end))


def plan_timeline(planner: Planner) -> object:
    """Compute what the timeline of Plan shows."""
    return timeline.look(planner, quarters_of(planner))


LOOKS: dict[str, Callable[[Planner], object]] = {
    "Today": today.look,
    "Plan, board": plan_board,
    "Plan, timeline": plan_timeline,
    "Plan, all quarters": board.look,
}
"""What is timed; Today and the board are what the two screens need."""


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that something takes."""
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def measure(home: Path, size: int, rounds: int) -> None:
    """Print the table of one size."""
    paths = find_paths({"PMGOALS_HOME": str(home)})
    planner = Planner(paths, Clock(DAY), bits=random.Random(7).getrandbits)
    make_demo(planner, size=size)
    data = paths.plan.read_bytes()
    records = sum(len(table) for table in planner.plan._tables.values())
    times: dict[str, list[float]] = {"json.loads": []}
    for _ in range(rounds):
        times["json.loads"].append(timed(partial(json.loads, data)))
        fresh = Planner(paths, Clock(DAY))
        _ = fresh.plan  # reading the file is not what is timed
        for kind in ("first", "again"):
            for name, look in LOOKS.items():
                times.setdefault(f"{name}, {kind}", []).append(timed(partial(look, fresh)))
    print(f"\n{records:,} records, {len(data) / 1e6:.1f} MB")
    base = statistics.median(times["json.loads"])
    for name, found in times.items():
        middle = statistics.median(found)
        print(f"  {name:<28}{middle:>9.2f} ms{middle / base:>9.2f} x json.loads")
    for kind in ("first", "again"):
        both = [
            a + b
            for a, b in zip(times[f"Today, {kind}"], times[f"Plan, board, {kind}"], strict=True)
        ]
        print(f"  Today and Plan together, {kind}: {statistics.median(both):.1f} ms")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 10_000])
    parser.add_argument("--rounds", type=int, default=21)
    args = parser.parse_args()
    for size in args.sizes:
        with tempfile.TemporaryDirectory() as home:
            measure(Path(home), size, args.rounds)


if __name__ == "__main__":
    main()

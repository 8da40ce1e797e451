"""How well the forecast is calibrated, over simulated goals with fixed seeds.

    python tests/benchmarks/forecast.py [--goals 2000] [--seed 1]

Each goal is a drifting random walk with noise of the week and of the reading, some with a plateau
on the way, some with a late start, some with both; readings come weekly with gaps and a few
outliers. At a random moment the forecast is asked for the chance to reach the target. Prints, for
each tenth of chances, how often the target was reached, and the Brier score beside that of the
straight line (on pace: 1, behind: 0) and of the base rate.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from typing import NamedTuple

from pmgoals.analytics.forecast import forecast
from pmgoals.model.measure import Measure, Reading

START = dt.date(2026, 1, 5)
STAMP = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)


class Case(NamedTuple):
    """One forecast and what came of it."""

    chance: float
    """The chance that was called."""
    on_pace: bool
    """Whether the straight line said yes."""
    reached: bool
    """Whether the last reading reached the target."""
    low: float
    """Lower end of the landing range."""
    high: float
    """Upper end of it."""
    landed: float
    """The last reading."""


def simulate(chance: random.Random) -> Case | None:
    """Return one simulated goal forecast at a random moment; None when that is too early."""
    weeks = chance.randint(10, 52)
    speed = chance.gauss(0.95, 0.35) / weeks
    weekly = chance.uniform(0.01, 0.08) * (20 / weeks) ** 0.5
    noise = chance.choice([0.0, 0.01, 0.03, 0.06])
    drifts = [speed] * weeks
    if chance.random() < 0.3:
        begin, length = chance.randrange(weeks), chance.randint(3, max(4, weeks // 3))
        drifts[begin : begin + length] = [0.0] * len(drifts[begin : begin + length])
    if chance.random() < 0.25:
        late = chance.randint(2, max(3, weeks // 3))
        drifts[:late] = [0.0] * late
        drifts[late:] = [d * weeks / max(1, weeks - late) for d in drifts[late:]]
    level, seen = 0.0, []
    asked = chance.randint(4, weeks - 1)
    for week, drift in enumerate(drifts, 1):
        level += drift + chance.gauss(0, weekly)
        value = level + chance.gauss(0, noise)
        if chance.random() < 0.03:
            value += chance.choice([-1, 1]) * chance.uniform(0.2, 0.6)
        if week <= asked and chance.random() < 0.82:
            seen.append((week, value))
    landed = level + chance.gauss(0, noise)
    return _case(seen, asked, weeks, landed, chance)


def _case(
    seen: list[tuple[int, float]], asked: int, weeks: int, landed: float, chance: random.Random
) -> Case | None:
    baseline, target = chance.choice([(0.0, 1.0), (62.0, 78.0), (12.0, 6.0), (0.031, 0.045)])
    way = target - baseline
    measure = Measure(
        id="m", created=STAMP, updated=STAMP, goal="g", name="m", baseline=baseline, target=target
    )
    readings = [
        Reading(
            id=f"r{week}", created=STAMP, updated=STAMP, measure="m", value=baseline + value * way,
            on=START + dt.timedelta(weeks=week),
        )
        for week, value in seen
    ]  # fmt: skip
    today, due = START + dt.timedelta(weeks=asked), START + dt.timedelta(weeks=weeks)
    found = forecast(measure, readings, START, due, today)
    if found is None:
        return None
    ends = sorted(((found.low - baseline) / way, (found.high - baseline) / way))
    on_pace = seen[-1][1] >= seen[-1][0] / weeks
    return Case(found.chance, on_pace, landed >= 1, *ends, landed)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--goals", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    cases: list[Case] = []
    while len(cases) < args.goals:
        case = simulate(chance)
        if case is not None:
            cases.append(case)
    print("called        goals   mean called   reached   off by")
    worst = 0.0
    for tenth in range(10):
        inside = [c for c in cases if tenth <= min(9, int(c.chance * 10)) < tenth + 1]
        if not inside:
            continue
        called = sum(c.chance for c in inside) / len(inside)
        reached = sum(c.reached for c in inside) / len(inside)
        counts = len(inside) >= 100
        worst = max(worst, abs(called - reached)) if counts else worst
        mark = "" if counts else "  (fewer than 100)"
        print(
            f"{tenth / 10:.1f} to {tenth / 10 + 0.1:.1f}  {len(inside):>6}  {called:>12.3f}"
            f"{reached:>10.3f}{reached - called:>+9.3f}{mark}"
        )
    base = sum(c.reached for c in cases) / len(cases)
    brier = sum((c.chance - c.reached) ** 2 for c in cases) / len(cases)
    line = sum((c.on_pace - c.reached) ** 2 for c in cases) / len(cases)
    rate = sum((base - c.reached) ** 2 for c in cases) / len(cases)
    inside = sum(c.low <= c.landed <= c.high for c in cases) / len(cases)
    print(f"\nlargest distance in a tenth of 100 or more: {worst:.3f}")
    print(f"Brier score {brier:.4f}")
    print(f"  straight line {line:.4f}: {1 - brier / line:.1%} better")
    print(f"  base rate {base:.3f}: {rate:.4f}: {1 - brier / rate:.1%} better")
    print(f"landings inside the range of 80 %: {inside:.1%}")


if __name__ == "__main__":
    main()

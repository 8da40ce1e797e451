"""How long reading and criticising a goal sentence takes, by length, and how well it is read.

    python tests/benchmarks/reader.py [LABELLED.jsonl]

Prints the median time of a typical sentence beside a bare pass of `re.findall(r"\\w+")` over it,
and how the time grows with the length of hostile texts. With a file of labelled sentences (a JSON
object a line with `text` and `expected`), also the share of sentences whose baseline, target and
deadline are read as labelled.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pmgoals.smart.critic import judge_sentence
from pmgoals.smart.reading import parse
from pmgoals.smart.sketch import Setting

TODAY = dt.date(2026, 1, 15)
SETTING = Setting(today=TODAY, fiscal_year_end=dt.date(2026, 12, 31))
TYPICAL = (
    "Raise onboarding completion from 62% to 78% by 30 Sep 2027",
    "Get better with stakeholders",
    "Launch the new import for mid-market admins by end of Q2",
    "Cut median lead time from 12 to 6 days within 6 months and hold defects under 3 a month",
)
HOSTILE = (
    "a ",
    "1 ",
    "by Q3 ",
    "from 1 to 2 ",
    "and cut 5 ",
    "in the next 5 ",
    "1,",
    "(",
    "-",
    "é",
    "5/5 ",
    "by 5% ",
    "and keeping 5 ",
)
LENGTHS = (500, 1000, 2000, 4000, 100_000)


def median_ms(work: Callable[[], object], rounds: int) -> float:
    """Return the median of several runs in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def coach(text: str) -> None:
    """Read a sentence and judge it, as each key in the wizard does."""
    judge_sentence(parse(text, TODAY), SETTING)


def main() -> None:
    """Print the tables."""
    print("sentence                                       read ms   with critic ms   x re.findall")
    for text in TYPICAL:
        coach(text)
        bare = median_ms(lambda text=text: re.findall(r"\w+", text), 500)
        read = median_ms(lambda text=text: parse(text, TODAY), 300)
        both = median_ms(lambda text=text: coach(text), 300)
        print(f"{text[:44]:<46}{read:>8.2f}{both:>17.2f}{read / bare:>15.0f}")
    print("\nms by length     " + "".join(f"{length:>9,}" for length in LENGTHS))
    for part in HOSTILE:
        times = []
        for length in LENGTHS:
            text = (part * length)[:length]
            times.append(median_ms(lambda text=text: coach(text), 3))
        print(f"{part!r:<17}" + "".join(f"{ms:>9.1f}" for ms in times))
    if len(sys.argv) > 1:
        _labelled(Path(sys.argv[1]))


def _labelled(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    hits = dict.fromkeys(("baseline", "target", "deadline"), 0)
    for row in rows:
        seen, wanted = parse(row["text"], TODAY).reading, row["expected"]
        day = seen.deadline.isoformat() if seen.deadline else None
        hits["baseline"] += seen.baseline == wanted["baseline"]
        hits["target"] += seen.target == wanted["target"]
        hits["deadline"] += day == wanted["deadline"]["resolved"]
    print(f"\n{len(rows)} labelled sentences")
    for name, hit in hits.items():
        print(f"{name:<10} read as labelled: {hit / len(rows):.1%}")


if __name__ == "__main__":
    main()

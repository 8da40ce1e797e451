"""What was said in a year: its days, the numbers that were read, and what was decided of them."""

from __future__ import annotations

import datetime as dt
import random

from pmgoals.model.calendar import Week

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2027, 1, 15)
"""A Thursday in 2026-W01, and a Friday in 2027-W02; 2026 has 53 weeks."""

ON_LEAVE = (30, 31)
"""Weeks of leave: Monday 20 to Friday 31 July."""
RESTED = (18, 22)
"""Weeks passed over on purpose, both in Q2."""
MISSED = 38
"""The week of 14 September: nobody said anything."""
LATE = {7: dt.date(2026, 2, 20), 45: dt.date(2026, 11, 20)}
"""Weeks that were filled later, and the day."""

LEAVE = ["2026-07-20..2026-07-31"]

OBJECTIVE = "Make onboarding our strength"
RAISE = "Raise setup"
"""A quarter's goal below the objective; it is carried over three times."""
CUT = "Cut response time"
"""Two quarters long, with a guardrail."""
HOLD = "Keep churn low"
"""A level to be held, up to 3 %."""
PILOT = "Run the pricing pilots"
"""Milestones only."""
TALK = "Hold user interviews"
"""Begun in Q4, and carried over into the next year."""

# What was read, by week; the weeks between are on the way. The last of a quarter decides.
SETUP = {1: "40", 13: "52 %", 26: "66", 39: "73", 53: "76"}
RESPONSE = {1: "30", 13: "22.8", 26: "12 h"}
SATISFACTION = {10: "4.4", 25: "4.0"}
CHURN = {8: "3.4", 11: "2.8", 20: "3.2", 24: "2.9", 33: "3.3", 37: "2.7", 44: "3.5", 52: "2.9"}
INTERVIEWS = {41: "1", 45: "3", 49: "5", 53: "6"}

MONTHLY = (
    dt.date(2026, 1, 30), dt.date(2026, 3, 3), dt.date(2026, 3, 27), dt.date(2026, 4, 24),
    dt.date(2026, 6, 1), dt.date(2026, 6, 26), dt.date(2026, 8, 4), dt.date(2026, 8, 31),
    dt.date(2026, 9, 25), dt.date(2026, 11, 10), dt.date(2026, 12, 1), dt.date(2026, 12, 28),
)  # fmt: skip
"""The days of the alignments of January to December; some in the month, some in the next."""

QUARTERLY = (
    dt.date(2026, 4, 2), dt.date(2026, 7, 2), dt.date(2026, 10, 1), dt.date(2027, 1, 4),
)  # fmt: skip
"""The days of the quarterly reviews."""

ANNUAL = dt.date(2027, 1, 11)

PILOTS = (
    ("Sample agreed", dt.date(2026, 3, 15), 1.0),
    ("First pilot over", dt.date(2026, 6, 15), 2.0),
    ("Second pilot over", dt.date(2026, 9, 15), 2.0),
    ("Prices decided", dt.date(2026, 11, 16), 1.0),
)

JUDGED: dict[int, dict[str, dict[str, str]]] = {
    1: {
        RAISE: {"cause": "ambition", "note": "The guide came late", "decision": "keep"},
        CUT: {"grade": "70 %", "reason": "Weekends are not counted", "cause": "capacity",
            "decision": "keep"},
        HOLD: {"cause": "external", "decision": "keep"},
        PILOT: {"decision": "keep"},
        OBJECTIVE: {"cause": "ambition", "decision": "keep"},
    },
    2: {
        RAISE: {"cause": "dependency", "decision": "change"},
        CUT: {"cause": "other", "note": "Answers got shorter, too", "decision": "close"},
        HOLD: {"cause": "external", "decision": "keep"},
        PILOT: {"decision": "keep"},
        OBJECTIVE: {"cause": "ambition", "decision": "keep"},
    },
    3: {
        RAISE: {"decision": "keep"},
        HOLD: {"cause": "external", "note": "A quarter more to hold it", "decision": "defer"},
        PILOT: {"cause": "priority_shift", "note": "Finance decides alone", "decision": "drop"},
        OBJECTIVE: {"cause": "ambition", "decision": "keep"},
    },
    4: {
        RAISE: {"decision": "close"},
        HOLD: {"cause": "external", "decision": "close"},
        OBJECTIVE: {"note": "Setup carries it", "decision": "close"},
        TALK: {"cause": "focus", "decision": "keep"},
    },
}  # fmt: skip
"""What is typed into each quarter's review, by goal; a grade left out is taken as proposed."""


def weeks() -> list[Week]:
    """Return the weeks of the year and the two after it."""
    return [Week(2026, 1).plus(n) for n in range(55)]


def value(name: str, week: Week, chance: random.Random) -> str:
    """Return the text of a reading in a week, empty when none is taken."""
    if week.year == 2027:
        return ""
    given = {
        "setup rate": SETUP, "response time": RESPONSE, "satisfaction": SATISFACTION,
        "churn": CHURN, "interviews held": INTERVIEWS,
    }[name]  # fmt: skip
    if week.number in given:
        return given[week.number]
    if name not in ("setup rate", "response time"):
        return ""
    before = max(n for n in given if n < week.number)
    after = min(n for n in given if n > week.number)
    low, high = (float(given[n].split()[0]) for n in (before, after))
    part = (week.number - before) / (after - before)
    return f"{low + part * (high - low) + chance.uniform(-0.4, 0.4):.1f}"

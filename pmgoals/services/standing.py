"""Where a goal stands, in words that the app and the command line share."""

from __future__ import annotations

from collections.abc import Sequence

from pmgoals.analytics.progress import Speed
from pmgoals.model.amounts import say_amount, say_number
from pmgoals.model.calendar import say_date
from pmgoals.model.checkin import Checkin
from pmgoals.services.today import GoalRow


def say_speed(found: Speed, unit: str) -> str:
    """Return `needs +0.62 % a week from here; so far +0.31`."""
    return f"needs {_signed(found.needed, unit)} a week from here; so far {_signed(found.so_far)}"


def say_rehearsed(checkins: Sequence[Checkin], if_then: str) -> str:
    """Return what became of an if-then plan: `the cue came 5 times, done 4`; "" if never said."""
    marks = [c.rehearsed[if_then] for c in checkins if if_then in c.rehearsed]
    came = [mark for mark in marks if mark != "no cue"]
    if not marks:
        return ""
    if not came:
        return "the cue has not come yet"
    times = "once" if len(came) == 1 else f"{len(came)} times"
    return f"the cue came {times}, done {came.count('did')}"


def _signed(value: float, unit: str = "") -> str:
    short = float(f"{value:.2g}")
    words = say_amount(abs(short), unit) if unit else say_number(abs(short))
    return f"{'-' if short < 0 else '+'}{words}"


def say_stand(seen: GoalRow) -> str:
    """Return where a goal stands in one line: status, way, chance, confidence, deadline."""
    parts: list[str] = [seen.status]
    if seen.progress is not None:
        mark = "" if seen.expected is None else f", {round(seen.expected * 100)} % expected"
        parts.append(f"{round(seen.progress * 100)} % of the way{mark}")
    if seen.forecast is not None:
        parts.append(f"{round(seen.forecast.chance * 100)} % chance to reach it")
    if seen.confidence is not None:
        way = "" if not seen.trend else f", {'up' if seen.trend > 0 else 'down'} {abs(seen.trend)}"
        parts.append(f"confidence {seen.confidence}{way}")
    if seen.due is not None:
        parts.append(f"due {say_date(seen.due)}")
    return " · ".join(parts)

"""Hindsight: what confidence and dates said, against what came; and what a new day is told.

The words speak of goals, dates and the next step, never of the person (Kluger & DeNisi 1996).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from pmgoals.analytics import calibration as scored
from pmgoals.analytics import slip as slipped
from pmgoals.analytics.calibration import Band, Calibration
from pmgoals.analytics.slip import Kind, Slip
from pmgoals.model.calendar import LAST_YEAR, say_date, say_short_date, say_span

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

NOUNS = {"milestone": "milestones", "goal": "goals", "both": "milestones and goals"}
"""What a slip was measured on, in words."""


class Hindsight(msgspec.Struct, frozen=True, kw_only=True):
    """What was said before, against what came."""

    calibration: Calibration
    """Confidence against outcomes."""
    milestones: Slip | None
    """How far milestones came from their first day; None with fewer than five."""
    goals: Slip | None
    """How far goals did."""

    @property
    def slips(self) -> list[Slip]:
        """The slips that can be told."""
        return [slip for slip in (self.milestones, self.goals) if slip]


def look(planner: Planner) -> Hindsight:
    """Return what was said before, against what came."""
    plan = planner.plan
    return Hindsight(
        calibration=scored.calibration(plan, planner.settings.lines),
        milestones=slipped.slip(plan, "milestone"),
        goals=slipped.slip(plan, "goal"),
    )


# ---- confidence ----


def say_band(band: Band) -> str:
    """Return the confidence of a band: `8 to 10`."""
    low, high = scored.BANDS[band.name]
    return f"{low} to {high}"


def say_calibration(found: Calibration) -> str:
    """Return in one sentence what confidence was worth, and what follows for the next goal."""
    if found.score is None:
        more = scored.FEWEST - found.goals
        goals = "1 more closed goal" if more == 1 else f"{more} more closed goals"
        return f"Too few to tell: {goals} with a grade and a confidence before its close."
    band = scored.most_off(found)
    if band is None:
        return f"What was said and what was reached agree, as far as {found.goals} goals can tell."
    came = f"What was called {say_band(band)} was reached in {band.reached} of {band.goals} goals"
    if (band.gap or 0.0) < 0.0:
        return f"{came}: plan those with more room."
    return f"{came}: those can ask for more."


def say_score(found: Calibration) -> str:
    """Return the score beside what it is measured by; empty without one."""
    if found.score is None or found.base is None:
        return ""
    return (
        f"Score {found.score:.2f}, where 0 is best: always saying 5 gives {scored.EVEN:.2f}, "
        f"always saying how often goals are reached {found.base:.2f}."
    )


# ---- slip ----


def say_days(days: int) -> str:
    """Return a slip in words: `9 days later`, `on the day`, `2 days earlier`."""
    if not days:
        return "on the day"
    return f"{say_span(dt.timedelta(days=abs(days)))} {'later' if days > 0 else 'earlier'}"


def say_slip(slip: Slip) -> str:
    """Return a slip in one sentence."""
    half, most = say_days(slip.median), say_days(slip.most)
    there = f"half there {half} or sooner, " if half != most else ""
    share = round((slip.of_length or 0.0) * 100)
    length = f", {share:+d} % of the time planned" if share else ""
    return (
        f"{slip.count} {NOUNS[slip.of]}: {there}4 in 5 there {most} or sooner; "
        f"{round(slip.late * 100)} % late{length}."
    )


TOO_FEW = (
    f"From {slipped.FEWEST} milestones done or goals closed on, the days between promised and done "
    "stand here."
)
"""What is said where no slip can be told."""


def say_usual(planner: Planner, kind: Kind) -> str:
    """Return in one line what any new day of a kind is measured by; empty where too few were done.

    `As 14 milestones went: half there 9 days later, 4 in 5 20 days later.`
    """
    slip = slipped.reference(planner.plan, kind)
    if slip is None:
        return ""
    half, most = say_days(slip.median), say_days(slip.most)
    there = f"half there {half}, " if half != most else ""
    return f"As {slip.count} {NOUNS[slip.of]} went: {there}4 in 5 there {most}."


def say_reference(planner: Planner, kind: Kind, day: dt.date) -> str:
    """Return in one line what a chosen day comes to; empty where too few were done."""
    slip = slipped.reference(planner.plan, kind)
    return "" if slip is None else say_day(slip, day)


def say_day(slip: Slip, day: dt.date) -> str:
    """Return what a chosen day comes to, as things went so far; empty beyond all years.

    `As 14 milestones went, 14 Oct 2026 comes to 23 Oct for half, 3 Nov for 4 in 5.`
    """
    went = f"As {slip.count} {NOUNS[slip.of]} went, {say_date(day)}"
    if slip.most <= 0:
        return f"{went} holds for 4 in 5."
    half, most = _on(day, slip.median), _on(day, slip.most)
    if not half or not most:
        return ""
    if half == most:
        return f"{went} comes to {most} for 4 in 5."
    return f"{went} comes to {half} for half, {most} for 4 in 5."


def _on(day: dt.date, days: int) -> str:
    """Return the day some days on, the year only where it is another; empty where none is."""
    at = day.toordinal() + days
    if not 1 <= at <= dt.date(LAST_YEAR, 12, 31).toordinal():
        return ""
    then = dt.date.fromordinal(at)
    return say_short_date(then) if then.year == day.year else say_date(then)

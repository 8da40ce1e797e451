"""Hindsight: what confidence and dates said, against what came.

The words speak of goals and the next step, never of the person (Kluger & DeNisi 1996).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pmgoals.analytics import calibration as scored
from pmgoals.analytics import slip as slipped
from pmgoals.analytics.calibration import Band, Calibration
from pmgoals.analytics.slip import Slip
from pmgoals.counting import said_count

if TYPE_CHECKING:
    from pmgoals.model.plan import Plan
    from pmgoals.services.planner import Planner


class Hindsight(msgspec.Struct, frozen=True, kw_only=True):
    """What was said before, against what came."""

    calibration: Calibration
    """Confidence against outcomes."""
    milestones: Slip | None
    """How far milestones came from their first day; None with fewer than five."""
    goals: Slip | None
    """How far goals that were reached did."""
    open_late: int
    """Milestones of open goals that are late and not done: no slip counts them yet."""

    @property
    def slips(self) -> list[Slip]:
        """The slips that can be told."""
        return [slip for slip in (self.milestones, self.goals) if slip]


def look(planner: Planner, plan: Plan | None = None) -> Hindsight:
    """Return what was said before, against what came; of the plan as it is, or of another."""
    plan, lines = plan or planner.plan, planner.settings.lines
    steps = [m for goal in plan.open_goals for m in plan.milestones_of(goal.id)]
    return Hindsight(
        calibration=scored.calibration(plan, lines),
        milestones=slipped.slip(plan, "milestone", lines),
        goals=slipped.slip(plan, "goal", lines),
        open_late=sum(m.is_open and (m.original_due or m.due) < planner.today for m in steps),
    )


def say_open_late(found: Hindsight) -> str:
    """Return what no slip counts yet; empty when nothing is late."""
    if not found.open_late:
        return ""
    one = found.open_late == 1
    return f"{found.open_late} more milestone{' is' if one else 's are'} open and late."


def say_band(band: Band) -> str:
    """Return the confidence of a band: `8 to 10`."""
    low, high = scored.BANDS[band.name]
    return f"{low} to {high}"


def say_calibration(found: Calibration) -> str:
    """Return in one sentence what confidence was worth, and what follows for the next goal."""
    if found.score is None:
        more = scored.FEWEST - found.goals
        goals = said_count(more, "more closed goal")
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

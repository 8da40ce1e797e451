"""Review: close a quarter, goal by goal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

from pmgoals.analytics.grading import proposed_grade
from pmgoals.analytics.pace import Health, health
from pmgoals.errors import BadInput
from pmgoals.model.calendar import Quarter, Week
from pmgoals.model.goal import Decision, Goal
from pmgoals.model.plan import Plan
from pmgoals.model.review import Review, Verdict
from pmgoals.services.goals import change_goal, close_goal
from pmgoals.services.service import Service

ON_RHYTHM = 0.75
"""Share of the weeks with a check-in from which a low grade speaks of the goal, not the rhythm."""


class GoalCase(msgspec.Struct, frozen=True):
    """What a review knows of one goal before it is judged."""

    goal: Goal
    """The goal."""
    health: Health
    """Where it stood at the end of the quarter, or today."""
    proposed: float | None
    """The grade its numbers propose, 0.0 to 1.0."""
    decision: Decision
    """The decision proposed: close what is due in the quarter, keep the rest."""
    weeks_done: int
    """Weeks of the quarter with a check-in."""
    weeks: int
    """Weeks of the quarter so far in which it was active."""
    milestones_done: int
    """Milestones of the quarter that are done."""
    milestones: int
    """Milestones of the quarter."""

    @property
    def on_rhythm(self) -> bool:
        """Whether it was checked in on often enough to blame the goal rather than the rhythm."""
        return self.weeks > 0 and self.weeks_done >= ON_RHYTHM * self.weeks


class Reviews(Service):
    """Reviews of a period."""

    def quarter_to_review(self) -> Quarter:
        """Return the quarter whose review is open.

        The last one until it was closed, if it had goals and today is within the first half of
        the present one; else the present one.
        """
        now = self._planner.quarter
        last = self._planner.calendar.previous(now)
        early = (self._planner.today - now.start).days < now.days // 2
        if early and self.of(last) is None and self.cases(last):
            return last
        return now

    def of(self, quarter: Quarter) -> Review | None:
        """Return the closed review of a quarter, None when there is none."""
        name = str(quarter)
        found = [r for r in self._planner.plan.reviews if r.period == name and r.closed]
        return found[0] if found else None

    def cases(self, quarter: Quarter) -> list[GoalCase]:
        """Return the goals to be judged: open ones that had begun by the end of the quarter."""
        plan, today = self._planner.plan, self._planner.today
        day = min(today, quarter.end)
        open_goals = [g for g in plan.goals.values() if g.state != "closed" and g.start <= day]
        return [_case(goal, plan, quarter, day) for goal in open_goals]

    def close(
        self,
        quarter: Quarter,
        verdicts: Sequence[Verdict],
        answers: Mapping[str, str] | None = None,
    ) -> Review:
        """Close a quarter in one step: grades, decisions, and what was learned.

        Closed and dropped goals end; deferred ones move to the end of the next quarter, with the
        review as their reason. BadInput for a quarter that was closed already.
        """
        name, today = str(quarter), self._planner.today
        with self._planner.change(f"closed the review of {name}") as tx:
            if any(r.period == name and r.closed for r in tx.plan.reviews):
                raise BadInput(f"{name} was closed already.", "Undo the review to do it again.")
            for verdict in verdicts:
                goal = tx.plan.goals[verdict.goal]
                if verdict.decision in ("close", "drop"):
                    grade = verdict.grade
                    close_goal(tx, goal, today, grade, verdict.note, verdict.decision)
                elif verdict.decision == "defer":
                    due = self._planner.calendar.next(quarter).end
                    reason = verdict.note or f"deferred in the review of {name}"
                    later = max(due, goal.due) if goal.due else due
                    change_goal(tx, goal, today, reason, due=later)
            return tx.add(
                Review,
                period=name,
                on=today,
                verdicts=list(verdicts),
                answers={key: text for key, text in (answers or {}).items() if text.strip()},
                closed=True,
            )


def _case(goal: Goal, plan: Plan, quarter: Quarter, day: dt.date) -> GoalCase:
    """Gather what a review knows of a goal on a day of its quarter."""
    weeks = [w for w in quarter.weeks() if goal.start <= w.sunday and w.monday <= day]
    done = {Week.parse(c.week) for c in plan.checkins_of(goal.id)}
    steps = [m for m in plan.milestones_of(goal.id) if quarter.start <= m.due <= quarter.end]
    due_now = goal.due is not None and goal.due <= quarter.end
    return GoalCase(
        goal=goal,
        health=health(goal, plan, day),
        proposed=proposed_grade(goal, plan),
        decision="close" if due_now else "keep",
        weeks_done=sum(week in done for week in weeks),
        weeks=len(weeks),
        milestones_done=sum(m.done_on is not None for m in steps),
        milestones=len(steps),
    )

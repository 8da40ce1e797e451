"""Review: close a quarter, goal by goal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from pmgoals.analytics.grading import proposed_grade
from pmgoals.analytics.pace import Health, health
from pmgoals.errors import BadInput
from pmgoals.model.calendar import Quarter, Week
from pmgoals.model.goal import Decision, Goal
from pmgoals.model.plan import Plan
from pmgoals.model.review import Review, Verdict
from pmgoals.services.goals import change_goal, check_grade, close_goal
from pmgoals.services.service import Service, quoted
from pmgoals.services.today import REVIEW_OPENS
from pmgoals.services.verdicts import Outcome, deferred, outcome

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

    def opens(self, quarter: Quarter) -> dt.date:
        """Return the day the review of a quarter opens, two weeks before its end."""
        return quarter.end - REVIEW_OPENS

    def quarters(self) -> list[Quarter]:
        """Return the quarters there is a review of or for, earliest first."""
        calendar = self._planner.calendar
        found = {self.quarter_to_review(), self._planner.quarter}
        for review in self._planner.plan.reviews:
            try:
                found.add(calendar.parse_quarter(review.period, self._planner.today))
            except BadInput:  # a month or a year
                continue
        return sorted(found)

    # ---- a review that is under way ----

    def under_way(self, quarter: Quarter) -> Review | None:
        """Return the review of a quarter that was begun and not closed, None when there is none."""
        return _open_review(self._planner.plan, str(quarter))

    def verdicts(self, quarter: Quarter) -> list[Verdict]:
        """Return a verdict for each case: what was kept, else what its numbers propose.

        A grade that was kept as proposed follows the numbers when they change.
        """
        review = self.under_way(quarter)
        kept = {verdict.goal: verdict for verdict in review.verdicts} if review else {}
        return [_verdict(case, kept.get(case.goal.id)) for case in self.cases(quarter)]

    def keep(
        self,
        quarter: Quarter,
        verdicts: Sequence[Verdict] = (),
        answers: Mapping[str, str] | None = None,
        label: str = "",
    ) -> Review:
        """Keep verdicts and answers of a review that is under way; what is not given stays.

        An answer of only white space removes that answer. BadInput for a quarter that was closed.
        """
        name = str(quarter)
        with self._planner.change(label or f"went on with the review of {name}") as tx:
            if any(r.period == name and r.closed for r in tx.plan.reviews):
                raise BadInput(f"{name} was closed already.", "Undo the review to do it again.")
            there = _open_review(tx.plan, name)
            by_goal = {verdict.goal: verdict for verdict in (there.verdicts if there else [])}
            by_goal |= {verdict.goal: verdict for verdict in verdicts}
            fields = {
                "verdicts": list(by_goal.values()),
                "answers": _said({**(there.answers if there else {}), **(answers or {})}),
            }
            if there is not None:
                return tx.change(there, **fields)
            return tx.add(Review, period=name, on=self._planner.today, **fields)

    def judge(self, quarter: Quarter, goal_id: str, **fields: Any) -> Verdict:
        """Keep a goal's grade, decision, cause or note. BadInput when the goal is not open."""
        found = [verdict for verdict in self.verdicts(quarter) if verdict.goal == goal_id]
        if not found:
            raise BadInput("This goal is not under review.", "Nothing was changed.")
        grade = fields.get("grade")
        if grade is not None and not 0.0 <= grade <= 1.0:
            raise BadInput(
                f"A grade of {grade:g} is not known; it takes 0.0 to 1.0.", "Nothing was changed."
            )
        if "note" in fields:
            fields["note"] = fields["note"].strip()
        verdict = msgspec.structs.replace(found[0], **fields)
        title = self._planner.plan.goals[goal_id].title
        self.keep(quarter, [verdict], label=f"judged {quoted(title)}")
        return verdict

    def outcome(self, quarter: Quarter) -> Outcome:
        """Return what closing the quarter now will do."""
        to = self._planner.calendar.next(quarter).end
        goals = self._planner.plan.goals.values()
        return outcome(goals, self.verdicts(quarter), to, self._planner.settings.grading)

    def close(
        self,
        quarter: Quarter,
        verdicts: Sequence[Verdict],
        answers: Mapping[str, str] | None = None,
    ) -> Review:
        """Close a quarter in one step: grades, decisions, and what was learned.

        Closed and dropped goals end; deferred ones move to the end of the next quarter, with the
        review as their reason. A review under way becomes the closed one; without `answers` its
        own stay. BadInput for a quarter that was closed already.
        """
        name, today = str(quarter), self._planner.today
        with self._planner.change(f"closed the review of {name}") as tx:
            if any(r.period == name and r.closed for r in tx.plan.reviews):
                raise BadInput(f"{name} was closed already.", "Undo the review to do it again.")
            there = _open_review(tx.plan, name)
            for verdict in verdicts:
                check_grade(verdict.grade)
                goal = tx.plan.goals.get(verdict.goal)
                if goal is None or goal.state == "closed":
                    raise BadInput(
                        "A goal of this review was closed or deleted meanwhile.",
                        "Nothing was changed. Look at the review again, then close it.",
                    )
                if verdict.decision in ("close", "drop"):
                    grade = verdict.grade
                    close_goal(tx, goal, today, grade, verdict.note, verdict.decision)
                elif verdict.decision == "defer":
                    reason = verdict.note.strip() or f"deferred in the review of {name}"
                    later = deferred(goal, self._planner.calendar.next(quarter).end)
                    change_goal(tx, goal, today, reason, due=later)
            given = answers if answers is not None else (there.answers if there else {})
            fields = {"verdicts": list(verdicts), "answers": _said(given), "closed": True}
            if there is not None:
                return tx.change(there, on=today, **fields)
            return tx.add(Review, period=name, on=today, **fields)


def _open_review(plan: Plan, period: str) -> Review | None:
    found = [r for r in plan.reviews if r.period == period and not r.closed]
    return found[0] if found else None


def _said(answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers that say something."""
    return {key: text for key, text in answers.items() if text.strip()}


def _verdict(case: GoalCase, kept: Verdict | None) -> Verdict:
    """Return the kept verdict on a case, or the proposed one."""
    if kept is None:
        proposed = case.proposed
        return Verdict(case.goal.id, case.decision, grade=proposed, proposed=proposed)
    grade = case.proposed if kept.grade == kept.proposed else kept.grade
    return msgspec.structs.replace(kept, grade=grade, proposed=case.proposed)


def _case(goal: Goal, plan: Plan, quarter: Quarter, day: dt.date) -> GoalCase:
    """Gather what a review knows of a goal on a day of its quarter."""
    weeks = [w for w in quarter.weeks() if goal.start <= w.sunday and w.monday <= day]
    done = {Week.parse(c.week) for c in plan.checkins_of(goal.id)}
    steps = [m for m in plan.milestones_of(goal.id) if quarter.start <= m.due <= quarter.end]
    due_now = goal.due is not None and goal.due <= quarter.end
    return GoalCase(
        goal=goal,
        health=health(goal, plan, day),
        proposed=proposed_grade(goal, plan, day),
        decision="close" if due_now else "keep",
        weeks_done=sum(week in done for week in weeks),
        weeks=len(weeks),
        milestones_done=sum(m.done_on is not None for m in steps),
        milestones=len(steps),
    )

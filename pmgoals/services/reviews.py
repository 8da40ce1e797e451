"""Review: close a quarter, goal by goal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from pmgoals.analytics.grading import Proposal, proposal
from pmgoals.analytics.pace import Health, Rules, health
from pmgoals.errors import BadInput
from pmgoals.model.calendar import Quarter, Week
from pmgoals.model.goal import Decision, Goal
from pmgoals.model.plan import Plan
from pmgoals.model.review import Review, Verdict
from pmgoals.services import checks
from pmgoals.services.carrying import carry_over, goes_over
from pmgoals.services.goals import change_goal, check_grade, close_goal
from pmgoals.services.kept_reviews import KeptReviews, begun
from pmgoals.services.periods import Period, look_back
from pmgoals.services.service import quoted
from pmgoals.services.verdicts import Outcome, check_reason, deferred, outcome
from pmgoals.storage.store import Transaction

REVIEW_OPENS = dt.timedelta(weeks=2)
"""How long before its end the review of a quarter opens (grading practice)."""

ON_RHYTHM = 0.75
"""Share of the weeks with a check-in from which a low grade speaks of the goal, not the rhythm."""


class GoalCase(msgspec.Struct, frozen=True):
    """What a review knows of one goal before it is judged."""

    goal: Goal
    """The goal."""
    health: Health
    """Where it stood at the end of the quarter, or today."""
    proposal: Proposal
    """What its numbers propose for the quarter's share of it."""
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
    def proposed(self) -> float | None:
        """The grade its numbers propose, 0.0 to 1.0."""
        return self.proposal.grade

    @property
    def on_rhythm(self) -> bool:
        """Whether it was checked in on often enough to blame the goal rather than the rhythm."""
        return self.weeks > 0 and self.weeks_done >= ON_RHYTHM * self.weeks


class Reviews(KeptReviews):
    """The quarterly reviews."""

    KIND = "quarterly"

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
        return self.closed_one(str(quarter))

    def closed(self, period: str = "") -> list[Review]:
        """Return the closed reviews of every kind, or those of a period, latest first."""
        found = self._planner.plan.reviews
        return [r for r in found if r.closed and (not period or r.period == period)]

    def cases(self, quarter: Quarter) -> list[GoalCase]:
        """Return the goals to be judged: open ones that begin by the end of the quarter."""
        plan, today = self._planner.plan, self._planner.today
        open_goals = [goal for goal in plan.open_goals if goal.start <= quarter.end]
        # The last week belongs to the quarter to its Sunday, and so do its readings.
        known = min(today, max(quarter.end, quarter.weeks()[-1].sunday))
        rules = self._planner.rules
        return [_case(goal, plan, quarter, known, rules) for goal in open_goals]

    def opens(self, quarter: Quarter) -> dt.date:
        """Return the day the review of a quarter opens, two weeks before its end."""
        return quarter.end - REVIEW_OPENS

    def quarters(self) -> list[Quarter]:
        """Return the quarters there is a review of or for, earliest first."""
        calendar = self._planner.calendar
        found = {self.quarter_to_review(), self._planner.quarter}
        for review in self._planner.plan.reviews:
            if review.kind == "quarterly":
                found.add(calendar.parse_quarter(review.period, self._planner.today))
        return sorted(found)

    def facts(self, quarter: Quarter) -> Period:
        """Return what is known of a quarter; once closed, what was known then."""
        closed = self.of(quarter)
        on = closed.on if closed else None
        return look_back(
            self._planner, self.known(closed), str(quarter), quarter.start, quarter.end, on
        )

    # ---- a review that is under way ----

    def under_way(self, quarter: Quarter) -> Review | None:
        """Return the review of a quarter that was begun and not closed, None when there is none."""
        return self.begun_one(str(quarter))

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
            there = begun(tx.plan, self.KIND, name)
            by_goal = {verdict.goal: verdict for verdict in (there.verdicts if there else [])}
            by_goal |= {verdict.goal: verdict for verdict in verdicts}
            return self.put(tx, name, answers or {}, verdicts=list(by_goal.values()))

    def judged(self, quarter: Quarter, goal_id: str, **fields: Any) -> Verdict:
        """Return a goal's verdict with another grade, decision, cause or note; nothing is kept.

        BadInput for a goal that is not under review, a grade outside 0.0 to 1.0, or a cause that
        is not listed.
        """
        found = [verdict for verdict in self.verdicts(quarter) if verdict.goal == goal_id]
        if not found:
            raise BadInput("This goal is not under review.", "Nothing was changed.")
        check_grade(fields.get("grade"))
        if fields.get("cause", found[0].cause) != found[0].cause:
            checks.cause(fields["cause"])
        for key in ("note", "reason"):
            if key in fields:
                fields[key] = fields[key].strip()
        return msgspec.structs.replace(found[0], **fields)

    def judge(self, quarter: Quarter, goal_id: str, **fields: Any) -> Verdict:
        """Keep a goal's grade, decision, cause or note.

        BadInput for a goal that is not under review, a grade outside 0.0 to 1.0, a cause that is
        not listed, a decision that is none, or a quarter that was closed.
        """
        verdict = self.judged(quarter, goal_id, **fields)
        title = self._planner.plan.goals[goal_id].title
        self.keep(quarter, [verdict], label=f"judged {quoted(title)}")
        return verdict

    def outcome(self, quarter: Quarter) -> Outcome:
        """Return what closing the quarter now will do."""
        to = self._planner.calendar.next(quarter).end
        goals = self._planner.plan.goals.values()
        verdicts = self.verdicts(quarter)
        return outcome(goals, verdicts, quarter.end, to, self._planner.settings.lines)

    def close(
        self,
        quarter: Quarter,
        verdicts: Sequence[Verdict] | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> Review:
        """Close a quarter in one step: grades, decisions, and what was learned.

        Without `verdicts` those that were kept or are proposed count; `answers` are added to those
        that were kept, as `keep` adds them. Closed and dropped goals end; deferred ones move to
        the end of the next quarter, with the review as their reason; those that end in the quarter
        and go on are closed with their grade and carried over into the next one. A review under
        way becomes the closed one. BadInput for a quarter that was closed already, a grade outside
        0.0 to 1.0 or another than proposed without a reason, a decision that is none, or a goal
        that was closed or deleted meanwhile.
        """
        name = str(quarter)
        decided = list(self.verdicts(quarter) if verdicts is None else verdicts)
        for verdict in decided:
            check_reason(verdict, self._planner.plan.goals.get(verdict.goal))
        with self._planner.change(f"closed the review of {name}") as tx:
            begun(tx.plan, self.KIND, name)
            goals = tx.plan.goals
            over = [
                goals[v.goal]
                for v in decided
                if v.goal in goals and goes_over(goals[v.goal], v.decision, quarter.end)
            ]
            carry_over(tx, over, self._planner.calendar.next(quarter), self._planner.today)
            for verdict in decided:
                self._carry_out(tx, verdict, quarter)
            return self.put(tx, name, answers or {}, verdicts=decided, closed=True)

    def _carry_out(self, tx: Transaction, verdict: Verdict, quarter: Quarter) -> None:
        """Do what a verdict decides."""
        check_grade(verdict.grade)
        goal, today = tx.plan.goals.get(verdict.goal), self._planner.today
        following = self._planner.calendar.next(quarter)
        if goal is None or goal.state == "closed":
            raise BadInput(
                "A goal of this review was closed or deleted meanwhile.",
                "Nothing was changed. Look at the review again, then close it.",
            )
        over = goes_over(goal, verdict.decision, quarter.end)
        if over or verdict.decision in ("close", "drop"):
            close_goal(tx, goal, today, verdict.grade, verdict.note, verdict.decision)
        elif verdict.decision == "defer":
            reason = verdict.note.strip() or f"deferred in the review of {quarter}"
            change_goal(tx, goal, today, reason, due=deferred(goal, following.end))

    def learned(self, count: int = 3) -> list[str]:
        """Return what was learned last, latest first: what comes back when a goal is drafted."""
        found = [
            (review.on, text.strip())
            for review in self._planner.plan.reviews
            if review.closed and (text := review.answers.get("learned", "")).strip()
        ]
        found += [
            (goal.closed_on, goal.closing_note)
            for goal in self._planner.plan.goals.values()
            if goal.closed_on is not None and goal.closing_note
        ]
        return [text for _, text in sorted(found, reverse=True)][:count]


def _verdict(case: GoalCase, kept: Verdict | None) -> Verdict:
    """Return the kept verdict on a case, or the proposed one."""
    if kept is None:
        return Verdict(case.goal.id, case.decision, grade=case.proposed, **_numbers(case))
    grade = case.proposed if kept.grade == kept.proposed else kept.grade
    return msgspec.structs.replace(kept, grade=grade, **_numbers(case))


def _numbers(case: GoalCase) -> dict[str, Any]:
    """Return what the numbers of a case say, as a verdict keeps it."""
    found = case.proposal
    return {
        "proposed": found.grade,
        "original": found.original,
        "broken": [measure.name for measure in found.broken],
    }


def _case(goal: Goal, plan: Plan, quarter: Quarter, day: dt.date, rules: Rules) -> GoalCase:
    """Gather what a review knows of a goal on a day of its quarter."""
    weeks = [w for w in quarter.weeks() if goal.start <= w.sunday and w.monday <= day]
    done = {Week.parse(c.week) for c in plan.checkins_of(goal.id)}
    steps = [m for m in plan.milestones_of(goal.id) if quarter.start <= m.due <= quarter.end]
    due_now = goal.due is not None and goal.due <= quarter.end
    return GoalCase(
        goal=goal,
        health=health(goal, plan, day, rules),
        proposal=proposal(
            goal,
            plan,
            day,
            by=quarter.end,
            rollup=rules.rollup,
            grading=rules.grading,
            veto=rules.veto,
        ),
        decision="close" if due_now else "keep",
        weeks_done=sum(week in done for week in weeks),
        weeks=len(weeks),
        milestones_done=sum(m.done_on is not None for m in steps),
        milestones=len(steps),
    )

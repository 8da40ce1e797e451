"""Review: close a quarter, goal by goal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from pmgoals.errors import BadInput
from pmgoals.model.calendar import Quarter
from pmgoals.model.goal import Goal
from pmgoals.model.review import Review, Verdict
from pmgoals.services.carrying import carry_over, goes_over
from pmgoals.services.cases import GoalCase, case_of, judged, verdict_on
from pmgoals.services.goals import change_goal, check_grade, close_goal
from pmgoals.services.kept_reviews import KeptReviews, begun
from pmgoals.services.periods import Period, look_back
from pmgoals.services.service import quoted
from pmgoals.services.verdicts import Outcome, check_reason, deferred, outcome
from pmgoals.storage.store import Transaction

REVIEW_OPENS = dt.timedelta(weeks=2)
"""How long before its end the review of a quarter opens (grading practice)."""


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
        return [self._case(quarter, goal) for goal in self._under_review(quarter)]

    def _under_review(self, quarter: Quarter) -> list[Goal]:
        return [goal for goal in self._planner.plan.open_goals if goal.start <= quarter.end]

    def _case(self, quarter: Quarter, goal: Goal) -> GoalCase:
        # The last week belongs to the quarter to its Sunday, and so do its readings.
        known = min(self._planner.today, max(quarter.end, quarter.weeks()[-1].sunday))
        return case_of(goal, self._planner.plan.whole, quarter, known, self._planner.rules)

    def case(self, quarter: Quarter, goal_id: str) -> GoalCase | None:
        """Return what a review knows of one goal; None for one that is not under review."""
        goal = self._planner.plan.goals.get(goal_id)
        return self._case(quarter, goal) if goal in self._under_review(quarter) else None

    def is_due(self) -> bool:
        """Tell whether a review is open that has goals to judge, and nobody held it."""
        quarter = self.quarter_to_review()
        open_now = self._planner.today >= self.opens(quarter)
        return open_now and self.of(quarter) is None and bool(self._under_review(quarter))

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
        kept, plan = self._kept(quarter), self._planner.plan
        found = (verdict_on(case, kept.get(case.goal.id)) for case in self.cases(quarter))
        return [plan.told_verdict(verdict) for verdict in found]

    def judged_cases(self, quarter: Quarter) -> list[tuple[GoalCase, Verdict]]:
        """Return the goals of a quarter with their verdicts: proposed, kept, or closed with."""
        closed = self.of(quarter)
        if closed is None:
            kept = self._kept(quarter)
            cases = self.cases(quarter)
            return [(case, verdict_on(case, kept.get(case.goal.id))) for case in cases]
        plan = self.known(closed)
        known = min(closed.on, max(quarter.end, quarter.weeks()[-1].sunday))
        return [
            (case_of(plan.goals[verdict.goal], plan, quarter, known, self._planner.rules), verdict)
            for verdict in closed.verdicts
            if verdict.goal in plan.goals
        ]

    def _kept(self, quarter: Quarter) -> dict[str, Verdict]:
        """Return the verdicts that were kept of a review under way, by goal."""
        review = self.under_way(quarter)
        return {verdict.goal: verdict for verdict in review.verdicts} if review else {}

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
        (verdict,) = self.judged_all(quarter, {goal_id: fields})
        return verdict

    def judged_all(
        self, quarter: Quarter, fields: Mapping[str, Mapping[str, Any]]
    ) -> list[Verdict]:
        """Return the verdicts on goals with other fields, by their ids; as `judged`."""
        by_goal = {verdict.goal: verdict for verdict in self.verdicts(quarter)}
        if any(goal_id not in by_goal for goal_id in fields):
            raise BadInput("This goal is not under review.", "Nothing was changed.")
        return [judged(by_goal[goal_id], given) for goal_id, given in fields.items()]

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
        to = self._following(quarter).end
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
        if quarter.start > self._planner.today:
            raise BadInput(f"{name} has not begun.", "Nothing was changed.")
        decided = list(self.verdicts(quarter) if verdicts is None else verdicts)
        for verdict in decided:
            check_reason(verdict, self._planner.plan.goals.get(verdict.goal))
        with self._planner.change(f"closed the review of {name}") as tx:
            there = begun(tx.plan, self.KIND, name)
            goals = tx.plan.goals
            over = [
                goals[v.goal]
                for v in decided
                if v.goal in goals and goes_over(goals[v.goal], v.decision, quarter.end)
            ]
            carry_over(tx, over, self._following(quarter), self._planner.today)
            for verdict in decided:
                self._carry_out(tx, verdict, quarter)
            judged = {verdict.goal for verdict in decided}
            gone = [v for v in (there.verdicts if there else []) if v.goal not in judged]
            return self.put(tx, name, answers or {}, verdicts=[*decided, *gone], closed=True)

    def _following(self, quarter: Quarter) -> Quarter:
        """Return the quarter in which what goes on begins again: the next, or the present one."""
        return max(self._planner.calendar.next(quarter), self._planner.quarter)

    def _carry_out(self, tx: Transaction, verdict: Verdict, quarter: Quarter) -> None:
        """Do what a verdict decides."""
        check_grade(verdict.grade)
        goal, today = tx.plan.goals.get(verdict.goal), self._planner.today
        following = self._following(quarter)
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

"""The quarterly review, stage by stage: grades, then what explains them, then what goes on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, get_args

from pmgoals import knowledge
from pmgoals.model.amounts import parse_grade, say_grade
from pmgoals.model.calendar import Quarter, say_date
from pmgoals.model.goal import Decision
from pmgoals.model.review import Review, Verdict
from pmgoals.services.carrying import goes_over
from pmgoals.services.cases import GoalCase
from pmgoals.services.period_words import say_measure, say_way, share
from pmgoals.services.periods import GoalThen
from pmgoals.services.rituals.reviewing import GOAL, Reviewing
from pmgoals.services.rituals.stage import Question, Stage
from pmgoals.services.verdicts import (
    advice,
    check_reason,
    deferred,
    falls_short,
    say_grounds,
    was_met,
)

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

DECISIONS = {
    "close": "close",
    "keep": "keep",
    "change": "change",
    "defer": "defer",
    "drop": "abandon",
}
"""Decisions with their words."""

RHYTHM, STRATEGY = "Look at the rhythm first", "Look at the goal and its strategy"
"""What the share of weeks with a check-in suggests about low grades."""


class Quarterly(Reviewing):
    """The review of one quarter."""

    KIND = "quarterly"

    def __init__(self, planner: Planner, quarter: Quarter) -> None:
        super().__init__(planner)
        self.quarter = quarter

    @property
    def name(self) -> str:
        """`quarterly` and the quarter."""
        return f"quarterly {self.quarter}"

    @property
    def title(self) -> str:
        """What its screen is called."""
        return "Quarterly review"

    @property
    def period(self) -> str:
        """The quarter."""
        return str(self.quarter)

    def review(self) -> Review | None:
        """Return the review that is under way."""
        return self._planner.reviews.under_way(self.quarter)

    def closed(self) -> Review | None:
        """Return the review once it is closed."""
        return self._planner.reviews.of(self.quarter)

    def keep_answers(self, answers: Mapping[str, str]) -> None:
        """Keep answers of the review."""
        self._planner.reviews.keep(self.quarter, answers=answers)

    def close(self) -> None:
        """Close the review: grades and decisions are carried out."""
        self._planner.reviews.close(self.quarter)

    # ---- stages ----

    def open_stages(self) -> list[Stage]:
        """Return grades goal by goal, the quarter in words, decisions, what was learned."""
        planner, quarter = self._planner, self.quarter
        facts = planner.reviews.facts(quarter)
        by_goal = {then.goal.id: then for then in facts.goals}
        pairs = planner.reviews.judged_cases(quarter)
        wins = facts.wins + [each.title for each in facts.evidence]
        changes = [f"{e.field}: {e.before} to {e.after}. {e.reason}".strip() for e in facts.changes]
        found = [self._goal(case, verdict, by_goal[case.goal.id]) for case, verdict in pairs]
        found += [
            self.prose_stage("what_happened", [*_last(facts.setbacks, 5), *_last(changes, 5)]),
            self.prose_stage("wins", _last(list(dict.fromkeys(wins)), 8)),
            self.prose_stage("rhythm_or_strategy", self._rhythm(pairs)),
        ]
        if pairs:
            found.append(self._decisions(pairs))
        return [
            *found,
            self.prose_stage("learned", _last(facts.learned, 6)),
            self.prose_stage("celebrate", self._reached(pairs)),
        ]

    def _goal(self, case: GoalCase, verdict: Verdict, then: GoalThen) -> Stage:
        grading, question = self._planner.settings.lines, self.questions()["grade"]
        review = self.review()
        kept = {each.goal for each in (review.verdicts if review else [])}
        about = [say_way(then), say_grounds(case), advice(case, verdict.grade, grading)]
        about += [say_measure(each) for each in then.measures]
        if case.milestones:
            about.append(f"{case.milestones_done} of {case.milestones} milestones done")
        causes = tuple((cause.key, cause.label) for cause in knowledge.root_causes())
        return Stage(
            key=f"{GOAL}{case.goal.id}",
            title=case.goal.title,
            ask=f"{case.goal.title}: where did it land, from 0.0 to 1.0?",
            about=[line for line in about if line],
            questions=[
                Question(
                    key="grade",
                    label="Grade",
                    kind="grade",
                    offered=say_grade(verdict.grade),
                    help=question.hint,
                ),
                Question(
                    key="reason",
                    label="Why not as proposed",
                    offered=verdict.reason,
                    help="One line; it stands beside the grade.",
                    aside=True,
                ),
                Question(
                    key="note",
                    label="What happened",
                    offered=verdict.note,
                    help="One line: what was planned, what changed.",
                ),
                Question(
                    key="cause",
                    label="Root cause",
                    kind="choice",
                    options=(("", "none"), *causes),
                    offered=verdict.cause,
                    help=self.questions()["cause"].hint,
                    aside=True,
                ),
            ],
            answered=case.goal.id in kept,
        )

    def is_aside(self, question: Question, stage: Stage, values: Mapping[str, str]) -> bool:
        """Tell whether Enter passes a question over.

        Why is asked of a grade other than the numbers propose, the root cause of one that falls
        short of its line.
        """
        if question.key not in ("reason", "cause") or not stage.key.startswith(GOAL):
            return question.aside
        case = self._planner.reviews.case(self.quarter, stage.key.removeprefix(GOAL))
        if case is None:
            return True
        grade = _grade(values.get("grade", ""))
        if question.key == "cause":
            return not falls_short(case.goal, grade, self._planner.settings.lines)
        return case.proposed is None or grade == case.proposed

    def _rhythm(self, pairs: list[tuple[GoalCase, Verdict]]) -> list[str]:
        """Return what the weeks say of the goals that fell short, and what that suggests."""
        lines = self._planner.settings.lines
        short = [(c, v) for c, v in pairs if falls_short(c.goal, v.grade, lines) and c.weeks]
        about = [f"{c.goal.title}: {advice(c, v.grade, lines)}" for c, v in short]
        if not short:
            return ["Nothing fell short of its line."] if pairs else []
        done, weeks = (sum(getattr(c, key) for c, _ in short) for key in ("weeks_done", "weeks"))
        steady = sum(c.on_rhythm for c, _ in short) * 2 >= len(short)
        seen = f"{share(done / weeks)} of the weeks were checked in"
        return [*about, f"{STRATEGY if steady else RHYTHM}: {seen}."]

    def _decisions(self, pairs: list[tuple[GoalCase, Verdict]]) -> Stage:
        following = self._planner.calendar.next(self.quarter)
        question = self.questions()["decision"]
        about = [
            "Close: it ends here. Keep and change: it goes on. Defer: its date moves. Abandon: it "
            "ends unfinished.",
            f"What ends by {say_date(self.quarter.end)} and goes on is graded here and begun again "
            f"in {following}, from where it stands.",
        ]
        return Stage(
            key="decision",
            title="What becomes of them",
            ask="What becomes of each goal next quarter?",
            about=about,
            questions=[
                Question(
                    key=case.goal.id,
                    label=case.goal.title,
                    kind="choice",
                    options=tuple((key, DECISIONS[key]) for key in get_args(Decision)),
                    offered=verdict.decision,
                    help=self._meaning(case, following) or question.hint,
                )
                for case, verdict in pairs
            ],
            answered=bool(self.answers().get("decision")),
        )

    def _meaning(self, case: GoalCase, following: Quarter) -> str:
        """Return what keeping or deferring a goal would do."""
        if goes_over(case.goal, "keep", self.quarter.end):
            return f"Kept, it is begun again until {say_date(following.end)}."
        return f"Deferred, it moves to {say_date(deferred(case.goal, following.end))}."

    def _reached(self, pairs: list[tuple[GoalCase, Verdict]]) -> list[str]:
        """Return one line for each goal that ends in the quarter and reached its line."""
        lines, end = self._planner.settings.lines, self.quarter.end
        return [f"Reached: {c.goal.title}." for c, v in pairs if was_met(c.goal, v, end, lines)]

    def about_finish(self) -> list[str]:
        """Return what closing will do."""
        outcome = self._planner.reviews.outcome(self.quarter)
        found = [f"It {outcome}."]
        if outcome.unexplained:
            found.append(f"Without a root cause: {outcome.unexplained}.")
        if self._planner.today < self.quarter.end:
            found.append(f"The quarter runs until {say_date(self.quarter.end)}.")
        return found

    # ---- keeping ----

    def keep_goal(self, stage: Stage, values: Mapping[str, str]) -> bool:
        """Keep the grade of a goal, and what explains it."""
        grade = _grade(values.get("grade", ""))
        texts = {key: values.get(key, "") for key in ("reason", "note", "cause")}
        reviews, goal_id = self._planner.reviews, stage.key.removeprefix(GOAL)
        verdict = reviews.judged(self.quarter, goal_id, grade=grade, **texts)
        check_reason(verdict, self._planner.plan.goals[goal_id])
        if not stage.answered or any(values[q.key] != q.offered for q in stage.questions):
            reviews.judge(self.quarter, goal_id, grade=grade, **texts)
        return True

    def keep_words(self, stage: Stage, values: Mapping[str, str]) -> bool:
        """Keep an answer in words, or the decisions."""
        if stage.key != "decision":
            return super().keep_words(stage, values)
        reviews = self._planner.reviews
        judged = reviews.judged_all(self.quarter, {k: {"decision": d} for k, d in values.items()})
        said = ", ".join(
            f"{sum(v.decision == key for v in judged)} {DECISIONS[key]}"
            for key in get_args(Decision)
            if any(v.decision == key for v in judged)
        )
        reviews.keep(self.quarter, judged, {"decision": said})
        return True


def _grade(text: str) -> float | None:
    return round(parse_grade(text), 2) if text.strip() else None


def _last(lines: list[str], count: int) -> list[str]:
    return [f"- {line}" for line in lines[-count:]]

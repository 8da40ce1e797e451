"""The monthly alignment, stage by stage: each goal's way, what is needed, what to tell whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pmgoals import knowledge
from pmgoals.model.calendar import say_date
from pmgoals.model.dates import understand_day
from pmgoals.model.dependencies import late
from pmgoals.model.month import Month
from pmgoals.model.review import Course, Decided, Review
from pmgoals.services.consequences import say_late
from pmgoals.services.period_words import say_course, say_goal, summary_of
from pmgoals.services.periods import GoalThen, Period
from pmgoals.services.rituals.reviewing import GOAL, Reviewing
from pmgoals.services.rituals.stage import Question, Stage

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

COURSES: tuple[tuple[Course, str], ...] = (
    ("continue", "continue"),
    ("update", "update"),
    ("start", "start something"),
    ("stop", "stop"),
)
"""The decisions, with their words."""


class Monthly(Reviewing):
    """The alignment of one month."""

    KIND = "monthly"
    MINUTES = 30  # the most a monthly alignment takes (cadence of practice)

    def __init__(self, planner: Planner, month: Month) -> None:
        super().__init__(planner)
        self.month = month

    @property
    def name(self) -> str:
        """`monthly` and the month."""
        return f"monthly {self.month}"

    @property
    def title(self) -> str:
        """What its screen is called."""
        return "Monthly alignment"

    @property
    def period(self) -> str:
        """The month in words."""
        return self.month.label

    def review(self) -> Review | None:
        """Return the alignment that is under way."""
        return self._planner.alignments.under_way(self.month)

    def closed(self) -> Review | None:
        """Return the alignment once it is closed."""
        return self._planner.alignments.of(self.month)

    def keep_answers(self, answers: Mapping[str, str]) -> None:
        """Keep answers of the alignment."""
        self._planner.alignments.keep(self.month, answers)

    def close(self) -> None:
        """Close the alignment."""
        self._planner.alignments.close(self.month)

    # ---- stages ----

    def open_stages(self) -> list[Stage]:
        """Return the goals, then what is needed, what is beside them, whom to tell."""
        facts = self._planner.alignments.facts(self.month)
        review = self.review()
        decided = {each.goal: each for each in (review.decided if review else [])}
        open_goals = [then for then in facts.goals if then.goal.state == "active"]
        return [
            *(self._goal(then, decided.get(then.goal.id)) for then in open_goals),
            self.prose_stage("needs", self._about_needs(facts)),
            self.prose_stage("beside", self._before()),
            self.prose_stage("tell", self._told_before()),
            self.prose_stage("summary", [], offered=summary_of(facts)),
        ]

    def _goal(self, then: GoalThen, decided: Decided | None) -> Stage:
        question = self.questions()["course"]
        by = "" if decided is None or decided.by is None else say_date(decided.by)
        return Stage(
            key=f"{GOAL}{then.goal.id}",
            title=then.goal.title,
            ask=f"{then.goal.title}: {question.ask[:1].lower()}{question.ask[1:]}",
            about=say_goal(then),
            questions=[
                Question(
                    key="course",
                    label="Decision",
                    kind="choice",
                    options=COURSES,
                    offered=decided.course if decided else "continue",
                    help=question.hint,
                ),
                Question(
                    key="what",
                    label="What exactly",
                    offered=decided.what if decided else "",
                    help="One line that someone else could hold you to.",
                    aside=True,
                ),
                Question(
                    key="by",
                    label="By",
                    kind="day",
                    offered=by,
                    help="Such as 15 Dec, in 2 weeks or end of January; empty when it holds now.",
                    aside=True,
                ),
            ],
            answered=decided is not None,
        )

    def is_aside(self, question: Question, stage: Stage, values: Mapping[str, str]) -> bool:
        """Tell whether Enter passes a question over: a goal that continues needs no more words."""
        if question.key in ("what", "by"):
            return values.get("course") == "continue"
        return question.aside

    def _about_needs(self, facts: Period) -> list[str]:
        """Return what waits and what was stuck."""
        today = self._planner.today
        found = [say_late(link, today) for link in late(self._planner.plan, today)]
        for then in facts.goals:
            words = [knowledge.choice(knowledge.blocker_types(), key) for key in then.stuck]
            kinds = ", ".join(word.label.lower() for word in words if word)
            if kinds and then.goal.state == "active":
                found.append(f"{then.goal.title}: stuck on {kinds}.")
            if then.goal.must_ship_first and then.goal.state == "active":
                found.append(f"{then.goal.title} needs first: {then.goal.must_ship_first}")
        return [line for line in found if line] or ["Nothing in the plan waits for somebody."]

    def _before(self) -> list[str]:
        """Return what the month before decided."""
        last = self._planner.alignments.of(self.month.plus(-1))
        goals = self._planner.plan.goals
        said = [say_course(each, goals) for each in (last.decided if last else [])]
        return [f"Last month: {words}" for words in said if words]

    def _told_before(self) -> list[str]:
        last = self._planner.alignments.of(self.month.plus(-1))
        said = last.answers.get("tell", "") if last else ""
        return [f"Last month: {line}" for line in said.split("\n") if line.strip()]

    def about_finish(self) -> list[str]:
        """Return what finishing does."""
        return ["It ends in an update for stakeholders, ready to be sent."]

    # ---- keeping ----

    def keep_goal(self, stage: Stage, values: Mapping[str, str]) -> bool:
        """Keep what is decided about a goal."""
        planner, goal_id = self._planner, stage.key.removeprefix(GOAL)
        course, typed = values.get("course", "continue"), values.get("by", "")
        going_on = course == "continue"
        by = None
        if typed and not going_on:
            by = understand_day(typed, planner.today, planner.calendar).day
        what = "" if going_on else values.get("what", "")
        review = self.review()
        there = next((d for d in (review.decided if review else []) if d.goal == goal_id), None)
        if there is None or (there.course, there.what, there.by) != (course, what, by):
            planner.alignments.decide(self.month, goal_id, course, what, by)
        return True

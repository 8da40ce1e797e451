"""The weekly ritual: answering its stages, and keeping each answer where it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from pmgoals.errors import BadInput
from pmgoals.model.amounts import parse_confidence
from pmgoals.model.calendar import Week, say_date
from pmgoals.model.checkin import Rehearsed
from pmgoals.model.goal import Goal
from pmgoals.model.journal import INTENTION, Kept
from pmgoals.services.checkins import SaysNothing
from pmgoals.services.measures import value_of
from pmgoals.services.rituals.stage import Question, Stage
from pmgoals.services.rituals.staged import Staged
from pmgoals.services.rituals.weekly_stages import GOAL, stages

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner


class Weekly(Staged):
    """The weekly ritual of one week; an earlier one is filled late, and says so."""

    MINUTES = 15  # the most a weekly check-in takes (cadence of practice)

    def __init__(self, planner: Planner, week: Week) -> None:
        super().__init__(planner)
        self.week = week

    @property
    def name(self) -> str:
        """`weekly` and the week."""
        return f"weekly {self.week}"

    @property
    def title(self) -> str:
        """What its screen is called."""
        return "Weekly ritual"

    @property
    def period(self) -> str:
        """The week, and that it is filled late."""
        late = " · filled late" if self.week < self._planner.week else ""
        return f"{self.week.label}{late}"

    def stages(self) -> list[Stage]:
        """Return the stages of the week in the field's order."""
        return stages(self._planner, self.week)

    def check(self, question: Question, text: str, stage: Stage) -> None:
        """Raise BadInput for a text that a question does not take; an empty one is taken."""
        if not text.strip():
            return
        if question.kind == "confidence":
            parse_confidence(text)
        elif question.kind == "value":
            goal = self._planner.plan.goals.get(stage.key.removeprefix(GOAL))
            measures = self._planner.plan.measures_of(goal.id) if goal else []
            for measure in measures:
                if measure.id == question.key:
                    value_of(measure, text)

    def doubt(self, question: Question, text: str, stage: Stage) -> str:
        """Return what makes a value look like a slip: it lies far from all that is known."""
        if question.kind != "value" or not text.strip() or text == question.offered:
            return ""
        return self._planner.measures.doubt(question.key, text)

    def is_aside(self, question: Question, stage: Stage, values: Mapping[str, str]) -> bool:
        """Tell whether Enter passes a question over.

        What is stuck and the next action are asked when confidence fell since the last time.
        """
        if question.key not in ("blocker", "next_action"):
            return question.aside
        before, now = stage.offered("confidence"), values.get("confidence", "")
        fell = _confidence(now) < _confidence(before) if before and now.strip() else False
        return question.aside and not fell

    def farewell(self) -> str:
        """Say that the week is done and what comes back, or what was left for later."""
        left = self.left()
        if left:
            names = ", ".join(stage.title for stage in left[:3])
            more = f" and {len(left) - 3} more" if len(left) > 3 else ""
            return f"{self.week.label}: {names}{more} left for later."
        then = self.week.plus(1)
        entry = self._planner.plan.journal.get(str(self.week))
        if entry and entry.answers.get(INTENTION):
            return f"{self.week.label} is done. Your one change comes back in {then.label}."
        return f"{self.week.label} is done. {then.label} begins {say_date(then.monday)}."

    def prose(self) -> str:
        """Return the free text of the week's entry."""
        entry = self._planner.plan.journal.get(str(self.week))
        return entry.text if entry else ""

    def write_prose(self, text: str) -> None:
        """Keep the free text of the week's entry."""
        if text.strip() or self.prose():
            self._planner.journal.write(text=text, week=self.week)

    # ---- keeping ----

    def keep(self, stage: Stage, values: Mapping[str, str]) -> bool:
        """Keep a stage's answers; return whether they said anything."""
        if stage.key.startswith(GOAL):
            return self._keep_goal(stage, values)
        if stage.key in ("intention", "kept"):
            return self._keep_marks(stage, values)
        texts = [text for key, text in values.items() if key != "kind" and text]
        lines, before = list(dict.fromkeys(texts)), stage.lines_before
        if lines == before:
            return bool(lines)
        kind = values.get("kind")
        shown = {line: kind for line in lines if kind and line not in before}
        answers = {stage.key: "\n".join(lines)}
        self._planner.journal.write(answers=answers, week=self.week, shown=shown)
        return bool(lines)

    def _keep_marks(self, stage: Stage, values: Mapping[str, str]) -> bool:
        """Keep what became of what the week before promised."""
        journal, week = self._planner.journal, self.week
        labels = {q.key: q.label for q in stage.questions}
        marks = {key: cast("Kept", mark) for key, mark in values.items() if mark}
        if marks and stage.key == "intention":
            journal.write(intention_kept=marks[INTENTION], week=week)
        elif marks:
            journal.write(kept={labels[key]: mark for key, mark in marks.items()}, week=week)
        return bool(marks)

    def _keep_goal(self, stage: Stage, values: Mapping[str, str]) -> bool:
        goal = self._planner.plan.goals[stage.key.removeprefix(GOAL)]
        plans = {plan.id for plan in self._planner.plan.if_then_of(goal.id)}
        texts = {q.key: values.get(q.key, "") for q in stage.questions if q.kind == "value"}
        rehearsed = {key: cast("Rehearsed", values[key]) for key in plans if values.get(key)}
        met = goal.obstacle if values.get("obstacle") == "yes" else ""
        next_action = values.get("next_action") or None
        if met and (next_action is None or next_action == stage.offered("next_action")):
            next_action = self._plan_against(goal) or next_action
        offered = {q.key: q.offered for q in stage.questions}
        if stage.answered and all(values.get(key, "") == text for key, text in offered.items()):
            return True
        try:
            self._planner.checkins.save_typed(
                goal.id,
                self.week,
                texts,
                confidence=values.get("confidence"),
                note=values.get("note"),
                blocker=values.get("blocker") or ("other" if met else ""),
                next_action=next_action,
                rehearsed=rehearsed,
                obstacle=met,
            )
        except SaysNothing:
            return False
        return True

    def _plan_against(self, goal: Goal) -> str:
        """Return what the goal's if-then plan says to do when its obstacle is met."""
        plans = self._planner.plan.if_then_of(goal.id)
        return f"If {plans[-1].cue}, then {plans[-1].response}" if plans else ""


def _confidence(text: str) -> int:
    """Return a typed confidence; the highest for one that cannot be read: nothing fell by it."""
    try:
        return parse_confidence(text)
    except BadInput:
        return 10

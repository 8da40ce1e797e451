"""The weekly ritual: answering its stages, and keeping each answer where it belongs.

Every answer is kept when its stage is left; what is typed meanwhile stands in a file of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from pmgoals.errors import BadInput
from pmgoals.model.amounts import parse_confidence
from pmgoals.model.calendar import Week
from pmgoals.model.checkin import Rehearsed
from pmgoals.model.goal import Goal
from pmgoals.model.journal import INTENTION, Kept
from pmgoals.services.measures import value_of
from pmgoals.services.ritual_stages import GOAL, Question, Stage, stages
from pmgoals.services.service import Service
from pmgoals.storage.ritual_file import RitualFile, Texts


class Ritual(Service):
    """The weekly ritual of one week."""

    def stages(self, week: Week | None = None) -> list[Stage]:
        """Return the stages of a week, this one by default, in their order."""
        return stages(self._planner, week or self._planner.week)

    def answer(self, stage: Stage, values: Mapping[str, str], week: Week | None = None) -> bool:
        """Keep the answers of a stage; return whether they said anything.

        What was typed for it and not kept is let go. BadInput for what cannot be read; nothing of
        the stage is kept then.
        """
        week = week or self._planner.week
        said = self._keep(stage, {key: text.strip() for key, text in values.items()}, week)
        self.forget(stage, week)
        return said

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

    def is_aside(self, question: Question, stage: Stage, values: Mapping[str, str]) -> bool:
        """Tell whether Enter passes a question over.

        What is stuck and the next action are asked when confidence fell since the last time.
        """
        if question.key not in ("blocker", "next_action"):
            return question.aside
        before, now = stage.offered("confidence"), values.get("confidence", "").strip()
        fell = before.isdecimal() and now.isdecimal() and int(now) < int(before)
        return question.aside and not fell

    # ---- what is typed ----

    @property
    def _file(self) -> RitualFile:
        return RitualFile(self._planner.store.places.ritual)

    def typed(self, week: Week | None = None) -> Texts:
        """Return what was typed and not kept, by stage and question."""
        return self._file.load(str(week or self._planner.week))

    def remember(self, stage: Stage, values: Mapping[str, str], week: Week | None = None) -> None:
        """Keep what is typed into a stage, as it stands; what was offered is left out."""
        week = week or self._planner.week
        offered = {question.key: question.offered for question in stage.questions}
        own = {key: text for key, text in values.items() if text != offered.get(key, "")}
        texts = {k: v for k, v in self.typed(week).items() if k != stage.key}
        self._file.save(str(week), texts | ({stage.key: own} if own else {}))

    def forget(self, stage: Stage, week: Week | None = None) -> None:
        """Let go of what was typed into a stage."""
        self.remember(stage, {}, week)

    # ---- keeping ----

    def _keep(self, stage: Stage, values: Mapping[str, str], week: Week) -> bool:
        if stage.key.startswith(GOAL):
            return self._keep_goal(stage, values, week)
        if stage.key in ("intention", "kept"):
            labels = {
                q.key: INTENTION if stage.key == "intention" else q.label for q in stage.questions
            }
            marks = {labels[key]: cast("Kept", mark) for key, mark in values.items() if mark}
            if marks:
                self._planner.journal.write(kept=marks, week=week)
            return bool(marks)
        lines = [text for key, text in values.items() if key != "kind" and text]
        before = [q.offered for q in stage.questions if q.kind == "line" and q.offered]
        if lines == before:
            return bool(lines)
        self._planner.journal.write(answers={stage.key: "\n".join(lines)}, week=week)
        if values.get("kind"):
            day = min(week.sunday, self._planner.today)
            for line in lines:
                if line not in before:
                    self._planner.evidence.add(line, kind=values["kind"], on=day)
        return bool(lines)

    def _keep_goal(self, stage: Stage, values: Mapping[str, str], week: Week) -> bool:
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
                week,
                texts,
                confidence=values.get("confidence"),
                note=values.get("note"),
                blocker=values.get("blocker") or ("other" if met else ""),
                next_action=next_action,
                rehearsed=rehearsed,
                obstacle=met,
            )
        except BadInput as error:
            if "says nothing" in error.what:
                return False
            raise
        return True

    def _plan_against(self, goal: Goal) -> str:
        """Return what the goal's if-then plan says to do when its obstacle is met."""
        plans = self._planner.plan.if_then_of(goal.id)
        return f"If {plans[-1].cue}, then {plans[-1].response}" if plans else ""

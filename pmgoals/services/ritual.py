"""The weekly ritual: its stages in their order, what each asks, and where each answer is kept.

The order is the field's: what last week meant to change, the goals one by one, last week's
commitments, new ones, wins and setbacks, what was learned, one thing to change. Every answer is
kept when its stage is left; what is typed meanwhile stands in a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, cast

import msgspec

from pmgoals import knowledge
from pmgoals.errors import BadInput
from pmgoals.model.amounts import parse_confidence, say_amount
from pmgoals.model.calendar import Week, say_date
from pmgoals.model.checkin import Rehearsed
from pmgoals.model.goal import Goal, IfThen
from pmgoals.model.journal import INTENTION, JournalEntry, Kept
from pmgoals.services.checkins import Known, KnownMeasure
from pmgoals.services.journal import items_of
from pmgoals.services.measures import value_of
from pmgoals.services.service import Service
from pmgoals.storage.ritual_file import RitualFile, Texts

GOAL = "goal:"
"""What the key of a goal's stage begins with; its id follows."""

LINES = {"commitments": 4, "wins": 5, "setbacks": 5}
"""Prompts that take a few lines, and how many at most (progress, plans, problems: five each)."""

KEPT: tuple[tuple[Kept, str], ...] = (
    ("yes", "kept"),
    ("partly", "partly"),
    ("no", "not this week"),
)
"""What became of something promised, with its words."""

REHEARSED: tuple[tuple[Rehearsed, str], ...] = (
    ("did", "the cue came, I did it"),
    ("missed", "the cue came, I did not"),
    ("no cue", "the cue did not come"),
)
"""What became of an if-then plan, with its words."""

Kind = Literal["value", "confidence", "choice", "line"]
"""What a question takes."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question of a stage."""

    key: str
    """Name of its answer."""
    label: str
    """What stands before it."""
    kind: Kind = "line"
    """What it takes."""
    offered: str = ""
    """What stands in it at first; Enter keeps it."""
    help: str = ""
    """One sentence on what belongs there."""
    options: tuple[tuple[str, str], ...] = ()
    """Keys and words to choose from."""
    aside: bool = False
    """Whether Enter passes it over; it is there for those who go to it."""


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the ritual."""

    key: str
    """Its name: `intention`, `goal:` and an id, `kept`, or the id of a prompt."""
    title: str
    """What the list of stages calls it."""
    ask: str
    """The question above its fields."""
    about: list[str] = []
    """What to know before answering, a line each."""
    questions: list[Question]
    """What it asks; at least one."""
    answered: bool
    """Whether the week holds an answer already."""


class Ritual(Service):
    """The weekly ritual of one week."""

    def stages(self, week: Week | None = None) -> list[Stage]:
        """Return the stages of a week, this one by default, in their order."""
        week = week or self._planner.week
        entry = self._planner.plan.journal.get(str(week))
        before = self._planner.plan.journal.get(str(week.plus(-1)))
        found = [*self._intention(entry, before), *self._goals(week)]
        return [*found, *self._kept(entry, before), *self._prompts(entry)]

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
        before, now = _offered(stage, "confidence"), values.get("confidence", "").strip()
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

    # ---- the stages ----

    def _intention(
        self, entry: JournalEntry | None, before: JournalEntry | None
    ) -> Iterator[Stage]:
        said = before.answers.get(INTENTION, "") if before else ""
        if said.strip():
            there = entry.kept.get(INTENTION) if entry else None
            yield Stage(
                key="intention",
                title="Last week's change",
                ask="Last week you meant to change one thing. Did it happen?",
                about=[said],
                questions=[_choice(INTENTION, "It was", KEPT, there)],
                answered=there is not None,
            )

    def _goals(self, week: Week) -> Iterator[Stage]:
        for goal in self._planner.plan.active_goals:
            if goal.start > week.sunday:
                continue
            known = self._planner.checkins.known(goal.id, week)
            yield Stage(
                key=f"{GOAL}{goal.id}",
                title=goal.title,
                ask=goal.title,
                about=_about(goal),
                questions=list(self._goal_questions(goal, known)),
                answered=known.checkin is not None,
            )

    def _goal_questions(self, goal: Goal, known: Known) -> Iterator[Question]:
        """Yield what is asked of a goal: value, confidence and a line, then what stands aside."""
        main, there = known.main, known.checkin
        if main is not None:
            yield _value(main, aside=False)
        yield Question(
            key="confidence",
            label="Confidence",
            kind="confidence",
            offered="" if known.confidence is None else str(known.confidence),
            help="How sure you are that it will be reached, 1 to 10. Enter says it again.",
        )
        note = there.note if there else ""
        yield Question(
            key="note", label="One line why", offered=note, help="What moved it, or not."
        )
        for plan in self._planner.plan.if_then_of(goal.id):
            yield _rehearsal(plan, there.rehearsed.get(plan.id) if there else None)
        if goal.obstacle:
            yield Question(
                key="obstacle",
                label="Obstacle met",
                kind="choice",
                offered="yes" if there and there.obstacle else "",
                options=(("", "no"), ("yes", "yes, it is in the way")),
                help=f"Foreseen: {goal.obstacle}",
                aside=True,
            )
        for measure in known.measures:
            if main is None or measure.measure.id != main.measure.id:
                yield _value(measure, aside=True)
        blockers = tuple((b.key, b.label) for b in knowledge.blocker_types())
        yield Question(
            key="blocker",
            label="Stuck on",
            kind="choice",
            offered=there.blocker if there else "",
            options=(("", "nothing"), *blockers),
            help="What kind of thing is in the way, if anything is.",
            aside=True,
        )
        yield Question(
            key="next_action",
            label="Next action",
            offered=known.next_action,
            help="The next step someone could see happen.",
            aside=True,
        )

    def _kept(self, entry: JournalEntry | None, before: JournalEntry | None) -> Iterator[Stage]:
        promised = items_of(before.answers.get("commitments", "")) if before else []
        if promised:
            marks = entry.kept if entry else {}
            yield Stage(
                key="kept",
                title="Last week's commitments",
                ask="What became of last week's commitments?",
                questions=[
                    _choice(str(n), text, KEPT, marks.get(text)) for n, text in enumerate(promised)
                ],
                answered=all(text in marks for text in promised),
            )

    def _prompts(self, entry: JournalEntry | None) -> Iterator[Stage]:
        answers = entry.answers if entry else {}
        for prompt in self._planner.journal.prompts():
            said, most = answers.get(prompt.id, ""), LINES.get(prompt.id, 1)
            lines = items_of(said) if most > 1 else [said]
            lines += [""] * (max(most, len(lines)) - len(lines))
            questions = [
                Question(
                    key=str(n), label=f"{n + 1}" if most > 1 else "", offered=text, help=prompt.hint
                )
                for n, text in enumerate(lines)
            ]
            if prompt.id in ("wins", "setbacks"):
                kinds = tuple((kind.key, kind.label) for kind in knowledge.evidence_kinds())
                questions.append(
                    Question(
                        key="kind",
                        label="Keep as",
                        kind="choice",
                        options=(("", "journal only"), *kinds),
                        help="Evidence of a competency at work; new lines are kept as this, too.",
                        aside=True,
                    )
                )
            yield Stage(
                key=prompt.id,
                title=prompt.id.capitalize() if prompt.id != INTENTION else "One change",
                ask=prompt.ask,
                about=[prompt.hint],
                questions=questions,
                answered=bool(said.strip()),
            )

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
        if met and (next_action is None or next_action == _offered(stage, "next_action")):
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


def _choice(
    key: str, label: str, words: tuple[tuple[str, str], ...], there: str | None
) -> Question:
    return Question(
        key=key, label=label, kind="choice", offered=there or words[0][0], options=words
    )


def _rehearsal(plan: IfThen, there: str | None) -> Question:
    return Question(
        key=plan.id,
        label="If-then",
        kind="choice",
        offered=there or "",
        options=(("", "not said"), *REHEARSED),
        help=f"If {plan.cue}, then {plan.response}.",
        aside=True,
    )


def _value(known: KnownMeasure, *, aside: bool) -> Question:
    measure = known.measure
    ends = [
        say_amount(v, measure.unit) for v in (measure.baseline, measure.target) if v is not None
    ]
    unit = f", {measure.unit}" if measure.unit else ""
    return Question(
        key=measure.id,
        label=f"{measure.name}{unit}",
        kind="value",
        offered=known.offered,
        help=f"{measure.role.capitalize()}, {' to '.join(ends) or 'kept'}. Enter takes no reading.",
        aside=aside,
    )


def _about(goal: Goal) -> list[str]:
    return [f"Due {say_date(goal.due)}."] if goal.due else []


def _offered(stage: Stage, key: str) -> str:
    return next((q.offered for q in stage.questions if q.key == key), "")

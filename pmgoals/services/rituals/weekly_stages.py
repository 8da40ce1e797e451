"""The stages of the weekly ritual: what each asks, and what stands in it at first.

The order is the field's: what last week meant to change, the goals one by one, last week's
commitments, new ones, wins and setbacks, what was learned, one thing to change.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pmgoals import knowledge
from pmgoals.model.amounts import say_amount
from pmgoals.model.calendar import Week, say_date
from pmgoals.model.checkin import Rehearsed
from pmgoals.model.goal import Goal, IfThen
from pmgoals.model.journal import INTENTION, JournalEntry, Kept
from pmgoals.model.measure import say_band
from pmgoals.services.checkins import Known, KnownMeasure
from pmgoals.services.journal import Before, items_of
from pmgoals.services.recall import recalls, say_recall
from pmgoals.services.rituals.stage import Question, Stage, list_questions
from pmgoals.services.standing import say_rehearsed, say_stand
from pmgoals.services.today import row

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

GOAL = "goal:"
"""What the key of a goal's stage begins with; its id follows."""

KEPT: tuple[tuple[Kept, str], ...] = (
    ("yes", "kept"),
    ("partly", "partly"),
    ("no", "not kept"),
)
"""What became of something promised, with its words."""

NOT_SAID = ("", "not said")
"""The choice that says nothing."""

REHEARSED: tuple[tuple[Rehearsed, str], ...] = (
    ("did", "the cue came, I did it"),
    ("missed", "the cue came, I did not"),
    ("no cue", "the cue did not come"),
)
"""What became of an if-then plan, with its words."""


RECALLED = 2
"""Takeaways that come back in one week's ritual at most."""


def stages(planner: Planner, week: Week) -> list[Stage]:
    """Return the stages of a week in their order."""
    entry = planner.plan.journal.get(str(week))
    before = planner.journal.before(week)
    when = "Last week" if week == planner.week else "The week before"
    found = [*_intention(before, when), *_goals(planner, week)]
    return [*found, *_kept(before, when), *_prompts(planner, entry, before)]


def _intention(before: Before, when: str) -> Iterator[Stage]:
    if before.intention.strip():
        yield Stage(
            key="intention",
            title=f"{when}'s change",
            ask=f"{when} you meant to change one thing. Did it happen?",
            about=[before.intention],
            questions=[_choice(INTENTION, "It was", KEPT, before.intention_kept)],
            answered=before.intention_kept is not None,
        )


def _goals(planner: Planner, week: Week) -> Iterator[Stage]:
    for goal in planner.plan.active_goals:
        if goal.start > week.sunday:
            continue
        known = planner.checkins.known(goal.id, week)
        yield Stage(
            key=f"{GOAL}{goal.id}",
            title=goal.title,
            ask=goal.title,
            about=_about(planner, goal, week),
            questions=list(_goal_questions(planner, goal, known)),
            answered=known.checkin is not None,
        )


def _goal_questions(planner: Planner, goal: Goal, known: Known) -> Iterator[Question]:
    """Yield what is asked of a goal in the field's order; what is seldom needed stands aside.

    Value, confidence and a line; the guardrails; the if-then plans, because an intention that is
    rehearsed works better (Gollwitzer & Sheeran 2006); then obstacle, other measures, blocker.
    """
    main, there = known.main, known.checkin
    others = [m for m in known.measures if main is None or m.measure.id != main.measure.id]
    guardrails = [m for m in others if m.measure.role == "guardrail"]
    if main is not None:
        yield _value(main, aside=False)
    yield Question(
        key="confidence",
        label="Confidence",
        kind="confidence",
        offered="" if known.confidence is None else str(known.confidence),
        help="How sure you are that it will be reached: 1 no chance, 10 certain.",
    )
    note = there.note if there else ""
    yield Question(key="note", label="One line why", offered=note, help="What moved it, or not.")
    for guardrail in guardrails:
        yield _value(guardrail, aside=False)
    for plan in planner.plan.if_then_of(goal.id):
        became = say_rehearsed(planner.plan.checkins_of(goal.id), plan.id)
        yield _rehearsal(plan, there.rehearsed.get(plan.id) if there else None, became)
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
    for measure in others:
        if measure not in guardrails:
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
        aside=bool(known.next_action),
    )


def _kept(before: Before, when: str) -> Iterator[Stage]:
    if before.commitments:
        yield Stage(
            key="kept",
            title=f"{when}'s commitments",
            ask=f"What became of {when[0].lower()}{when[1:]}'s commitments?",
            questions=[
                _choice(str(n), text, KEPT, mark)
                for n, (text, mark) in enumerate(before.commitments)
            ],
            answered=any(mark is not None for _, mark in before.commitments),
        )


def _prompts(planner: Planner, entry: JournalEntry | None, before: Before) -> Iterator[Stage]:
    answers = entry.answers if entry else {}
    for prompt in planner.journal.prompts():
        said = answers.get(prompt.id, "")
        about = []
        if prompt.many:
            questions = list_questions(items_of(said), prompt.limit or 1, prompt.hint)
        else:
            questions = [Question(key="0", label="", kind="text", offered=said, help=prompt.hint)]
        if prompt.id == "learned":
            about = [say_recall(each, planner.today) for each in recalls(planner)[:RECALLED]]
        if prompt.id == "commitments":
            open_ones = [text for text, mark in before.commitments if mark in ("no", "partly")]
            about = [f"Not kept: {text}" for text in open_ones]
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
            about=about,
            questions=questions,
            answered=bool(said.strip()),
        )


def _choice(
    key: str, label: str, words: tuple[tuple[str, str], ...], there: str | None
) -> Question:
    return Question(
        key=key, label=label, kind="choice", offered=there or "", options=(NOT_SAID, *words)
    )


def _rehearsal(plan: IfThen, there: str | None, became: str) -> Question:
    return Question(
        key=plan.id,
        label="If-then",
        kind="choice",
        offered=there or "",
        options=(NOT_SAID, *REHEARSED),
        help=f"If {plan.cue}, then {plan.response}{f' ({became} so far)' if became else ''}.",
    )


def _value(known: KnownMeasure, *, aside: bool) -> Question:
    measure = known.measure
    ends = [
        say_amount(v, measure.unit) for v in (measure.baseline, measure.target) if v is not None
    ]
    unit = f", {measure.unit}" if measure.unit else ""
    if measure.role == "guardrail":
        says = f"Guardrail, {say_band(measure)}. Empty when there is no new reading."
    else:
        way = " to ".join(ends) or "kept"
        says = f"{measure.role.capitalize()}, {way}. Empty when there is no new reading."
    return Question(
        key=measure.id,
        label=f"{measure.name}{unit}",
        kind="value",
        offered=known.offered,
        before=known.before,
        help=says,
        aside=aside,
    )


def _about(planner: Planner, goal: Goal, week: Week) -> list[str]:
    """Return where a goal stood in a week: what to know before it is given a word."""
    day = min(planner.today, week.sunday)
    steps = planner.plan.milestones_of(goal.id)
    ahead = [m for m in steps if m.done_on is None or m.done_on > day]
    found = [say_stand(row(planner, goal, day))]
    if ahead:
        found.append(f"Next: {ahead[0].title}, {say_date(ahead[0].due)}.")
    return found

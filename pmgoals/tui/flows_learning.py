"""The forms of the learning log and of evidence, and the service line that saves each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pmgoals import knowledge
from pmgoals.inert import one_line
from pmgoals.model.amounts import parse_minutes, parse_rating
from pmgoals.model.calendar import say_date
from pmgoals.services.checks import DEFAULT_EVIDENCE, DEFAULT_LEARNING
from pmgoals.tui.flows import checked, day_check, day_of
from pmgoals.tui.forms import Form, FormField

if TYPE_CHECKING:
    from pmgoals.model.goal import Goal
    from pmgoals.model.journal import Evidence
    from pmgoals.model.learning import LearningActivity
    from pmgoals.services.evidence import EvidenceFields
    from pmgoals.services.learning import LearningFields
    from pmgoals.services.planner import Planner

Values = dict[str, str]

RATINGS = [("", "not said"), *((str(number), f"{number} of 5") for number in range(1, 6))]
"""What may be said of whether the time was worth it."""


# ---- fields that several ask ----


def _choice(
    key: str, label: str, value: str, options: Iterable[tuple[str, str]], help: str = ""
) -> FormField:
    """Return a choice; what a record holds already stays one, though it is no longer listed."""
    known = list(options)
    if value and value not in (each for each, _ in known):
        known.append((value, one_line(value)))
    says = f"{help} Left and right choose.".strip()
    return FormField(key=key, label=label, value=value, options=known, help=says)


def kind_field(value: str) -> FormField:
    """Return the choice of a kind of learning."""
    return _choice("kind", "Kind", value, ((k.key, k.label) for k in knowledge.learning_kinds()))


def competency_field(planner: Planner, help: str, value: str = "") -> FormField:
    """Return the choice of a competency of the ladder in use, or of none."""
    known = planner.ladders.now.competencies
    options = [("", "none"), *((c.key, c.name) for c in known)]
    return _choice("competency", "Competency", value, options, help)


def goal_field(planner: Planner, help: str, own: str | None = None) -> FormField:
    """Return the choice of an open goal, or the record's own, though it may be closed."""
    goals = [g for g in planner.plan.goals.values() if g.state != "closed" or g.id == own]
    options = [("", "none"), *((goal.id, goal.title) for goal in goals)]
    if own and own not in {key for key, _ in options}:  # what is not chosen anew stays linked
        options.append((own, "a goal in the trash"))
    return FormField(
        key="goal",
        label="Goal",
        value=own or "",
        options=options,
        help=f"{help} Left and right choose.",
    )


def minutes_field(value: int, help: str) -> FormField:
    """Return the question for a time; empty stands for not known."""
    return FormField(
        key="minutes",
        label="Time",
        value=f"{value}m" if value else "",
        placeholder="45m, 1h30",
        help=help,
        check=checked(parse_minutes),
    )


def takeaway_field(value: str = "") -> FormField:
    """Return the question for what stays from it."""
    return FormField(
        key="takeaway",
        label="Takeaway",
        value=value,
        expects="what stays from it",
        help="One sentence you would want back in a month.",
    )


def rating_field(value: int | None = None) -> FormField:
    """Return the choice of how much it was worth the time."""
    return _choice("rating", "Worth the time", str(value or ""), RATINGS)


def link_field(value: str, label: str = "Found at") -> FormField:
    """Return the question for an address."""
    return FormField(
        key="link",
        label=label,
        value=value,
        expects="https://…",
        help="Where it can be found again.",
    )


def rating_of(values: Values) -> int | None:
    """Return the rating that was chosen, None for none."""
    return parse_rating(values["rating"], 1, 5) if values["rating"] else None


def _level_field(planner: Planner, value: str) -> FormField:
    options = [("", "not judged"), *((rung.key, rung.name) for rung in planner.ladders.now.levels)]
    return _choice("level", "Shows level", value, options, "The level whose work it shows.")


def _day_field(planner: Planner, day: dt.date) -> FormField:
    return FormField(
        key="on",
        replaced=True,
        label="Day",
        value=say_date(day),
        help="today, yesterday, fri, 3 days ago, 21 Nov 2026.",
        check=day_check(planner, past=True),
    )


def _day(planner: Planner, values: Values) -> dt.date:
    on = values["on"].strip()
    return day_of(planner, on, past=True) if on else planner.today


# ---- learning ----

TIME_HELP = "How long it took: 45m, 1h30, 2h. Leave it empty when you do not know."


def learning_form(
    planner: Planner, activity: LearningActivity | None = None, goal: Goal | None = None
) -> Form:
    """Return the questions about a learning activity; of a logged one, also what it was worth.

    A new one serves `goal` and its competency unless something else is chosen.
    """
    a = activity
    later = [rating_field(a.rating), link_field(a.link)] if a else []
    return Form(
        name=f"learning-{a.id if a else 'new'}",
        title="Log learning" if a is None else "Edit learning",
        save="log it" if a is None else "save",
        fields=[
            FormField(
                key="title",
                label="What",
                value=a.title if a else "",
                placeholder="Interviewed two churned accounts",
                help="What it was, in a few words.",
            ),
            minutes_field(a.minutes if a else 0, TIME_HELP),
            takeaway_field(a.takeaway if a else ""),
            kind_field(a.kind if a else DEFAULT_LEARNING),
            competency_field(planner, "The skill it serves.", _competency(a, goal)),
            goal_field(planner, "The goal it serves.", _goal_of(a, goal)),
            _day_field(planner, a.on if a else planner.today),
            *later,
        ],
    )


def _competency(record: LearningActivity | Evidence | None, goal: Goal | None) -> str:
    return record.competency if record else goal.competency if goal else ""


def _goal_of(record: LearningActivity | Evidence | None, goal: Goal | None) -> str | None:
    return record.goal if record else goal.id if goal else None


def save_learning(
    planner: Planner, values: Values, activity: LearningActivity | None = None
) -> str:
    """Log a learning activity, or save a logged one."""
    minutes = values["minutes"].strip()
    fields: LearningFields = {
        "title": values["title"],
        "minutes": parse_minutes(minutes) if minutes else 0,
        "takeaway": values["takeaway"].strip(),
        "kind": values["kind"],
        "competency": values["competency"],
        "goal": values["goal"] or None,
        "on": _day(planner, values),
    }
    if activity is not None:
        fields |= {"rating": rating_of(values), "link": values["link"].strip()}
        planner.learning.edit(activity, **fields)
        return "Saved."
    planner.learning.log(**fields)
    total = planner.learning.minutes_in(planner.week)
    wanted = planner.settings.learning_minutes
    return f"Logged. {total}{f' of {wanted}' if wanted else ''} minutes this week."


# ---- learning put to use ----


def applied_form(planner: Planner, activity: LearningActivity) -> Form:
    """Return the questions about the use of learning, and whether that is evidence."""
    kinds = [("", "no"), *((kind.key, kind.label) for kind in knowledge.evidence_kinds())]
    as_evidence = [
        _choice("evidence", "As evidence", "", kinds, "Whether its use shows a competency."),
        _level_field(planner, planner.ladders.aspired()),
    ]
    kept = _is_evidence(planner, activity)
    return Form(
        name=f"applied-{activity.id}",
        title=activity.title,
        intro=activity.takeaway,
        fields=[
            FormField(
                key="applied_in",
                label="Used in",
                value=activity.applied_in,
                placeholder="renewal pricing test, October",
                help=f"Where you used it.{' It is kept as evidence.' if kept else ''}",
            ),
            *([] if kept else as_evidence),
        ],
    )


def _is_evidence(planner: Planner, activity: LearningActivity) -> bool:
    return any(piece.id == activity.evidence for piece in planner.plan.evidence)


def save_applied(planner: Planner, values: Values, activity: LearningActivity) -> str:
    """Keep where a learning activity was used; an emptied place takes that back."""
    where, kind = values["applied_in"].strip(), values.get("evidence", "")
    if activity.applied_in and not where and not kind:
        kept = _is_evidence(planner, activity)
        planner.learning.take_back(activity.id)
        return "Taken back; its evidence is in the trash." if kept else "Taken back."
    level = values["level"] if kind else ""
    planner.learning.use(activity.id, where, evidence=kind, level=level)
    return "Kept, and as evidence too." if kind else "Kept."


# ---- evidence ----


def evidence_form(
    planner: Planner,
    piece: Evidence | None = None,
    competency: str = "",
    goal: Goal | None = None,
) -> Form:
    """Return the questions about a win or other evidence; of one that is kept, also the rest.

    A new one is of `goal` and its competency, or of `competency`, unless another is chosen.
    """
    p = piece
    level = p.level if p else planner.ladders.aspired()
    shown = _competency(p, goal) or competency
    return Form(
        name=f"evidence-{p.id if p else 'new'}{f'-{competency}' if competency and not p else ''}",
        title="Keep a win" if p is None else "Edit evidence",
        intro="What happened, and what it changed. It comes back at review time." if not p else "",
        save="keep it" if p is None else "save",
        fields=[
            FormField(
                key="title",
                label="What",
                value=p.title if p else "",
                placeholder="Talked sales out of a custom plan; churn risk gone",
                help="What happened and what it changed, in one line.",
            ),
            _choice(
                "kind",
                "Kind",
                p.kind if p else DEFAULT_EVIDENCE,
                ((kind.key, kind.label) for kind in knowledge.evidence_kinds()),
            ),
            competency_field(planner, "The skill it shows.", shown),
            _level_field(planner, level),
            goal_field(planner, "The goal it belongs to.", _goal_of(p, goal)),
            _day_field(planner, p.on if p else planner.today),
            *(_more_fields(p) if p else []),
        ],
    )


def _more_fields(piece: Evidence) -> list[FormField]:
    return [
        FormField(
            key="text",
            label="More about it",
            value=piece.text,
            prose=True,
            help="What a reader who was not there would want to know.",
        ),
        link_field(piece.link, "Seen at"),
    ]


def save_evidence(planner: Planner, values: Values, piece: Evidence | None = None) -> str:
    """Keep a win or other evidence, or save one that was edited."""
    fields: EvidenceFields = {
        "title": values["title"],
        "kind": values["kind"],
        "competency": values["competency"],
        "level": values["level"],
        "goal": values["goal"] or None,
        "on": _day(planner, values),
    }
    if piece is not None:
        fields |= {"text": values["text"].strip(), "link": values["link"].strip()}
        planner.evidence.edit(piece.id, **fields)
        return "Saved."
    planner.evidence.add(**fields)
    return "Kept."

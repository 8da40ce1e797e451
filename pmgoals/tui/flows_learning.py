"""The forms of the learning log and of evidence, and the service line that saves each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmgoals import knowledge
from pmgoals.model.amounts import parse_minutes
from pmgoals.model.calendar import say_date
from pmgoals.services.checks import DEFAULT_EVIDENCE, DEFAULT_LEARNING
from pmgoals.tui.flows import checked, day_check, day_of
from pmgoals.tui.forms import Form, FormField

if TYPE_CHECKING:
    from pmgoals.knowledge import Choice
    from pmgoals.model.learning import LearningActivity
    from pmgoals.services.learning import LearningFields
    from pmgoals.services.planner import Planner


# ---- fields that both ask ----


def _kind_field(kinds: Sequence[Choice], value: str) -> FormField:
    return FormField(
        key="kind",
        label="Kind",
        value=value,
        options=[(kind.key, kind.label) for kind in kinds],
        help="Left and right choose.",
    )


def _competency_field(planner: Planner, help: str, value: str = "") -> FormField:
    return FormField(
        key="competency",
        label="Competency",
        value=value,
        options=[("", "none"), *((c.key, c.name) for c in planner.ladders.now.competencies)],
        help=f"{help} Left and right choose.",
    )


def _goal_field(planner: Planner, help: str, own: str | None = None) -> FormField:
    """Return the choice of an open goal, or the record's own, though it may be closed."""
    goals = [g for g in planner.plan.goals.values() if g.state != "closed" or g.id == own]
    return FormField(
        key="goal",
        label="Goal",
        value=own or "",
        options=[("", "none"), *((goal.id, goal.title) for goal in goals)],
        help=f"{help} Left and right choose.",
    )


def _day_field(planner: Planner, day: dt.date) -> FormField:
    return FormField(
        key="on",
        replaced=True,
        label="Day",
        value=say_date(day),
        help="today, yesterday, fri, 3 days ago, 21 Nov 2026.",
        check=day_check(planner, past=True),
    )


# ---- learning ----


def learning_form(planner: Planner, activity: LearningActivity | None = None) -> Form:
    """Return the questions about a learning activity, new or logged."""
    a = activity
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
            FormField(
                key="minutes",
                label="Time",
                value=f"{a.minutes}m" if a and a.minutes else "",
                placeholder="45m, 1h30",
                help="How long it took: 45m, 1h30, 2h. Leave it empty when you do not know.",
                check=checked(parse_minutes),
            ),
            FormField(
                key="takeaway",
                label="Takeaway",
                value=a.takeaway if a else "",
                placeholder="what stays from it",
                help="One sentence you would want back in a month.",
            ),
            _kind_field(knowledge.learning_kinds(), a.kind if a else DEFAULT_LEARNING),
            _competency_field(planner, "The skill it serves.", a.competency if a else ""),
            _goal_field(planner, "The goal it serves.", a.goal if a else None),
            _day_field(planner, a.on if a else planner.today),
        ],
    )


def save_learning(
    planner: Planner, values: dict[str, str], activity: LearningActivity | None = None
) -> str:
    """Log a learning activity, or save a logged one."""
    minutes, on = values["minutes"].strip(), values["on"].strip()
    fields: LearningFields = {
        "title": values["title"],
        "minutes": parse_minutes(minutes) if minutes else 0,
        "takeaway": values["takeaway"].strip(),
        "kind": values["kind"],
        "competency": values["competency"],
        "goal": values["goal"] or None,
        "on": day_of(planner, on, past=True) if on else planner.today,
    }
    if activity is not None:
        planner.learning.edit(activity, **fields)
        return "Saved."
    planner.learning.log(**fields)
    total = planner.learning.minutes_in(planner.week)
    return f"Logged. {total} of {planner.settings.learning_minutes} minutes this week."


# ---- evidence ----


def evidence_form(planner: Planner) -> Form:
    """Return the questions about a win or other evidence."""
    return Form(
        name="evidence-new",
        title="Keep a win",
        intro="What happened, and what it changed. It comes back at review time.",
        save="keep it",
        fields=[
            FormField(
                key="title",
                label="What",
                placeholder="Talked sales out of a custom plan; churn risk gone",
                help="What happened and what it changed, in one line.",
            ),
            _kind_field(knowledge.evidence_kinds(), DEFAULT_EVIDENCE),
            _competency_field(planner, "The skill it shows."),
            _goal_field(planner, "The goal it belongs to."),
            _day_field(planner, planner.today),
        ],
    )


def save_evidence(planner: Planner, values: dict[str, str]) -> str:
    """Keep a win or other evidence."""
    on = values["on"].strip()
    planner.evidence.add(
        values["title"],
        kind=values["kind"],
        competency=values["competency"],
        goal=values["goal"] or None,
        on=day_of(planner, on, past=True) if on else planner.today,
    )
    return "Kept."

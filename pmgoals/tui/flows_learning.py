"""The forms of the learning log and of evidence, and the service line that saves each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals import knowledge
from pmgoals.model.amounts import parse_minutes
from pmgoals.model.calendar import say_date
from pmgoals.tui.flows import checked, day_check, day_of
from pmgoals.tui.forms import Form, FormField

if TYPE_CHECKING:
    from pmgoals.model.learning import LearningActivity
    from pmgoals.services.learning import LearningFields
    from pmgoals.services.planner import Planner


def competency_options() -> list[tuple[str, str]]:
    """Return the competencies to choose from, none first."""
    return [("", "none"), *((c.key, c.name) for c in knowledge.competencies())]


def goal_options(planner: Planner, own: str | None = None) -> list[tuple[str, str]]:
    """Return the open goals to choose from, none first, and `own`, though it may be closed."""
    goals = [g for g in planner.plan.goals.values() if g.state != "closed" or g.id == own]
    return [("", "none"), *((g.id, g.title) for g in goals)]


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
            FormField(
                key="kind",
                label="Kind",
                value=a.kind if a else "practice",
                options=[(k.key, k.label) for k in knowledge.learning_kinds()],
                help="Left and right choose.",
            ),
            FormField(
                key="competency",
                label="Competency",
                value=a.competency if a else "",
                options=competency_options(),
                help="The skill it serves. Left and right choose.",
            ),
            FormField(
                key="goal",
                label="Goal",
                value=(a.goal or "") if a else "",
                options=goal_options(planner, a.goal if a else None),
                help="The goal it serves. Left and right choose.",
            ),
            FormField(
                key="on",
                replaced=True,
                label="Day",
                value=say_date(a.on if a else planner.today),
                help="today, yesterday, fri, 3 days ago, 21 Nov 2026.",
                check=day_check(planner, past=True),
            ),
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
            FormField(
                key="kind",
                label="Kind",
                value="win",
                options=[(k.key, k.label) for k in knowledge.evidence_kinds()],
                help="Left and right choose.",
            ),
            FormField(
                key="competency",
                label="Competency",
                options=competency_options(),
                help="The skill it shows. Left and right choose.",
            ),
            FormField(
                key="goal",
                label="Goal",
                options=goal_options(planner),
                help="The goal it belongs to. Left and right choose.",
            ),
            FormField(
                key="on",
                replaced=True,
                label="Day",
                value=say_date(planner.today),
                help="today, yesterday, fri, 3 days ago, 21 Nov 2026.",
                check=day_check(planner, past=True),
            ),
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

"""The forms of reflecting and rating, and the service line that saves each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals.model.amounts import parse_rating
from pmgoals.model.calendar import say_date
from pmgoals.tui.flows import checked
from pmgoals.tui.forms import Form, FormField

if TYPE_CHECKING:
    from pmgoals.model.reflection import Priority
    from pmgoals.services.competencies import Standing
    from pmgoals.services.planner import Planner
    from pmgoals.services.priorities import PriorityFields

Values = dict[str, str]


# ---- priorities ----


def priority_form(priority: Priority | None = None, *, not_doing: bool = False) -> Form:
    """Return the questions about a priority, or (`not_doing`) about what is left alone."""
    thing = "not-doing" if not_doing else "priority"
    title = "Add to “not doing”" if not_doing else "Add a priority"
    if priority:
        title = "Edit what is not done" if not_doing else "Edit the priority"
    return Form(
        name=f"{thing}-{priority.id if priority else 'new'}",
        title=title,
        save="save" if priority else "add it",
        fields=_not_doing_fields(priority) if not_doing else _priority_fields(priority),
    )


def _priority_fields(p: Priority | None) -> list[FormField]:
    return [
        FormField(
            key="title",
            label="Priority",
            value=p.title if p else "",
            placeholder="Own pricing end to end",
            help="What matters in the next twelve months, in a few words.",
        ),
        FormField(
            key="why",
            label="Why",
            value=p.why if p else "",
            placeholder="nobody owns it, and the bet needs it",
            help="Why it matters now.",
        ),
        FormField(
            key="success",
            label="In 12 months",
            value=p.success if p else "",
            placeholder="two price changes, each with a result",
            help="What will be true then if it goes well; someone else could check it.",
        ),
    ]


def _not_doing_fields(p: Priority | None) -> list[FormField]:
    return [
        FormField(
            key="title",
            label="Not doing",
            value=p.title if p else "",
            placeholder="A second certification",
            help="What is left alone, in a few words.",
        ),
        FormField(
            key="why",
            label="Why",
            value=p.why if p else "",
            placeholder="the first one changed nothing",
            help="What it makes room for.",
        ),
    ]


def save_priority(
    planner: Planner, values: Values, priority: Priority | None = None, *, not_doing: bool = False
) -> str:
    """Add a priority or a not-doing item, or save one that was edited."""
    if priority is not None:
        kept: PriorityFields = {"title": values["title"], "why": values["why"].strip()}
        if "success" in values:
            kept["success"] = values["success"].strip()
        planner.priorities.edit(priority.id, **kept)
        return "Saved."
    planner.priorities.add(
        values["title"],
        why=values["why"],
        success=values.get("success", ""),
        not_doing=not_doing,
    )
    return "Added last; K moves it up." if not not_doing else "Added."


# ---- where I stand ----


def rating_form(planner: Planner, standing: Standing) -> Form:
    """Return the double rating of a competency; the latest rating stands in it."""
    known = planner.ladders.now.competency(standing.key)
    rated = planner.plan.assessments_of(standing.key)
    last = rated[-1] if rated else None
    before = f" Last rated {say_date(last.on)}." if last else ""
    proposed = planner.competencies.proposed_importance(standing.key)
    asked = f" Asked: {standing.asked.text}" if standing.asked else ""
    return Form(
        name=f"rating-{standing.key}",
        title=standing.name,
        intro=f"{known.text if known else ''}{before}",
        save="rate",
        fields=[
            FormField(
                key="importance",
                label="Importance",
                value=str(last.importance if last else proposed or ""),
                replaced=True,
                expects="1-10",
                help=f"How much the role you work towards asks for it, 1 to 10.{asked}",
                check=checked(parse_rating),
            ),
            FormField(
                key="capability",
                label="Capability",
                value=str(last.capability) if last else "",
                replaced=True,
                expects="1-10",
                help="How far it carries you today: 1 just begun, 10 others learn it from you.",
                check=checked(parse_rating),
            ),
            FormField(
                key="note",
                label="Rests on",
                value=last.note if last else "",
                expects="the last time it was put to the test",
                help="One thing that happened and shows it. It makes the next rating honest.",
            ),
        ],
    )


def save_rating(planner: Planner, values: Values, standing: Standing) -> str:
    """Rate a competency."""
    rated = planner.competencies.assess(
        standing.key,
        parse_rating(values["importance"]),
        parse_rating(values["capability"]),
        values["note"],
    )
    return f"{standing.name}: gap {rated.gap:+d}." if rated.gap else f"{standing.name}: no gap."

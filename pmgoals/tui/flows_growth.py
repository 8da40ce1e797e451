"""The forms of reflecting, rating, learning and aligning, and the service line that saves each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pmgoals import knowledge
from pmgoals.errors import BadInput
from pmgoals.model.amounts import parse_amount, say_number
from pmgoals.model.calendar import say_date
from pmgoals.tui.flows import checked, day_check, day_of
from pmgoals.tui.forms import Form, FormField

if TYPE_CHECKING:
    from pmgoals.model.goal import Goal
    from pmgoals.model.learning import LearningActivity
    from pmgoals.model.reflection import Priority
    from pmgoals.model.theme import Theme, ThemeKind
    from pmgoals.services.competencies import Standing
    from pmgoals.services.planner import Planner

THEME_KINDS = (
    ("company", "company strategy"),
    ("portfolio", "portfolio goal"),
    ("personal", "personal direction"),
)
"""Kinds of themes and what they are called."""

Values = dict[str, str]


# ---- priorities ----


def priority_form(priority: Priority | None = None, *, not_doing: bool = False) -> Form:
    """Return the questions about a priority, or (`not_doing`) about what is left alone."""
    p = priority
    thing = "not doing" if not_doing else "priority"
    fields = [
        FormField(
            key="title",
            label="Not doing" if not_doing else "Priority",
            value=p.title if p else "",
            placeholder="A second certification" if not_doing else "Own pricing end to end",
            help="What is left alone, in a few words."
            if not_doing
            else "What matters in the next twelve months, in a few words.",
        ),
        FormField(
            key="why",
            label="Why",
            value=p.why if p else "",
            placeholder="the first one changed nothing"
            if not_doing
            else "nobody owns it, and the mid-market bet hangs on it",
            help="What it makes room for." if not_doing else "Why it matters now.",
        ),
    ]
    if not not_doing:
        fields.append(
            FormField(
                key="success",
                label="In 12 months",
                value=p.success if p else "",
                placeholder="two price changes shipped, both with a result on record",
                help="What will be true then if it goes well; someone else could check it.",
            )
        )
    return Form(
        name=f"{thing.replace(' ', '-')}-{p.id if p else 'new'}",
        title=f"{'Edit' if p else 'Add'} {'a priority' if not not_doing else 'to “not doing”'}",
        save="save" if p else "add it",
        fields=fields,
    )


def save_priority(
    planner: Planner, values: Values, priority: Priority | None = None, *, not_doing: bool = False
) -> str:
    """Add a priority or a not-doing item, or save one that was edited."""
    if priority is not None:
        kept = {name: text.strip() for name, text in values.items()}
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


def rating_of(text: str) -> int:
    """Return a rating as typed, 1 to 10. BadInput for anything else."""
    words = text.strip().removesuffix("/10").strip()
    if not (words.isascii() and words.isdigit() and 1 <= int(words[:9]) <= 10):
        raise BadInput("A rating is a whole number from 1 to 10.", "5 is the middle.")
    return int(words)


def rating_form(planner: Planner, standing: Standing) -> Form:
    """Return the double rating of a competency; the latest rating stands in it."""
    known = knowledge.competency(standing.key)
    rated = planner.plan.assessments_of(standing.key)
    last = rated[-1] if rated else None
    before = f" Last rated {say_date(last.on)}." if last else ""
    return Form(
        name=f"rating-{standing.key}",
        title=standing.name,
        intro=f"{known.text if known else ''}{before}",
        save="rate",
        fields=[
            FormField(
                key="importance",
                label="Importance",
                value=str(last.importance) if last else "",
                placeholder="1-10",
                help="How much the role you work towards asks for it: 1 hardly, 10 every day.",
                check=checked(rating_of),
            ),
            FormField(
                key="capability",
                label="Capability",
                value=str(last.capability) if last else "",
                placeholder="1-10",
                help="How far it carries you today: 1 just begun, 10 others learn it from you.",
                check=checked(rating_of),
            ),
            FormField(
                key="note",
                label="Rests on",
                value=last.note if last else "",
                placeholder="the last time it was put to the test",
                help="One thing that happened and shows it. It makes the next rating honest.",
            ),
        ],
    )


def save_rating(planner: Planner, values: Values, standing: Standing) -> str:
    """Rate a competency."""
    rated = planner.competencies.assess(
        standing.key,
        rating_of(values["importance"]),
        rating_of(values["capability"]),
        values["note"],
    )
    return f"{standing.name}: gap {rated.gap:+d}." if rated.gap else f"{standing.name}: no gap."


# ---- learning put to use ----


def applied_form(activity: LearningActivity) -> Form:
    """Return the questions after learning: was it used, was it worth it, where is it."""
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
                help="Where you used it. Empty is an answer too.",
            ),
            FormField(
                key="rating",
                label="Worth the time",
                value=str(activity.rating or ""),
                options=[("", "not said"), *((str(n), f"{n} of 5") for n in range(1, 6))],
                help="Left and right choose.",
            ),
            FormField(
                key="link",
                label="Found at",
                value=activity.link,
                placeholder="https://…",
                help="Where it can be found again.",
            ),
        ],
    )


def save_applied(planner: Planner, values: Values, activity: LearningActivity) -> str:
    """Keep where a learning activity was used."""
    planner.learning.edit(
        activity,
        applied_in=values["applied_in"].strip(),
        rating=int(values["rating"]) if values["rating"] else None,
        link=values["link"].strip(),
    )
    return "Kept."


# ---- themes ----


def theme_form(planner: Planner, theme: Theme | None = None) -> Form:
    """Return the questions about a theme."""
    t = theme
    return Form(
        name=f"theme-{t.id if t else 'new'}",
        title="Edit the theme" if t else "Add a theme",
        save="save" if t else "add it",
        fields=[
            FormField(
                key="title",
                label="Theme",
                value=t.title if t else "",
                placeholder="Grow in mid-market accounts",
                help="A direction that several goals may serve, in a few words.",
            ),
            FormField(
                key="kind",
                label="Kind",
                value=t.kind if t else "company",
                options=THEME_KINDS,
                help="Where it comes from. Left and right choose.",
            ),
            FormField(
                key="why",
                label="Why",
                value=t.why if t else "",
                placeholder="half of next year's revenue is to come from there",
                help="What it is for.",
            ),
            FormField(
                key="weight",
                label="Weight",
                value=say_number(t.weight) if t else "1",
                placeholder="1",
                help="How much it weighs beside the other themes: 2 counts twice as much as 1.",
                check=checked(parse_amount),
            ),
            FormField(
                key="until",
                label="Until",
                value=say_date(t.until) if t and t.until else "",
                placeholder="end of 2027, Q4, 31 Dec 2027; empty for open",
                help="The horizon it holds for; empty when it has none.",
                check=day_check(planner),
            ),
        ],
    )


def save_theme(planner: Planner, values: Values, theme: Theme | None = None) -> str:
    """Add a theme, or save one that was edited."""
    weight, until = values["weight"].strip(), values["until"].strip()
    fields: dict[str, Any] = {
        "title": values["title"],
        "kind": cast("ThemeKind", values["kind"]),
        "why": values["why"].strip(),
        "weight": parse_amount(weight).value if weight else 1.0,
        "until": day_of(planner, until) if until else None,
    }
    if theme is not None:
        planner.themes.edit(theme.id, **fields)
        return "Saved."
    planner.themes.add(fields.pop("title"), **fields)
    return "Added. L on a goal says that it serves this theme."


def apart_form(goal: Goal) -> Form:
    """Return the question why a goal serves no theme."""
    return Form(
        name=f"apart-{goal.id}",
        title="Serves no theme",
        intro=goal.title,
        fields=[
            FormField(
                key="reason",
                label="Because",
                value=goal.no_theme_reason,
                placeholder="it is for me alone",
                help="A goal may stand alone when it says why.",
            )
        ],
    )


def save_apart(planner: Planner, values: Values, goal: Goal) -> str:
    """Keep why a goal serves no theme."""
    planner.themes.link(goal.id, None, values["reason"])
    return "Kept: it stands alone." if values["reason"].strip() else "It serves no theme now."

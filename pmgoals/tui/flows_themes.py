"""The forms of aligning goals with themes, and the service line that saves each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pmgoals.model.amounts import parse_weight, say_number
from pmgoals.model.calendar import say_date
from pmgoals.model.cascade import is_above
from pmgoals.tui.flows import checked, day_check, day_of
from pmgoals.tui.forms import Form, FormField

if TYPE_CHECKING:
    from pmgoals.model.goal import Goal
    from pmgoals.model.theme import Theme, ThemeKind
    from pmgoals.services.planner import Planner

THEME_KINDS = (
    ("company", "company strategy"),
    ("portfolio", "portfolio goal"),
    ("personal", "personal direction"),
)
"""Kinds of themes and what they are called."""

Values = dict[str, str]


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
                check=checked(parse_weight),
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
        "weight": parse_weight(weight) if weight else 1.0,
        "until": day_of(planner, until) if until else None,
    }
    if theme is not None:
        planner.themes.edit(theme.id, **fields)
        return "Saved."
    planner.themes.add(fields.pop("title"), **fields)
    return "Added. L on a goal says that it serves this theme."


# ---- what a goal serves ----

ALONE = "alone"
"""The choice of no theme."""
UNDER = "under"
"""The choice of a goal above."""
WEIGHS = "weight"
"""The choice of another weight."""


def link_options(planner: Planner, goal: Goal) -> list[tuple[str, str, str]]:
    """Return what can be said of what a goal serves: a theme, none, a goal above, its weight."""
    plan = planner.plan
    options = [
        (theme.id, theme.title, "now" if theme.id == goal.theme else "")
        for theme in plan.themes.values()
    ]
    above = plan.goals.get(goal.parent or "")
    return [
        *options,
        (ALONE, "No theme", "says why instead"),
        (UNDER, "A part of another goal", f"now “{above.title}”" if above else ""),
        (WEIGHS, "Its weight among the goals of its theme", say_number(goal.weight)),
    ]


def above_options(planner: Planner, goal: Goal) -> list[tuple[str, str, str]]:
    """Return the open goals that a goal can be a part of, and none."""
    plan = planner.plan
    options = [
        (other.id, other.title, "now" if other.id == goal.parent else "")
        for other in plan.open_goals
        if other.id != goal.id and not is_above(goal, other, plan)
    ]
    return [*options, (ALONE, "No goal above", "")] if goal.parent else options


def put_under(planner: Planner, goal: Goal, parent: str | None) -> Goal:
    """Say which goal a goal is a part of, None for none."""
    return planner.themes.place(
        goal.id,
        theme=goal.theme,
        parent=parent,
        weight=goal.weight,
        reason=goal.no_theme_reason,
    )


def weight_form(goal: Goal) -> Form:
    """Return the question what a goal weighs in its theme."""
    return Form(
        name=f"weight-{goal.id}",
        title="Weight in its theme",
        intro=goal.title,
        fields=[
            FormField(
                key="weight",
                label="Weight",
                value=say_number(goal.weight),
                placeholder="1",
                help="2 counts twice as much as 1 in what its theme comes to.",
                check=checked(parse_weight),
                replaced=True,
            )
        ],
    )


def save_weight(planner: Planner, goal: Goal, values: Values) -> str:
    """Keep what a goal weighs in its theme."""
    weight = values["weight"].strip()
    planner.goals.edit(goal.id, weight=parse_weight(weight) if weight else 1.0)
    return "Kept."


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

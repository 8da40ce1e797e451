"""The forms about one goal: what each asks, and the service line that saves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from pmgoals.model.amounts import parse_amount, parse_grade, say_number
from pmgoals.model.draft import HOLD
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Role
from pmgoals.tui.flows import checked
from pmgoals.tui.forms import Form, FormField

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner


def measure_form(goal: Goal) -> Form:
    """Return the questions about a new measure of a goal."""
    return Form(
        name=f"measure-{goal.id}",
        title=f"Add a measure to {goal.title}",
        save="add it",
        fields=[
            FormField(key="name", label="Metric", placeholder="support tickets per new account"),
            FormField(
                key="definition",
                label="What counts",
                placeholder="tickets in the first 30 days",
                help="What counts and what does not, in one line.",
            ),
            FormField(key="source", label="Source", placeholder="help desk report"),
            FormField(key="baseline", label="Today", check=checked(parse_amount)),
            FormField(
                key="target",
                label="Target or limit",
                check=checked(parse_amount),
                help="Where it is to be; for a guardrail, the limit it must not pass.",
            ),
            FormField(key="unit", label="Unit", placeholder="%, days, users"),
            FormField(
                key="way",
                label="Way",
                options=[("", "moves to the target"), (HOLD, "is held at the target")],
                help="A level to be held counts the time inside its limit.",
            ),
            FormField(
                key="role",
                label="Role",
                options=[(role, role) for role in get_args(Role)],
                help="lagging: the result · leading: what moves first · guardrail: must not suffer",
            ),
        ],
    )


def save_measure(planner: Planner, goal: Goal, values: dict[str, str]) -> str:
    """Add a measure."""
    measure = planner.measures.add_typed(goal.id, values)
    return f"Added {measure.name}."


def if_then_form(goal: Goal) -> Form:
    """Return the two halves of an if-then plan."""
    return Form(
        name=f"if-then-{goal.id}",
        title="If-then plan",
        intro="Tied to a moment, an intention is kept more often.",
        save="add it",
        fields=[
            FormField(key="cue", label="If", placeholder="it is Friday 15:00"),
            FormField(key="response", label="then I will", placeholder="open the dashboard"),
        ],
    )


def save_if_then(planner: Planner, goal: Goal, values: dict[str, str]) -> str:
    """Add an if-then plan."""
    planner.goals.add_if_then(goal.id, values["cue"], values["response"])
    return "Added. It comes back at each check-in."


def close_form(planner: Planner, goal: Goal) -> Form:
    """Return the questions to close a goal, its grade proposed from the numbers."""
    proposed = planner.goals.proposed_grade(goal)
    return Form(
        name=f"close-{goal.id}",
        title=f"Close {goal.title}",
        save="close it",
        fields=[
            FormField(
                key="grade",
                label="Grade",
                value="" if proposed is None else say_number(proposed),
                expects="0.0 to 1.0",
                help="0.7 to 1.0 reached or close, 0.4 to 0.6 partly; proposed from its numbers.",
                check=checked(parse_grade),
            ),
            FormField(
                key="decision",
                label="How it ends",
                options=[
                    ("close", "closed: this is where it landed"),
                    ("drop", "dropped on purpose"),
                ],
            ),
            FormField(
                key="note",
                label="I learned that",
                expects="one line for the next goal of this kind",
            ),
        ],
    )


def save_close(planner: Planner, goal: Goal, values: dict[str, str]) -> str:
    """Close a goal; one that was reached is marked warmly, once."""
    grade = values["grade"].strip()
    closed = planner.goals.close(
        goal.id,
        grade=parse_grade(grade) if grade else None,
        note=values["note"],
        decision="drop" if values["decision"] == "drop" else "close",
    )
    if planner.goals.health(closed).status == "done":
        return f"{closed.title}: reached. That took months of Fridays; well done."
    return "Closed. What you learned comes back when the next goal is drafted."

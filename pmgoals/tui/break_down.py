"""Breaking a goal down: how the way is spread, then what is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals import knowledge
from pmgoals.counting import said_count
from pmgoals.errors import BadInput
from pmgoals.model.amounts import say_amount
from pmgoals.model.calendar import say_short_date
from pmgoals.tui.forms import Form, FormField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmgoals.analytics.breakdown import Proposal
    from pmgoals.model.goal import Goal
    from pmgoals.model.milestone import Milestone
    from pmgoals.services.planner import Planner
    from pmgoals.tui.plan_screen import PlanScreen

Option = tuple[str, str, str]
"""Key, words and remark of something to choose."""

NOTHING = "It has its milestones, and their targets lie along that way. {key} adds one by hand."

ADDING = {"goals": "goals.add_milestone", "plan": "plan.add"}
"""The command that adds a milestone, by the key of the screen."""


async def break_down(screen: PlanScreen, goal: Goal) -> None:
    """Ask how a goal goes, and add its milestones or lay their targets. For workers."""
    service = screen.planner.break_down
    try:
        curves = _curves(screen.planner, goal)
    except BadInput as error:  # it has no deadline
        screen.pm.tell_error(error)
        return
    curve = await screen.choose(f"How does “{goal.title}” go?", curves)
    if curve is None:
        return
    options = _deeds(screen.planner, goal, curve)
    if not options:
        screen.pm.tell(NOTHING.format(key=screen.pm.key_of(ADDING[screen.KEY])))
        return
    deed = options[0][0] if len(options) == 1 else await screen.choose("Break it down", options)
    if deed == "targets":
        await _lay(screen, goal, curve)
    elif deed:
        proposals = service.propose(goal.id, curve, stakeholders=deed == "talks")
        said = f"Added {len(proposals)} milestones. u takes them back."
        screen.attempt(lambda: service.take(goal.id, proposals), said)


async def _lay(screen: PlanScreen, goal: Goal, curve: str) -> None:
    """Lay the targets, asking why where one of them becomes easier."""
    service = screen.planner.break_down
    if not service.wants_reason(goal.id, curve):
        screen.attempt(lambda: service.shape(goal.id, curve), "Targets laid. u takes them back.")
        return
    form = Form(
        name=f"shape-{goal.id}",
        title="Lay the targets anew",
        intro="Some would ask for less by their day. The first targets are kept in the ledger.",
        save="lay them",
        fields=[FormField(key="reason", label="Reason", expects="why, in one line")],
    )

    def save(values: dict[str, str]) -> str:
        service.shape(goal.id, curve, values["reason"])
        return "Targets laid. u takes them back."

    await screen.ask(form, save)


def _curves(planner: Planner, goal: Goal) -> list[Option]:
    """Return the curves to choose from, each with the values it gives."""
    found = []
    for curve in knowledge.curves():
        values = _values(planner, goal, curve.key)
        found.append((curve.key, curve.label, values or curve.help))
    return found


def _values(planner: Planner, goal: Goal, curve: str) -> str:
    """Return the values along the way, `52 → 56 → 61 → 65 %`; empty where there are none."""
    service = planner.break_down
    ahead = {p.due: p.target for p in service.propose(goal.id, curve) if p.target is not None}
    ahead |= {m.due: m.target for m in planner.plan.milestones_of(goal.id) if m.target is not None}
    ahead |= {s.milestone.due: s.target for s in service.shaped(goal.id, curve)}
    main = planner.plan.main_measure_of(goal.id)
    return " → ".join(say_amount(ahead[day], main.unit if main else "") for day in sorted(ahead))


def _deeds(planner: Planner, goal: Goal, curve: str) -> list[Option]:
    """Return what can be done with a curve."""
    service = planner.break_down
    plain = service.propose(goal.id, curve)
    beside = service.propose(goal.id, curve, stakeholders=True)
    found = []
    if plain:
        found.append(("plain", f"Add {_count(plain)}", _days(plain)))
    shaped = service.shaped(goal.id, curve)
    if shaped:
        count = "the target" if len(shaped) == 1 else f"the {len(shaped)} targets"
        days = _days([each.milestone for each in shaped])
        found.append(("targets", f"Lay {count} of its milestones anew", days))
    if len(beside) > len(plain):
        words = "with words to stakeholders" if plain else "words to stakeholders"
        found.append(("talks", f"Add {_count(beside)}", words))
    return found


def _count(proposals: Sequence[Proposal]) -> str:
    return said_count(len(proposals), "milestone")


def _days(dated: Sequence[Proposal | Milestone]) -> str:
    days = [say_short_date(each.due) for each in dated]
    return ", ".join(days[:4]) + (" ..." if len(days) > 4 else "")

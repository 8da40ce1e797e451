"""What of the records does not hold together: links, places, dates, stamps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from pmgoals.model.calendar import say_date
from pmgoals.model.goal import Goal, IfThen
from pmgoals.model.links import Link, links_of
from pmgoals.model.measure import Measure
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan
from pmgoals.model.record import Record
from pmgoals.model.tables import TABLES, place_of
from pmgoals.services.doctor.trouble import Trouble
from pmgoals.services.names import title_of
from pmgoals.services.service import quoted
from pmgoals.services.trash import word_for

if TYPE_CHECKING:
    from pmgoals.storage.transaction import Transaction

AHEAD = dt.timedelta(days=1)
"""How far ahead of the clock a stamp may be: machines in other zones, clocks that go before."""


def troubles_of(plan: Plan, now: dt.datetime) -> Iterator[Trouble]:
    """Yield what does not hold together in a plan, area by area."""
    every = {own: record for kind in TABLES.values() for own, record in plan.every(kind).items()}
    alive = [record for record in every.values() if record.deleted is None]
    yield from _links(alive, every)
    yield from _circles(plan, "parent", "stands above itself", "names a goal above it")
    yield from _circles(plan, "continues", "goes on from itself", "goes on from another")
    yield from _places(alive)
    yield from _dates(plan)
    yield from _stamps(every, now)


def _named(record: Record) -> str:
    return f"{word_for(record)} {quoted(title_of(record))} ({record.id[:6]})"


# ---- links ----


def _links(alive: list[Record], every: dict[str, Record]) -> Iterator[Trouble]:
    """Yield records that name others which are not there, or whose whole lies in the trash."""
    for record in alive:
        lost: dict[Link, set[str]] = {}
        for link, own in links_of(record):
            other = every.get(own)
            if other is None or not isinstance(other, link.to):
                lost.setdefault(link, set()).add(own)
            elif link.needed and other.deleted is not None and isinstance(record, PARTS):
                yield Trouble(
                    area="links",
                    said=f"The {_named(record)} is a part of what lies in the trash.",
                    mend="It goes to the trash as well, and comes back with it.",
                    in_plan=partial(_follow, record, other),
                )
        for link, gone in lost.items():
            yield _loose(record, link, gone)


PARTS = (Measure, Milestone, IfThen)
"""Records that go to the trash with their goal; others stay as what was said of it."""


def _loose(record: Record, link: Link, gone: set[str]) -> Trouble:
    field = link.field.replace("_", " ")
    named = ", ".join(sorted(own[:8] for own in gone))
    if link.needed:
        return Trouble(
            area="links",
            said=f"The {_named(record)} belongs to a record that is not there ({named}).",
            mend="It goes to the trash.",
            in_plan=partial(_trash, record),
        )
    return Trouble(
        area="links",
        said=f"The {_named(record)} names a record that is not there: {field} ({named}).",
        mend=f"Its {field} is cleared of it.",
        in_plan=partial(_clear, record, link, gone),
    )


def _clear(record: Record, link: Link, gone: set[str], tx: Transaction) -> None:
    tx.change(record, **{link.field: link.without(record, gone)})


def _follow(record: Record, whole: Record, tx: Transaction) -> None:
    tx.change(record, deleted=whole.deleted)


def _circles(plan: Plan, field: str, said: str, lets_go: str) -> Iterator[Trouble]:
    """Yield goals that a link between goals leads back to."""
    goals, told = plan.goals, set[str]()
    for goal in goals.values():
        seen: list[str] = []
        here: Goal | None = goal
        while here is not None and here.id not in seen:
            seen.append(here.id)
            here = goals.get(getattr(here, field) or "")
        if here is not None and here.id == goal.id and not told & set(seen):
            told |= set(seen)
            latest = max((goals[own] for own in seen), key=lambda g: (g.updated, g.id))
            yield Trouble(
                area="links",
                said=f"The {_named(goal)} {said}.",
                mend=f"{quoted(latest.title)}, changed last, no longer {lets_go}.",
                in_plan=partial(_let_go, latest, field),
            )


def _let_go(goal: Goal, field: str, tx: Transaction) -> None:
    tx.change(goal, **{field: None})


# ---- places of which there is one ----


def _places(alive: list[Record]) -> Iterator[Trouble]:
    """Yield records that stand where another does: two entries of a week, two check-ins of one."""
    held: dict[tuple[object, ...], Record] = {}
    for record in sorted(alive, key=lambda r: (r.updated, r.id), reverse=True):
        place = place_of(type(record), partial(getattr, record))
        if place is None:
            continue
        other = held.setdefault((type(record), *place), record)
        if other is not record:
            yield Trouble(
                area="places",
                said=f"The {_named(record)} stands where a later one does ({other.id[:6]}).",
                mend="The earlier one goes to the trash; its words are kept there.",
                in_plan=partial(_trash, record),
            )


def _trash(record: Record, tx: Transaction) -> None:
    tx.trash(record)


# ---- days and stamps ----


def _dates(plan: Plan) -> Iterator[Trouble]:
    """Yield days that cannot be: ends before starts, readings before their goal was thought of."""
    goals = plan.goals
    for goal in goals.values():
        if goal.due is not None and goal.due < goal.start:
            yield _day(goal, f"ends on {say_date(goal.due)}, before it starts")
        if goal.closed_on is not None and goal.closed_on < goal.start:
            yield _day(goal, f"was closed on {say_date(goal.closed_on)}, before it starts")
    for milestone in plan.alive(Milestone).values():
        whole = goals.get(milestone.goal)
        if whole is not None and milestone.due < whole.start:
            yield _day(milestone, f"is due on {say_date(milestone.due)}, before its goal starts")


def _day(record: Record, what: str) -> Trouble:
    return Trouble(
        area="dates",
        said=f"The {_named(record)} {what}.",
        mend="Say which day is meant: edit it.",
    )


def _stamps(every: dict[str, Record], now: dt.datetime) -> Iterator[Trouble]:
    """Yield what was written in days to come: a clock that was set back."""
    ahead = [record for record in every.values() if record.updated > now + AHEAD]
    if ahead:
        latest = max(record.updated for record in ahead)
        yield Trouble(
            area="dates",
            said=f"{len(ahead)} records were written later than now: up to "
            f"{latest:%Y-%m-%d %H:%M} UTC.",
            mend="The clock of a machine was wrong, or is: check this one's. Nothing is lost.",
        )

"""Prioritise: what matters, in order, and what is left alone on purpose."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import TypedDict, Unpack

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model.goal import Goal
from pmgoals.model.reflection import Priority
from pmgoals.services import checks
from pmgoals.services.names import find
from pmgoals.services.service import Service, needed, quoted
from pmgoals.storage.store import Transaction

LEADS_TO: dict[str, bool] = {
    "focus_areas": False,
    "contribution": False,
    "grow_goal": False,
    "grow_options": False,
    "grow_will": False,
    "not_doing": True,
}
"""The list that an answer to a prompt leads to, by the prompt's id: True for the not-doing list."""

BULLET = re.compile(r"^(?:[-*•–]|\d{1,2}[.)])\s+")
"""What may stand before a line of a list."""

ENDS = re.compile(r";\s+|(?<=[.!?])\s+(?=[^\W\d_])")
"""Where one thing said on a line ends and the next begins."""


class Offered(msgspec.Struct, frozen=True):
    """A line of an answer that could stand on a list."""

    text: str
    """The line, as a title."""
    prompt: str
    """Id of the prompt that was answered."""
    on: dt.date
    """The day of the answer."""


def lines_of(text: str) -> list[str]:
    """Return what an answer says one after the other: its lines, parted at `;` and full stops."""
    lines = (BULLET.sub("", line.strip()) for line in text.splitlines())
    said = (piece.strip().rstrip(".;").strip() for line in lines for piece in ENDS.split(line))
    return list(dict.fromkeys(piece for piece in said if piece))


class PriorityFields(TypedDict, total=False):
    """What an edit of a priority may change; its place is for `rank` and `move`."""

    title: str
    why: str
    success: str


class Priorities(Service):
    """Priorities and the not-doing list."""

    def add(
        self, title: str, *, why: str = "", success: str = "", not_doing: bool = False
    ) -> Priority:
        """Add a priority (or a not-doing item) last in its order. BadInput without a title."""
        kept = needed(title, "The priority", "Own pricing end to end")
        word = "not-doing item" if not_doing else "priority"
        with self._planner.change(f"added {word} {quoted(kept)}") as tx:
            order = tx.plan.not_doing if not_doing else tx.plan.priorities
            return tx.add(
                Priority,
                title=kept,
                why=why.strip(),
                success=success.strip(),
                rank=max((other.rank for other in order), default=0) + 1,
                not_doing=not_doing,
            )

    def edit(self, priority_id: str, **fields: Unpack[PriorityFields]) -> Priority:
        """Change a priority's title, why or success statement.

        BadInput without a title or for a field that is not edited; NotFound or AmbiguousName for
        the name.
        """
        given = checks.editable(fields, PriorityFields.__optional_keys__, "priority")
        if "title" in given:
            given["title"] = needed(given["title"], "The priority", "Own pricing end to end")
        with self._planner.change("edited a priority") as tx:
            return tx.change(find(tx.plan, Priority, priority_id), **given)

    def offered(self, *, not_doing: bool = False, prompt: str = "") -> list[Offered]:
        """Return the lines of the latest answers that lead to a list and are not on it yet.

        Of all prompts that lead there, or of one of them.
        """
        plan = self._planner.plan
        there = {p.title.casefold() for p in (plan.not_doing if not_doing else plan.priorities)}
        latest = self._planner.reflections.latest()
        return [
            Offered(line, key, latest[key].on)
            for key, leads_to in LEADS_TO.items()
            if leads_to == not_doing and prompt in ("", key) and key in latest
            for line in lines_of(latest[key].text)
            if line.casefold() not in there
        ]

    def take(self, lines: Sequence[str], *, not_doing: bool = False) -> list[Priority]:
        """Put lines of answers last on a list, in one step. BadInput for none, or an empty one."""
        titles = [needed(line, "The line", "Own pricing end to end") for line in lines]
        if not titles:
            raise BadInput("There is no line to take over.", "Nothing was changed.")
        what = quoted(titles[0]) if len(titles) == 1 else f"{len(titles)} lines of answers"
        with self._planner.change(f"took over {what}") as tx:
            order = tx.plan.not_doing if not_doing else tx.plan.priorities
            last = max((other.rank for other in order), default=0)
            return [
                tx.add(Priority, title=title, rank=rank, not_doing=not_doing)
                for rank, title in enumerate(titles, last + 1)
            ]

    def goals_of(self, priority_id: str) -> list[Goal]:
        """Return the open goals that follow from a priority, by deadline."""
        goals = self._planner.plan.goals.values()
        return [goal for goal in goals if goal.priority == priority_id and goal.state != "closed"]

    def rank(self, order: Sequence[str]) -> list[Priority]:
        """Put priorities in a given order of ids; those left out follow in their present order."""
        with self._planner.change("ranked the priorities") as tx:
            first = [find(tx.plan, Priority, name) for name in dict.fromkeys(order)]
            not_doing = bool(first) and first[0].not_doing
            every = tx.plan.not_doing if not_doing else tx.plan.priorities
            placed = {priority.id for priority in first}
            return _renumber(tx, [*first, *(p for p in every if p.id not in placed)])

    def move(self, priority_id: str, step: int) -> list[Priority]:
        """Move a priority `step` places down (negative: up) in its order."""
        with self._planner.change("moved a priority") as tx:
            priority = find(tx.plan, Priority, priority_id)
            order = list(tx.plan.not_doing if priority.not_doing else tx.plan.priorities)
            at = next(i for i, p in enumerate(order) if p.id == priority.id)
            to = min(max(at + step, 0), len(order) - 1)
            order.insert(to, order.pop(at))
            return _renumber(tx, order)


def _renumber(tx: Transaction, order: Sequence[Priority]) -> list[Priority]:
    return [tx.change(priority, rank=place) for place, priority in enumerate(order, 1)]


def reasons_of(priority: Priority) -> str:
    """Return why a priority matters, and what will be true if it goes well; empty for neither."""
    why, success = priority.why.strip(), priority.success.strip()
    if not (why and success):
        return why or success
    return f"{why}{'' if why[-1] in '.!?…' else '.'} In twelve months: {success}"

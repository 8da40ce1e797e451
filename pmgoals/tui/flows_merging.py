"""Joining a copy of the plan that another machine left: what it does, what to choose, done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pmgoals.errors import PmgoalsError
from pmgoals.inert import marked_line
from pmgoals.services.merging import say_value

if TYPE_CHECKING:
    from pmgoals.services.merging import Conflict, Joined, Place
    from pmgoals.tui.asking import Asking

Options = list[tuple[str, str, str]]

DONE = ("added", "changed", "kept", "removed")
"""What becomes of records, in the order in which it is told."""

HEADS = {
    "added": "Added",
    "changed": "Changed",
    "kept": "Deleted on one side, worked on on the other: kept",
    "removed": "Removed",
}
"""Headings of the records by what becomes of them."""

MANY = 5
"""Conflicts from which on the later changes can be taken for all of them at once."""


async def join_copy(screen: Asking, copy: Path) -> None:
    """Show what joining a copy does, ask what both sides changed, and join it. For workers."""
    try:
        joined = screen.planner.merging.look(copy)
    except PmgoalsError as error:
        screen.pm.tell_error(error)
        return
    title, chosen = f"“{joined.name}” comes from another machine", "join"
    while True:
        choice = await screen.choose(title, join_options(joined), chosen, _told(joined))
        if choice == "look":
            await screen.choose("What joining it changes", record_options(joined))
            chosen = "look"
            continue
        turned = await _settled(screen, joined) if choice == "join" else None
        if turned is not None:
            _join(screen, copy, turned)
        if turned is not None or choice != "join":
            return
        chosen = "join"


def _join(screen: Asking, copy: Path, turned: set[Place]) -> None:
    done = screen.attempt(lambda: screen.planner.merging.take(copy, turned=turned))
    if done is not None:
        screen.pm.tell(_outcome(done))


async def _settled(screen: Asking, joined: Joined) -> set[Place] | None:
    """Ask which value counts where both sides changed one; None when that is left."""
    turned: set[Place] = set()
    asked = joined.open_conflicts
    if len(asked) >= MANY:
        options = [
            ("later", "The later change counts everywhere", "what does not count is told"),
            ("each", "Choose one by one", f"{len(asked)} values"),
        ]
        how = await screen.choose(f"{len(asked)} values were changed on both sides", options)
        if how != "each":
            return turned if how == "later" else None
    for number, conflict in enumerate(asked, 1):
        about = screen.planner.merging.words(conflict)
        title = f"{number} of {len(asked)}: {about}"
        here = screen.planner.merging.is_here(conflict)
        options = value_options(conflict, here=here)
        choice = await screen.choose(title, options, "", _values(conflict))
        if choice is None:
            return None
        if choice == "lost":
            turned.add(conflict.place)
    return turned


# ---- what is shown ----


def join_options(joined: Joined) -> Options:
    """Return what can be done with a copy."""
    if not joined.count:
        return [
            ("join", "Put it away", "the plan holds all of it already"),
            ("no", "Not now", "it stays where it is"),
        ]
    return [
        ("join", "Join it", f"{_counted(joined)}; u takes it back"),
        ("look", "See each record first", ""),
        ("no", "Not now", "it stays where it is, and nothing is changed"),
    ]


def record_options(joined: Joined) -> Options:
    """Return the records that joining touches, by what becomes of them."""
    options: Options = []
    for did in DONE:
        touched = [record for record in joined.records if record.did == did]
        if touched:
            options.append(("", HEADS[did], ""))
        options += [
            (f"{did}:{at}", marked_line(record.title), record.kind)
            for at, record in enumerate(touched)
        ]
    return options


def value_options(conflict: Conflict, *, here: bool) -> Options:
    """Return the two values of a field; `here` is whether the later one stands on this machine."""
    places = ("on this machine", "in the copy")
    later, earlier = places if here else places[::-1]
    return [
        ("kept", say_value(conflict.kept), f"written later, {later}"),
        ("lost", say_value(conflict.lost), f"written earlier, {earlier}"),
    ]


def _values(conflict: Conflict) -> dict[str, str]:
    return {"kept": say_value(conflict.kept), "lost": say_value(conflict.lost)}


def _told(joined: Joined) -> dict[str, str]:
    base = f"Both came from {joined.base}." if joined.base else NO_BASE
    asked = len(joined.open_conflicts)
    values = f" {asked} value{'s' * (asked != 1)} changed on both sides: you choose." * bool(asked)
    return {"join": base + values if joined.count else "", "look": "", "no": ""}


NO_BASE = "What both came from is not known: nothing is taken for removed, the later word counts."
"""What is said of a copy without a common state."""


def _counted(joined: Joined) -> str:
    return ", ".join(f"{count} {did}" for did in DONE if (count := joined.counts.get(did)))


def _outcome(joined: Joined) -> str:
    if not joined.count:
        return "The plan held all of it already; the copy is put away."
    away = " The copy is put away among what was merged." if joined.put_away else ""
    return f"Joined: {_counted(joined)}. u takes it back.{away}"

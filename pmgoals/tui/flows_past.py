"""What was changed and what was deleted: lists with the way back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pmgoals.inert import marked_line
from pmgoals.services.names import title_of
from pmgoals.services.trash import word_for

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner
    from pmgoals.tui.asking import Asking

Options = list[tuple[str, str, str]]

MOST = 200
"""Steps that are listed."""


async def look_back(screen: Asking) -> None:
    """List the steps that stand; take back one and all after it. For workers."""
    options = step_options(screen.planner)
    if not options:
        screen.pm.tell("Nothing was changed yet.")
        return
    key = await screen.choose("What was changed; Enter goes back to before it", options)
    if key is None:
        return
    after = screen.planner.steps.after(int(key))
    if len(after) > 1:
        named, count = marked_line(after[-1].label), len(after) - 1
        question = f"Take back “{named}” and the {count} step{'s' * (count > 1)} after it?"
        if not await screen.sure(question, "Take them back", "U does each again"):
            return
    labels = screen.attempt(lambda: screen.planner.steps.back_to(int(key)))
    if labels:
        more = f" and {len(labels) - 1} after it" if len(labels) > 1 else ""
        screen.pm.tell(f"Undone: {labels[-1]}{more}. U does it again.")


async def empty_trash(screen: Asking) -> None:
    """List the trash; take something out of it, or remove it for good. For workers."""
    items = screen.planner.trash.items()
    if not items:
        screen.pm.tell("The trash is empty.")
        return
    options = [(r.id, marked_line(title_of(r)), f"{word_for(r)}, {_day(r.deleted)}") for r in items]
    key = await screen.choose("In the trash", [*options, ("all", "Remove all of it for good", "")])
    if key is None:
        return
    if key == "all":
        await _purge(screen, "")
        return
    record = next(item for item in items if item.id == key)
    title = marked_line(title_of(record))
    ways = [("back", "Take it out of the trash", ""), ("purge", "Remove it for good", "")]
    way = await screen.choose(f"“{title}”", ways)
    if way == "back":
        trash = screen.planner.trash
        screen.attempt(lambda: trash.restore(key), f"“{title}” is back. u takes that back.")
    elif way == "purge":
        await _purge(screen, key)


async def _purge(screen: Asking, own: str) -> None:
    trash = screen.planner.trash
    doomed = trash.doomed(own)
    count = f"{len(doomed)} record{'s' * (len(doomed) != 1)}"
    if await screen.sure(f"Remove {count} for good?", "Remove", "backups still hold them"):
        screen.attempt(lambda: trash.purge(doomed), f"Removed {count}. u still brings them back.")


# ---- what is shown ----


def step_options(planner: Planner) -> Options:
    """Return the steps that stand, the latest first."""
    return [
        (str(step.generation), marked_line(step.label), _said(step.when))
        for step in planner.steps.standing()[:MOST]
    ]


def _said(when: str) -> str:
    """Return an instant in local time."""
    return _day(dt.datetime.fromisoformat(when))


def _day(instant: dt.datetime | None) -> str:
    return "" if instant is None else f"{instant.astimezone():%Y-%m-%d %H:%M}"

"""What an import of another program's file did or would do, in a table and in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pmgoals.cli.output import Output, Styled
from pmgoals.counting import said_count
from pmgoals.model.amounts import shown
from pmgoals.model.calendar import say_date

if TYPE_CHECKING:
    from pmgoals.model.goal import Goal
    from pmgoals.services.foreign.intake import Intake, Taken

SHOWN = 20
"""Things that are told one by one; --json tells all."""

STATES = {"new": "new", "changed": "changed", "known": "there", "kept": "yours", "trash": "trash"}
"""What becomes of a thing, in a word for the table."""

KINDS = {
    "journal": ("journal entry", "journal entries"),
    "milestones": ("milestone", "milestones"),
    "evidence": ("piece of evidence", "pieces of evidence"),
    "learning": ("learning activity", "learning activities"),
}
"""What one and several of a kind are called."""

SHORT = {
    "journal": "journal", "milestones": "milestone", "evidence": "evidence", "learning": "learning",
}  # fmt: skip
"""What a kind is called in the table."""


def preview(out: Output, intake: Intake, goals: Mapping[str, Goal]) -> None:
    """Print a table of what would come, what would change, and what is there.

    Its goals stand in it unless all have the one that the sentence below names.
    """
    told = [entry for entry in intake.entries if entry.state in STATES]
    several = any(entry.goal for entry in told) and not _goal_of_all(told, goals)
    rows = [
        (
            Styled(STATES[entry.state], "new" if entry.state == "new" else "dim"),
            SHORT[entry.kind or "journal"] + (", done" if entry.done else ""),
            say_date(entry.on) if entry.on else "",
            entry.title,
            goals[entry.goal].title if several and entry.goal and entry.goal in goals else "",
        )
        for entry in told
    ]
    if rows:
        names = ("", "kind", "day", "title", "goal" if several else "")
        heads = tuple(Styled(name, "dim") for name in names)
        out.table([heads, *rows], right={2}, flex=(3, 4))


def told(intake: Intake, goals: Mapping[str, Goal], *, would: bool) -> Iterator[str]:
    """Yield what is told of an import, a line each."""
    new, changed = intake.of("new"), intake.of("changed")
    if new:
        did, one = "Would take in" if would else "Took in", _goal_of_all(new, goals)
        to = f" for “{one}”" if one else ""
        yield f"{did} {_counted(new)} from {intake.program}{to}."
    if changed:
        did = "Would change" if would else "Changed"
        yield from _each(changed, lambda entry: f"{did} {_title(entry)}: {entry.why}.")
    if not (new or changed):
        yield f"Nothing of it is new; {'nothing would be' if would else 'nothing was'} changed."
    if known := len(intake.of("known")):
        yield f"{_of_them(known)} in the plan already."
    yield from _each(
        intake.of("kept"), lambda entry: f"Line {entry.line}, {_title(entry)}: {entry.why}."
    )
    yield from _each(
        intake.of("trash"),
        lambda entry: f"Line {entry.line}, {_title(entry)}: it lies in the trash and stays there.",
    )
    yield from _each(
        intake.of("left"),
        lambda entry: f"Left out line {entry.line}, {_title(entry)}: {entry.why}.",
    )
    if intake.unused:
        names = ", ".join(f"“{shown(name)}”" for name in intake.unused[:SHOWN])
        more = len(intake.unused) - SHOWN
        yield f"Nothing was taken from {names}{f' and {more} more columns' if more > 0 else ''}."
    if (new or changed) and not would:
        yield "`pmgoals undo` takes it back."


def _goal_of_all(entries: Sequence[Taken], goals: Mapping[str, Goal]) -> str:
    """Return the title of the goal that every one of some things belongs to, empty for none."""
    ids = {entry.goal for entry in entries}
    only = (ids.pop() if len(ids) == 1 else None) or ""
    return goals[only].title if only in goals else ""


def _each(entries: Sequence[Taken], say: Callable[[Taken], str]) -> Iterator[str]:
    """Yield a line for each of the first entries, and how many more there are."""
    yield from map(say, entries[:SHOWN])
    if len(entries) > SHOWN:
        yield f"... and {len(entries) - SHOWN:,} more like that; --json tells them all."


def _counted(entries: Sequence[Taken]) -> str:
    """Return how many of each kind there are: `12 milestones and 1 piece of evidence`."""
    counts = [(sum(e.kind == kind for e in entries), words) for kind, words in KINDS.items()]
    return " and ".join(said_count(count, *words) for count, words in counts if count)


def _of_them(count: int) -> str:
    return "1 is" if count == 1 else f"{count:,} are"


def _title(entry: Taken) -> str:
    return f"“{shown(entry.title)}”"

"""Entries of a journal elsewhere as text of the weeks of ours."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from pmgoals.model.calendar import Week, say_date
from pmgoals.model.journal import JournalEntry
from pmgoals.services.foreign.intake import State, Taken
from pmgoals.services.journal import behind, check_begun

if TYPE_CHECKING:
    from pmgoals.foreign_files.things import Thing
    from pmgoals.storage.store import Transaction


class Weeks:
    """Puts things behind what stands in the week of their day, each once."""

    def __init__(self, tx: Transaction, today: dt.date) -> None:
        self._tx, self._today = tx, today
        self._new: dict[str, list[Thing]] = {}
        every = tx.plan.every(JournalEntry).values()
        self._held = {
            origin: entry
            for entry in sorted(every, key=lambda e: e.deleted is None)  # what is alive counts
            for origin in entry.origins
        }

    def take(self, thing: Thing) -> Taken:
        """Say what becomes of a thing. BadInput for one of a week still to come."""
        day = thing.on or self._today
        week = Week.of(day)
        held = self._held.get(thing.origin)
        state: State = "new"
        if held is None:
            check_begun(week, Week.of(self._today))
            self._new.setdefault(str(week), []).append(thing)
        else:
            state = "known" if held.deleted is None else "trash"
        return Taken(
            line=thing.line,
            state=state,
            kind="journal",
            id=held.id if held else "",
            on=day,
            title=thing.title,
            origin=thing.origin,
        )

    def settled(self, entries: list[Taken]) -> list[Taken]:
        """Write the weeks, and return the entries with the records they went into."""
        ids = {
            thing.origin: entry.id
            for week, things in sorted(self._new.items())
            for entry in [self._written(week, sorted(things, key=_day))]
            for thing in things
        }
        return [
            msgspec.structs.replace(entry, id=ids.get(entry.origin, entry.id)) for entry in entries
        ]

    def _written(self, week: str, things: list[Thing]) -> JournalEntry:
        """Put things behind a week's text; a week they begin was written in its own time."""
        there = self._tx.plan.journal.get(week)
        text = there.text if there else ""
        for thing in things:
            text = behind(text, _section(thing))
        tags = [*(there.tags if there else []), *(tag for thing in things for tag in thing.tags)]
        origins = [*(there.origins if there else []), *(thing.origin for thing in things)]
        fields = {"text": text, "tags": list(dict.fromkeys(tags)), "origins": origins}
        if there is not None:
            return self._tx.change(there, on=self._today, **fields)
        return self._tx.add(JournalEntry, week=week, on=self._today, **fields)


def _section(thing: Thing) -> str:
    """Return a thing as Markdown: a heading with its day and title, and its text."""
    heading = f"### {say_date(thing.on)} · {thing.title}" if thing.on else f"### {thing.title}"
    return f"{heading}\n\n{thing.text}" if thing.text else heading


def _day(thing: Thing) -> dt.date:
    return thing.on or dt.date.min

"""A transaction: the changes of one step, collected until the step is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model import ids
from pmgoals.model.record import Record
from pmgoals.model.tables import LETTERS, TABLE_OF

if TYPE_CHECKING:
    from pmgoals.clock import Clock
    from pmgoals.model.plan import Plan
    from pmgoals.storage.codec import Document, Tables
    from pmgoals.storage.history import Change

LONGEST_TEXT = 100_000
"""Characters of one text: some forty pages, and within the cells that readers of CSV take."""

R = TypeVar("R", bound=Record)

Staged = dict[str, dict[int, "Document | None"]]
"""Documents to be saved, by document id, by table; None removes one."""

Move = tuple["Change", "Document | None", "Document | None"]
"""A change, the document it expects and the one it leaves."""


class Transaction:
    """The changes of one step, collected until the step is saved."""

    def __init__(
        self, plan: Plan, tables: Tables, clock: Clock, bits: Callable[[int], int]
    ) -> None:
        self.plan = plan
        """The plan as it stood when the lock was taken; what is put here is not in it."""
        self.staged: Staged = {}
        """What will be saved."""
        self._tables = tables
        self._bits = bits
        self.now = clock.now()
        """The instant of the step, UTC: the stamp of everything it writes."""
        self._zone = clock.zone()

    def add(self, kind: type[R], /, **fields: Any) -> R:
        """Make a new record with its id and stamps, and return it."""
        return self._add(kind, self._fresh_id(kind), fields)

    def add_following(self, kind: type[R], parts: tuple[str, ...], /, **fields: Any) -> R:
        """Make a record that follows from other things, given by their ids and words; return it.

        Its id follows from them: made in two copies of a plan apart, it is one record once they
        are joined.
        """
        own = ids.following(LETTERS[kind], *parts)
        if self._document(TABLE_OF[kind], ids.number_of(own)) is not None:
            own = self._fresh_id(kind)
        return self._add(kind, own, fields)

    def _add(self, kind: type[R], own: str, fields: dict[str, Any]) -> R:
        check_length(fields)
        stamps = {"created": self.now, "updated": self.now, "zone": self._zone, **fields}
        with _refusing():
            record = kind(id=own, **stamps)
        self._put(record, plain(record))
        return record

    def change(self, record: R, /, **fields: Any) -> R:
        """Give an existing record new values, and return it as it is from now on.

        Only these fields are written: what others wrote into the record meanwhile, and what a
        newer program keeps in it, stays. Nothing is staged when the values are those it has.
        """
        stored = self._document(TABLE_OF[type(record)], ids.number_of(record.id))
        current = record if stored is None else msgspec.convert(stored, type(record))
        if all(getattr(current, name) == value for name, value in fields.items()):
            return current
        check_length(fields)
        fields |= {"updated": self.now, "zone": self._zone}
        with _refusing():
            changed = msgspec.structs.replace(current, **fields)
        wanted = plain(changed)
        document = dict(stored or wanted)
        for name in fields:
            if name in wanted:
                document[name] = wanted[name]
            else:  # the default is not written
                document.pop(name, None)
        self._put(changed, document)
        return changed

    def trash(self, record: R) -> R:
        """Move a record to the trash, and return it."""
        return self.change(record, deleted=self.now)

    def remove(self, record: Record) -> None:
        """Remove a record for good: nothing of it stays in the plan."""
        self.stage(TABLE_OF[type(record)], ids.number_of(record.id), None)

    def stage(self, table: str, key: int, document: Document | None) -> None:
        """Stage a document as it is."""
        self.staged.setdefault(table, {})[key] = document

    def move(self, moves: list[Move], refusal: str) -> None:
        """Write documents back; BadInput when one is no longer what is expected."""
        for change, expected, wanted in moves:
            if self._document(change.table, int(change.key)) != expected:
                raise BadInput(
                    f"{refusal}: one of its records was changed since by another program.",
                    "Nothing was changed. Edit the record itself instead.",
                )
            self.stage(change.table, int(change.key), wanted)

    def _fresh_id(self, kind: type[Record]) -> str:
        """Return an id that no record has; a fixed source of bits may repeat itself."""
        while True:
            new = ids.mint(LETTERS[kind], self._bits)
            if self._document(TABLE_OF[kind], ids.number_of(new)) is None:
                return new

    def _document(self, table: str, key: int) -> Document | None:
        """Return a document as it would be saved now, None when there is none."""
        staged = self.staged.get(table, {})
        return staged[key] if key in staged else self._tables.get(table, {}).get(str(key))

    def _put(self, record: Record, document: Document) -> None:
        with _refusing():
            msgspec.convert(document, type(record))
        self.stage(TABLE_OF[type(record)], ids.number_of(record.id), document)


@contextmanager
def _refusing() -> Iterator[None]:
    """Turn what a record's model does not take into BadInput."""
    try:
        yield
    except (
        ValueError,
        TypeError,
        AttributeError,
    ) as error:  # wrong types, before they are looked at
        raise BadInput(f"A record cannot be kept: {error}.", "Nothing was saved.") from None


def plain(record: Record) -> Document:
    """Return a record as JSON values. BadInput for text that is not valid Unicode."""
    try:
        document: Document = msgspec.to_builtins(record)
        msgspec.json.encode(document)
    except (TypeError, ValueError):
        raise _not_text() from None
    return document


def check_length(fields: Mapping[str, Any]) -> None:
    """Raise BadInput for a text that is a book: every save writes the whole plan."""
    for name, value in fields.items():
        texts = value.values() if isinstance(value, dict) else [value]
        if any(isinstance(text, str) and len(text) > LONGEST_TEXT for text in texts):
            raise BadInput(
                f"The {name.replace('_', ' ')} is longer than {LONGEST_TEXT:,} characters; "
                "nothing was saved.",
                "Keep it in a file, and say here where it is.",
                field=name,
            )


def check_text(text: str) -> None:
    """Raise BadInput for text that is not valid Unicode."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _not_text() from None


def _not_text() -> BadInput:
    return BadInput(
        "The text holds characters that are not valid Unicode.", "Write them another way."
    )

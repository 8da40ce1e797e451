"""Merging two copies of a plan that went their own ways: by record, then by field.

What one side changed counts; what both changed otherwise is decided by the later `updated`, and
what lost is told. Lists of words are joined as sets, mappings by key. An edit beats a delete. Both
orders give the same plan. (TRUST: the rules of the store.)
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import msgspec

from pmgoals.model.tables import TABLES, place_of
from pmgoals.storage.codec import Document, Head, Tables
from pmgoals.storage.merge_links import break_circles, bring_back_goals, bring_back_parts
from pmgoals.storage.merge_rules import (
    JOINED,
    STAMPS,
    TOGETHER,
    UNKNOWN,
    UNTOLD,
    stamp_of_change,
    was_edited,
)
from pmgoals.storage.merge_values import MISSING, both, both_went_on, is_set, joined_sets

Place = tuple[str, str, str]
"""Where a conflict is: the table, the record's id, the field."""


class Side(msgspec.Struct, frozen=True):
    """One copy of a plan."""

    tables: Tables
    """Its documents."""
    head: Head
    """What it says of itself: its generation and device break ties of the clock."""
    intact: bool = True
    """Whether it is as a pmgoals wrote it: a file edited by hand is not what its head says."""


class Conflict(msgspec.Struct, frozen=True, order=True):
    """A field that both sides changed, each in its own way."""

    table: str
    """The table."""
    id: str
    """Id of the record."""
    field: str
    """The field."""
    kept: str
    """What counts now, as JSON."""
    lost: str
    """What does not, as JSON."""
    both: bool = True
    """Whether both changed it; False where nothing tells which side did."""
    free: bool = True
    """Whether the other value can count; False for a link that would close a circle."""

    @property
    def place(self) -> Place:
        """The table, the record's id and the field."""
        return self.table, self.id, self.field


class Merged(msgspec.Struct, frozen=True):
    """What came of a merge."""

    tables: Tables
    """The documents."""
    conflicts: list[Conflict]
    """What both sides changed otherwise, in order."""
    revived: frozenset[str] = frozenset()
    """Ids of records that one side deleted and the other worked on: they stay."""


def merge(
    base: Tables | None, ours: Side, theirs: Side, turned: Collection[Place] = frozenset()
) -> Merged:
    """Return two copies of a plan as one; `base` is what both came from, None when not known.

    Without a base nothing is taken for removed, and every difference was changed on both sides.
    `turned` are places of conflicts in which the earlier change counts, as a person chose.
    """
    joiner = _Joiner(base or {}, ours, theirs, turned)
    names = dict.fromkeys([*TABLES, *sorted({*ours.tables, *theirs.tables})])
    tables: Tables = {}
    for name in names:
        documents = joiner.table(name)
        if documents or name in ours.tables or name in theirs.tables:
            tables[name] = documents
    bring_back_goals(tables, (ours.tables, theirs.tables), joiner.revived)
    bring_back_parts(tables, joiner.revived)
    for own, above in break_circles(tables.get("goals", {})):
        joiner.let_go(own, above)
    return Merged(tables, sorted(joiner.conflicts), frozenset(joiner.revived))


class _Joiner:
    """Joins record by record, and gathers what both sides changed."""

    def __init__(self, base: Tables, ours: Side, theirs: Side, turned: Collection[Place]) -> None:
        self._base, self._ours, self._theirs = base, ours, theirs
        self._turned = turned
        self.conflicts: list[Conflict] = []
        self.revived: dict[str, str] = {}
        """Stamps of deletions that gave way to an edit, by the record's id."""
        self._unsure: set[str] = set()
        """Ids of records of which no earlier state is known."""

    def table(self, name: str) -> dict[str, Document]:
        """Return the documents of a table: those of the base first, then the new ones by stamp.

        What one step made keeps the order that it has on its side.
        """
        base, ours, theirs = (
            side.get(name, {}) for side in (self._base, self._ours.tables, self._theirs.tables)
        )
        found: dict[str, Document] = {}
        for key in {*ours, *theirs}:
            document = self._record(
                name, base.get(key, MISSING), ours.get(key, MISSING), theirs.get(key, MISSING)
            )
            if document is not MISSING:
                found[key] = dict(document)
        order = {key: place for place, key in enumerate(base)}
        places: dict[str, tuple[int, int]] = {}
        for rank, side in enumerate(self._ranked()):
            for place, key in enumerate(side.tables.get(name, {})):
                places.setdefault(key, (rank, place))
        keys = sorted(
            found,
            key=lambda k: (order.get(k, len(order)), str(found[k].get("created", "")), places[k]),
        )
        return self._unique(name, {key: found[key] for key in keys})

    def _ranked(self) -> list[Side]:
        """Return both sides in an order that does not hang on which of them is ours."""
        return sorted((self._ours, self._theirs), key=_rank)

    def _record(self, table: str, base: Any, ours: Any, theirs: Any) -> Any:
        if ours is MISSING or theirs is MISSING:
            there = theirs if ours is MISSING else ours
            return MISSING if there == base else there  # one that was only removed stays removed
        if ours == theirs or theirs == base:
            return ours
        if ours == base:
            return theirs
        return self._fields(table, {} if base is MISSING else base, ours, theirs)

    def _fields(self, table: str, base: Document, ours: Document, theirs: Document) -> Document:
        """Return a record that both sides changed, field by field."""
        late, early = (ours, theirs) if self._is_later(ours, theirs) else (theirs, ours)
        if not base:
            self._unsure.add(str(late.get("id", "")))
        early, late = self._of_one_side(table, base, late, early)
        early, late = both_went_on(table, base, early, late)
        found: Document = {}
        unsaid = MISSING if base else UNKNOWN
        for name in dict.fromkeys([*late, *early]):
            before = base.get(name, unsaid)
            last, first = late.get(name, MISSING), early.get(name, MISSING)
            if name in STAMPS:
                value = last
            elif name == "created" and MISSING not in (last, first):
                value = min(last, first)
            else:
                value = self._joined((table, late, name), before, last, first)
            if value is not MISSING:
                found[name] = value
        if "deleted" in found and was_edited(base, late, early):
            self.revived[str(late.get("id", ""))] = str(found.pop("deleted"))
        return found

    def _of_one_side(
        self, table: str, base: Document, late: Document, early: Document
    ) -> tuple[Document, Document]:
        """Return the earlier and the later side, alike in fields that say one thing together."""
        for group in TOGETHER.get(table, ()):
            before, last, first = (
                tuple(side.get(name, MISSING) for name in group) for side in (base, late, early)
            )
            if last in (first, before) or first == before:
                continue
            named = next(n for n, k, f in zip(group, last, first, strict=True) if k != f)
            if self._settle(
                table, late, named, late.get(named, MISSING), early.get(named, MISSING)
            ):
                late = _with(late, group, early)
            else:
                early = _with(early, group, late)
        return early, late

    def _joined(self, place: tuple[str, Document, str], base: Any, last: Any, first: Any) -> Any:
        """Return a value that two sides hold; where both changed it, the later one counts.

        `place` is the table, the record and the field, for what is told.
        """
        if last == first or first == base:
            return last
        if last == base:
            return first
        table, record, field = place
        if isinstance(last, dict) and isinstance(first, dict):
            held = base if isinstance(base, dict) else {}
            found = {}
            for key in dict.fromkeys([*last, *first]):
                sides = (side.get(key, MISSING) for side in (held, last, first))
                value = self._joined((table, record, f"{field}.{key}"), *sides)
                if value is not MISSING:
                    found[key] = value
            return found
        if is_set(last) and is_set(first):
            return joined_sets(base if isinstance(base, list) else [], last, first)
        if field.startswith("answers.") and isinstance(last, str) and isinstance(first, str):
            lines = base.split("\n") if isinstance(base, str) else []
            return "\n".join(joined_sets(lines, last.split("\n"), first.split("\n")))
        if field != "deleted" and self._settle(table, record, field, last, first):
            return first
        return last

    def _is_later(self, ours: Document, theirs: Document) -> bool:
        """Tell whether our copy of a record was written last; ties go by generation and device."""
        one, two = self._ours.head, self._theirs.head
        mine = (str(ours.get("updated", "")), one.generation, one.device, _json(ours))
        other = (str(theirs.get("updated", "")), two.generation, two.device, _json(theirs))
        return mine >= other

    def let_go(self, own: str, above: str) -> None:
        """Note that a goal is no longer a part of another; nobody can choose otherwise."""
        both = own not in self._unsure
        self.conflicts.append(Conflict("goals", own, "parent", "", _json(above), both, free=False))

    def _settle(self, table: str, record: Document, field: str, last: Any, first: Any) -> bool:
        """Note a conflict, and tell whether the earlier of the two values was chosen."""
        if field.partition(".")[0] in UNTOLD:
            return False
        own = str(record.get("id", ""))
        turned = (table, own, field) in self._turned
        kept, lost = (first, last) if turned else (last, first)
        both = own not in self._unsure
        self.conflicts.append(Conflict(table, own, field, _json(kept), _json(lost), both))
        return turned

    # ---- one of a kind ----

    def _unique(self, table: str, documents: dict[str, Document]) -> dict[str, Document]:
        """Join records that both sides made for the same place; the first one made stays."""
        kind = TABLES.get(table)
        places: dict[tuple[Any, ...], list[str]] = {}
        for key, document in documents.items():
            place = place_of(kind, document.get) if kind else None
            if place is not None and "deleted" not in document:
                places.setdefault(place, []).append(key)
        for keys in places.values():
            first, *others = sorted(keys, key=lambda k: (*_stamp(documents[k]), k))
            for other in others:
                documents[first] = self._one(table, documents[first], documents[other])
                gone = max(documents[first]["updated"], documents[other]["updated"])
                documents[other] = documents[other] | {"deleted": gone}
        return documents

    def _one(self, table: str, first: Document, second: Document) -> Document:
        """Return two records for one place as one, under the id of the first."""
        late, early = (second, first) if stamp_of_change(second) >= stamp_of_change(first) else (
            first, second)  # fmt: skip
        early, late = self._of_one_side(table, {}, late, early)
        found = dict(first)
        for name in dict.fromkeys([*first, *second]):
            last, before = late.get(name, MISSING), early.get(name, MISSING)
            if name in ("id", "created"):
                continue
            if last == before:
                found[name] = last
                continue
            if name in JOINED.get(table, ()):
                found[name] = both(first.get(name, MISSING), second.get(name, MISSING))
                continue
            if MISSING in (last, before):  # only one of them says anything
                found[name] = before if last is MISSING else last
            elif name in STAMPS or name == "on":
                found[name] = last
            else:
                found[name] = self._joined((table, first, name), MISSING, last, before)
        return {name: value for name, value in found.items() if value is not MISSING}


def _rank(side: Side) -> tuple[int, str, str, str, str]:
    head = side.head
    last_word = "" if head.checksum else _json(side.tables)  # heads that were not saved say less
    return head.generation, head.saved, head.device, head.checksum, last_word


def _stamp(document: Document) -> tuple[str, str]:
    return str(document.get("created", "")), str(document.get("id", ""))


def _with(document: Document, names: tuple[str, ...], other: Document) -> Document:
    """Return a document with some fields as they are in another one, also where they are none."""
    found = {name: value for name, value in document.items() if name not in names}
    return found | {name: other[name] for name in names if name in other}


def _json(value: Any) -> str:
    if value is MISSING:
        return ""
    return msgspec.json.encode(value, order="sorted").decode()


def comes_from(side: Side, state: Side) -> bool:
    """Tell whether a copy is a state or came from it, as its head says."""
    mark = state.head.mark if state.intact else ""
    return bool(mark) and mark in (side.head.mark, *side.head.ancestors)

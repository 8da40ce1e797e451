"""Merging two copies of a plan that went their own ways: by record, then by field.

What one side changed counts; what both changed otherwise is decided by the later `updated`, and
what lost is told. Lists of words are joined as sets, mappings by key. An edit beats a delete. Both
orders give the same plan. (TRUST: the rules of the store.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from pmgoals.model.tables import TABLES
from pmgoals.storage.codec import Document, Head, Tables

MISSING: Any = object()
"""Stands where a field or a record is not there."""

STAMPS = ("updated", "zone")
"""Fields that follow the side that was written last."""

ONE_OF_A_KIND: dict[str, tuple[str, ...]] = {
    "journal": ("week",),
    "checkins": ("goal", "week"),
    "reviews": ("kind", "period"),
    "profile": (),
    "ladder": (),
}
"""Tables in which a plan holds one alive record for the same values of these fields."""

JOINED = {"journal": ("answers", "text"), "checkins": ("note",)}
"""Fields whose words are both kept when the same place was written on both sides."""


class Side(msgspec.Struct, frozen=True):
    """One copy of a plan."""

    tables: Tables
    """Its documents."""
    head: Head
    """What it says of itself: its generation and device break ties of the clock."""


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


class Merged(msgspec.Struct, frozen=True):
    """What came of a merge."""

    tables: Tables
    """The documents."""
    conflicts: list[Conflict]
    """What both sides changed otherwise, in order."""


def merge(base: Tables | None, ours: Side, theirs: Side) -> Merged:
    """Return two copies of a plan as one; `base` is what both came from, None when not known.

    Without a base nothing is taken for removed, and every difference was changed on both sides.
    """
    joiner = _Joiner(base or {}, ours, theirs)
    names = dict.fromkeys([*TABLES, *sorted({*ours.tables, *theirs.tables})])
    tables: Tables = {}
    for name in names:
        documents = joiner.table(name)
        if documents or name in ours.tables or name in theirs.tables:
            tables[name] = documents
    return Merged(tables, sorted(joiner.conflicts))


class _Joiner:
    """Joins record by record, and gathers what both sides changed."""

    def __init__(self, base: Tables, ours: Side, theirs: Side) -> None:
        self._base, self._ours, self._theirs = base, ours, theirs
        self.conflicts: list[Conflict] = []

    def table(self, name: str) -> dict[str, Document]:
        """Return the documents of a table: those of the base first, then the new ones by stamp."""
        base, ours, theirs = (
            side.get(name, {}) for side in (self._base, self._ours.tables, self._theirs.tables)
        )
        found: dict[str, Document] = {}
        for key in {*ours, *theirs}:
            document = self._record(
                name, base.get(key, MISSING), ours.get(key, MISSING), theirs.get(key, MISSING)
            )
            if document is not MISSING:
                found[key] = document
        order = {key: place for place, key in enumerate(base)}
        keys = sorted(found, key=lambda k: (order.get(k, len(order)), *_stamp(found[k]), k))
        return self._unique(name, {key: found[key] for key in keys})

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
        found: Document = {}
        for name in dict.fromkeys([*late, *early]):
            before, last, first = (side.get(name, MISSING) for side in (base, late, early))
            value = last if name in STAMPS else _joined(before, last, first)
            if value is _CONFLICT:
                value = last
                if name != "deleted":
                    self._tell(table, late, name, last, first)
            if value is not MISSING:
                found[name] = value
        if "deleted" in found and _was_edited(base, late, early):
            del found["deleted"]
        return found

    def _is_later(self, ours: Document, theirs: Document) -> bool:
        """Tell whether our copy of a record was written last; ties go by generation and device."""
        one, two = self._ours.head, self._theirs.head
        mine = (str(ours.get("updated", "")), one.generation, one.device, _json(ours))
        other = (str(theirs.get("updated", "")), two.generation, two.device, _json(theirs))
        return mine >= other

    def _tell(self, table: str, record: Document, field: str, kept: Any, lost: Any) -> None:
        own = str(record.get("id", ""))
        self.conflicts.append(Conflict(table, own, field, _json(kept), _json(lost)))

    # ---- one of a kind ----

    def _unique(self, table: str, documents: dict[str, Document]) -> dict[str, Document]:
        """Join records that both sides made for the same place; the first one made stays."""
        fields = ONE_OF_A_KIND.get(table)
        if fields is None:
            return documents
        places: dict[tuple[Any, ...], list[str]] = {}
        for key, document in documents.items():
            if "deleted" not in document:
                places.setdefault(tuple(document.get(f) for f in fields), []).append(key)
        for keys in places.values():
            first, *others = sorted(keys, key=lambda k: (*_stamp(documents[k]), k))
            for other in others:
                documents[first] = self._one(table, documents[first], documents[other])
                gone = max(documents[first]["updated"], documents[other]["updated"])
                documents[other] = documents[other] | {"deleted": gone}
        return documents

    def _one(self, table: str, first: Document, second: Document) -> Document:
        """Return two records for one place as one, under the id of the first."""
        late, early = (second, first) if _stamp_of_change(second) >= _stamp_of_change(first) else (
            first, second)  # fmt: skip
        found = dict(first)
        for name in dict.fromkeys([*first, *second]):
            last, before = late.get(name, MISSING), early.get(name, MISSING)
            if name in ("id", "created") or last == before:
                continue
            if name in JOINED.get(table, ()):
                found[name] = _both(first.get(name, MISSING), second.get(name, MISSING))
                continue
            value = _joined(MISSING, last, before)
            if value is _CONFLICT:
                value = last
                if name not in STAMPS and name != "on":
                    self._tell(table, first, name, last, before)
            found[name] = value
        return {name: value for name, value in found.items() if value is not MISSING}


_CONFLICT: Any = object()


def _joined(base: Any, last: Any, first: Any) -> Any:
    """Return a value that two sides hold, `_CONFLICT` when both changed it otherwise."""
    if last == first or first == base:
        return last
    if last == base:
        return first
    if isinstance(last, dict) and isinstance(first, dict):
        return _joined_maps(base if isinstance(base, dict) else {}, last, first)
    if _is_set(last) and _is_set(first):
        return _joined_sets(base if isinstance(base, list) else [], last, first)
    if MISSING in (last, first) and base is MISSING:
        return first if last is MISSING else last  # only one side says anything
    return _CONFLICT


def _joined_maps(base: Mapping[str, Any], last: Mapping[str, Any], first: Mapping[str, Any]) -> Any:
    found = {}
    for key in dict.fromkeys([*last, *first]):
        value = _joined(*(side.get(key, MISSING) for side in (base, last, first)))
        if value is _CONFLICT:
            return _CONFLICT
        if value is not MISSING:
            found[key] = value
    return found


def _joined_sets(base: list[Any], last: list[Any], first: list[Any]) -> list[Any]:
    """Return the entries of both without those that one of them removed."""
    removed = [entry for entry in base if entry not in last or entry not in first]
    every = dict.fromkeys([*last, *first])
    return [entry for entry in every if entry not in removed]


def _is_set(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)


def _both(first: Any, second: Any) -> Any:
    """Return words of two places together: texts under each other, mappings key by key."""
    if first is MISSING or second is MISSING:
        return second if first is MISSING else first
    if isinstance(first, dict) and isinstance(second, dict):
        keys = dict.fromkeys([*first, *second])
        return {k: _both(first.get(k, MISSING), second.get(k, MISSING)) for k in keys}
    if not isinstance(first, str) or not isinstance(second, str) or second in first:
        return first
    return second if first in second else f"{first}\n{second}"


def _was_edited(base: Document, late: Document, early: Document) -> bool:
    """Tell whether one side deleted what the other changed: the edit counts."""
    deleted = [side for side in (late, early) if "deleted" in side]
    edited = [side for side in (late, early) if "deleted" not in side]
    if len(deleted) != 1 or not base or "deleted" in base:
        return False
    return any(
        edited[0].get(name, MISSING) != base.get(name, MISSING)
        for name in {*edited[0], *base} - set(STAMPS)
    )


def _stamp(document: Document) -> tuple[str, str]:
    return str(document.get("created", "")), str(document.get("id", ""))


def _stamp_of_change(document: Document) -> tuple[str, str]:
    return str(document.get("updated", "")), str(document.get("id", ""))


def _json(value: Any) -> str:
    if value is MISSING:
        return ""
    return msgspec.json.encode(value, order="sorted").decode()


def common_base(candidates: Iterable[Tables], ours: Tables, theirs: Tables) -> Tables | None:
    """Return the first of some earlier states that both copies can have come from; None for none.

    A state that holds a record which one of the copies does not is none: what was made on one side
    after they parted would be taken for removed on the other.
    """
    for state in candidates:
        if all(_can_come_from(state, copy) for copy in (ours, theirs)):
            return state
    return None


def _can_come_from(state: Tables, copy: Tables) -> bool:
    for name, documents in state.items():
        there = copy.get(name, {})
        for key, document in documents.items():
            now = there.get(key)
            if now is None:
                return False
            if now != document and str(now.get("updated", "")) <= str(document.get("updated", "")):
                return False
    return True

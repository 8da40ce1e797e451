"""Which record lives in which table, and the letter its ids begin with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pmgoals.model.checkin import Checkin
from pmgoals.model.competency import Assessment, Profile
from pmgoals.model.goal import Easing, Goal, IfThen, LedgerEntry
from pmgoals.model.journal import Evidence, JournalEntry
from pmgoals.model.ladder import OwnLadder
from pmgoals.model.learning import LearningActivity, ReadingItem
from pmgoals.model.measure import Measure, Reading
from pmgoals.model.milestone import Milestone
from pmgoals.model.record import Record
from pmgoals.model.reflection import Priority, Reflection, Signal
from pmgoals.model.review import Review
from pmgoals.model.theme import Theme

TABLES: dict[str, type[Record]] = {
    "profile": Profile,
    "ladder": OwnLadder,
    "reflections": Reflection,
    "priorities": Priority,
    "assessments": Assessment,
    "themes": Theme,
    "goals": Goal,
    "measures": Measure,
    "readings": Reading,
    "milestones": Milestone,
    "if_then": IfThen,
    "checkins": Checkin,
    "journal": JournalEntry,
    "learning": LearningActivity,
    "reading_list": ReadingItem,
    "signals": Signal,
    "evidence": Evidence,
    "reviews": Review,
    "ledger": LedgerEntry,
    "easings": Easing,
}
"""Record types by table name, in the order the file keeps them."""

LETTERS: dict[type[Record], str] = {
    Profile: "o",
    Reflection: "r",
    Priority: "p",
    Assessment: "a",
    Theme: "t",
    Goal: "g",
    Measure: "k",
    Reading: "v",
    Milestone: "m",
    IfThen: "i",
    Checkin: "c",
    JournalEntry: "j",
    LearningActivity: "l",
    Evidence: "e",
    Review: "w",
    LedgerEntry: "h",
    Easing: "n",
    OwnLadder: "x",
    ReadingItem: "b",
    Signal: "s",
}
"""First letter of the ids of each record type."""

ONE_OF_A_KIND: dict[type[Record], tuple[str, ...]] = {
    JournalEntry: ("week",),
    Checkin: ("goal", "week"),
    Review: ("kind", "period"),
    Profile: (),
    OwnLadder: (),
    Milestone: ("origin",),
    LearningActivity: ("origin",),
    Evidence: ("origin",),
}
"""Records of which a plan holds one alive for the same values of these fields."""

TABLE_OF: dict[type[Record], str] = {kind: name for name, kind in TABLES.items()}
"""Table name by record type."""

DRAFT_LETTER = "d"
"""First letter of a draft's id; drafts have files of their own."""


def place_of(kind: type[Record], value: Callable[[str], Any]) -> tuple[Any, ...] | None:
    """Return the place of which a plan holds one record alive, None where it may hold many.

    `value` gives a field of the record. What is empty is no place: most records have no origin.
    """
    fields = ONE_OF_A_KIND.get(kind)
    found = None if fields is None else tuple(map(value, fields))
    return None if found is not None and any(part in (None, "") for part in found) else found

"""Finding a record by what a person types: its id, a prefix of it, or part of its title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from pmgoals.errors import AmbiguousName, NotFound
from pmgoals.model import ids
from pmgoals.model.amounts import shown
from pmgoals.model.checkin import Checkin
from pmgoals.model.competency import Assessment, Profile
from pmgoals.model.goal import Easing, Goal, IfThen, LedgerEntry
from pmgoals.model.journal import Evidence, JournalEntry
from pmgoals.model.ladder import OwnLadder
from pmgoals.model.learning import LearningActivity, ReadingItem
from pmgoals.model.measure import Measure, Reading
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan
from pmgoals.model.record import Record
from pmgoals.model.reflection import Priority, Reflection, Signal
from pmgoals.model.review import Review
from pmgoals.model.theme import Theme

R = TypeVar("R", bound=Record)


class Named(Protocol):
    """What has an id and something it is called: a record, or a draft of one."""

    @property
    def id(self) -> str:
        """Its id."""


N = TypeVar("N", bound=Named)

LEAST_PREFIX = 3
"""Characters of an id that are enough to name it, its kind's letter included."""

WORDS: dict[type[Record], str] = {
    Goal: "goal",
    Milestone: "milestone",
    Measure: "measure",
    Reading: "reading",
    LearningActivity: "learning activity",
    Evidence: "evidence",
    ReadingItem: "reading list item",
    Signal: "signal",
    Priority: "priority",
    Theme: "theme",
    Reflection: "reflection",
    JournalEntry: "journal entry",
    Checkin: "check-in",
    Review: "review",
}
"""What a person calls each kind; also the kinds that can be named at all."""

OTHER_WORDS: dict[type[Record], str] = {
    Profile: "place on the ladder",
    OwnLadder: "ladder",
    Assessment: "rating",
    IfThen: "if-then plan",
    LedgerEntry: "ledger entry",
    Easing: "easier promise",
}
"""What a person calls the kinds that have no names."""


def find(plan: Plan, kind: type[R], name: str) -> R:
    """Return the alive record of a kind that `name` means.

    NotFound when none does; AmbiguousName, with the matches, when several do. A whole id wins over
    an exact title, that over the start of an id, and that over a title that only contains the
    words; open goals win over closed ones.
    """
    return _one(list(plan.alive(kind).values()), name, WORDS[kind], plan)


def find_any(plan: Plan, name: str, kinds: Sequence[type[Record]] | None = None) -> Record:
    """Return the alive record of any kind that `name` means; errors as for `find`."""
    records: list[Record] = []
    for kind in kinds or WORDS:
        records += plan.alive(kind).values()
    return _one(records, name, "entry", plan)


def find_among(records: Sequence[N], name: str, word: str) -> N:
    """Return the one of some records, or drafts, that `name` means; `word` is for messages."""
    return _one(records, name, word)


def title_of(record: Named) -> str:
    """Return what a record is called."""
    for field in ("title", "name", "cue", "competency", "text", "note", "week", "period", "field"):
        value = getattr(record, field, "")
        if value:
            return str(value)
    return record.id


def placed(record: Named, plan: Plan | None) -> str:
    """Return a record's title, with the goal it is of: titles of milestones are often alike."""
    goal = plan.goals.get(getattr(record, "goal", "") or "") if plan else None
    return f"{title_of(record)} ({goal.title})" if goal else title_of(record)


def says_itself(milestone: Milestone) -> bool:
    """Tell whether a milestone's title is more than a phase that any goal may have."""
    from pmgoals import knowledge  # the quick commands have no use for it

    phases = [phase for shape in knowledge.shapes().values() for phase in shape]
    phases += knowledge.stakeholder_phases()
    return milestone.title not in {phase.title for phase in phases}


def told_apart(milestone: Milestone, plan: Plan) -> str:
    """Return a milestone's title, with its goal where the title does not say enough itself."""
    goal = plan.alive(Goal).get(milestone.goal)
    if goal is None or says_itself(milestone):
        return milestone.title
    return f"{milestone.title}: {goal.title}"


def short_ids(records: Iterable[Named]) -> dict[str, str]:
    """Return the shortest unique prefix of each record's id, by id."""
    every = sorted(record.id for record in records)
    return {own: ids.short(own, every[max(0, at - 1) : at + 2]) for at, own in enumerate(every)}


def _one(records: Sequence[N], name: str, word: str, plan: Plan | None = None) -> N:
    found = _matches(records, name)
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(
            f"No {word} is called “{shown(name)}”.",
            "Use its id, the start of its id, or a part of its title.",
        )
    matches = [(record.id, placed(record, plan)) for record in found]
    raise AmbiguousName(
        f"“{shown(name)}” means {len(found)} different things.",
        "Use more of the title, or one of the ids.",
        matches,
    )


def _matches(records: Sequence[N], name: str) -> Sequence[N]:
    typed, words = ids.normalise(name), name.strip().casefold()
    if not words:
        return []
    by_id = [r for r in records if len(typed) >= LEAST_PREFIX and r.id.startswith(typed)]
    named = [record for record in by_id if record.id == typed]
    if named:
        return named
    titles = [(record, title_of(record).casefold()) for record in records]
    exact = [record for record, title in titles if title.strip() == words]
    if by_id and not exact:
        return by_id
    found = exact or [record for record, title in titles if words in title]
    if len(found) > 1:
        found = [r for r in found if getattr(r, "state", "") != "closed"] or found
    return found

"""The reading list: what is to be learned from, what is under way, what is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from pmgoals.errors import BadInput
from pmgoals.model.learning import LearningActivity, ReadingItem, ReadingState
from pmgoals.model.plan import Plan
from pmgoals.services import checks
from pmgoals.services.names import find
from pmgoals.services.service import Service, needed, quoted

EXAMPLE = "Talk on pricing experiments"

STATES: dict[ReadingState, str] = {"doing": "under way", "planned": "planned", "done": "done"}
"""What each state is called, in the order in which the list is read."""


class ItemFields(TypedDict, total=False):
    """What an item holds beside its title; what each is, the record says."""

    kind: str
    competency: str
    goal: str | None
    link: str
    why: str
    minutes: int


class ReadingFields(ItemFields, total=False):
    """What an edit of an item may change."""

    title: str


class ReadingList(Service):
    """What is on the reading list."""

    def items(self, *, done: bool = True) -> list[ReadingItem]:
        """Return the list: what is under way, what is planned, then (with `done`) what is done."""
        found = [i for i in self._planner.plan.reading_list if done or i.state != "done"]
        order = list(STATES)
        return sorted(found, key=lambda item: order.index(item.state))

    def add(self, title: str, **fields: Unpack[ItemFields]) -> ReadingItem:
        """Put something on the list. BadInput without a title or for a value out of range.

        `kind` and `competency` are keys; `goal` is an id; `minutes` 0 or more.
        """
        kept = needed(title, "The title", EXAMPLE)
        given = checks.editable(fields, ItemFields.__optional_keys__, "reading list item")
        with self._planner.change(f"put {quoted(kept)} on the reading list") as tx:
            _check(given, tx.plan)
            return tx.add(ReadingItem, **given | {"title": kept, "on": self._planner.today})

    def edit(self, item_id: str, **fields: Unpack[ReadingFields]) -> ReadingItem:
        """Change an item. BadInput as for a new one; NotFound or AmbiguousName for the name."""
        given = checks.editable(fields, ReadingFields.__optional_keys__, "reading list item")
        if "title" in given:
            given["title"] = needed(given["title"], "The title", EXAMPLE)
        with self._planner.change("edited the reading list") as tx:
            there = find(tx.plan, ReadingItem, item_id)
            _check(checks.differing(there, given), tx.plan)
            return tx.change(there, **given)

    def start(self, item_id: str) -> ReadingItem:
        """Begin an item. BadInput for one that is under way or done already."""
        with self._planner.change("began something on the reading list") as tx:
            there = find(tx.plan, ReadingItem, item_id)
            if there.state != "planned":
                said = f"{quoted(there.title)} is {STATES[there.state]} already."
                raise BadInput(said, "Nothing was changed.")
            return tx.change(there, state="doing", started_on=self._planner.today)

    def put_back(self, item_id: str) -> ReadingItem:
        """Plan an item again that was begun. BadInput for one that is done or not begun."""
        with self._planner.change("put something back on the reading list") as tx:
            there = find(tx.plan, ReadingItem, item_id)
            if there.state != "doing":
                said = f"{quoted(there.title)} is {STATES[there.state]}."
                raise BadInput(said, "Nothing was changed.")
            return tx.change(there, state="planned", started_on=None)

    def finish(
        self,
        item_id: str,
        *,
        minutes: int | None = None,
        takeaway: str = "",
        rating: int | None = None,
    ) -> LearningActivity:
        """Finish an item and log it as learning, in one step; `minutes` defaults to its own.

        BadInput for one that is done, negative minutes or a rating outside 1-5; NotFound or
        AmbiguousName for the name.
        """
        if rating is not None and not 1 <= rating <= 5:
            said = f"A rating of {rating} is not known; it takes 1 to 5."
            raise BadInput(said, "Nothing was saved.")
        today = self._planner.today
        with self._planner.change("finished something on the reading list") as tx:
            there = find(tx.plan, ReadingItem, item_id)
            if there.state == "done":
                raise BadInput(f"{quoted(there.title)} is done already.", "Nothing was changed.")
            taken = there.minutes if minutes is None else minutes
            _check({"minutes": taken}, tx.plan)
            activity = tx.add(
                LearningActivity,
                title=there.title,
                on=today,
                kind=there.kind,
                minutes=taken,
                competency=there.competency,
                goal=there.goal if there.goal in tx.plan.goals else None,
                takeaway=takeaway.strip(),
                link=there.link,
                rating=rating,
            )
            started = there.started_on or today
            tx.change(there, state="done", started_on=started, done_on=today, activity=activity.id)
            return activity


def _check(given: Mapping[str, Any], plan: Plan) -> None:
    """Raise BadInput for the first value that an item cannot have."""
    if given.get("minutes", 0) < 0:
        raise BadInput("Minutes cannot be negative.", "Write them like 45m or 1h30.")
    checks.learning_kind(given.get("kind", checks.DEFAULT_LEARNING))
    checks.competency(plan, given.get("competency", ""))
    checks.goal(plan, given.get("goal"))

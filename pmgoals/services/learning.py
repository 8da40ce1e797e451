"""Learn: the log of what was learned, and the time given to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from pmgoals.errors import BadInput
from pmgoals.model.calendar import Week
from pmgoals.model.journal import Evidence
from pmgoals.model.learning import LearningActivity, Recalled
from pmgoals.model.plan import Plan
from pmgoals.services import checks
from pmgoals.services.names import find
from pmgoals.services.recall import call_of
from pmgoals.services.service import Service, needed, quoted
from pmgoals.storage.transaction import Transaction

EXAMPLE = "Interviewed two churned accounts 45m"


class LearningFields(TypedDict, total=False):
    """What an edit of a learning activity may change; what each holds, the record says."""

    title: str
    on: dt.date
    kind: str
    minutes: int
    competency: str
    goal: str | None
    takeaway: str
    link: str
    rating: int | None
    applied_in: str


class LearningLog(Service):
    """The learning log."""

    def log(
        self,
        title: str,
        *,
        minutes: int = 0,
        kind: str = checks.DEFAULT_LEARNING,
        competency: str = "",
        goal: str | None = None,
        on: dt.date | None = None,
        takeaway: str = "",
        link: str = "",
        rating: int | None = None,
        applied_in: str = "",
    ) -> LearningActivity:
        """Log a learning activity; BadInput for an empty title or a value out of range.

        `minutes` 0 or more; `kind` and `competency` are keys of `knowledge`; `goal` is an id; `on`
        is not later than today; `rating` 1-5.
        """
        kept = needed(title, "The activity", EXAMPLE)
        day = on or self._planner.today
        given: LearningFields = {"minutes": minutes, "rating": rating, "on": day, "kind": kind}
        given |= {"competency": competency, "goal": goal}
        given |= {"title": kept, "takeaway": takeaway, "link": link, "applied_in": applied_in}
        with self._planner.change(f"logged learning {quoted(kept)}") as tx:
            return log_activity(tx, given, self._planner.today)

    def edit(
        self, activity: LearningActivity, **fields: Unpack[LearningFields]
    ) -> LearningActivity:
        """Change an activity; BadInput as for a new one, or for a field that is not edited.

        NotFound when it was deleted meanwhile. What stands in it already may stay.
        """
        given = checks.editable(fields, LearningFields.__optional_keys__, "learning activity")
        if "title" in given:
            given["title"] = needed(given["title"], "The activity", EXAMPLE)
        with self._planner.change(f"edited learning {quoted(activity.title)}") as tx:
            there = find(tx.plan, LearningActivity, activity.id)
            return amend_activity(tx, there, given, self._planner.today)

    def use(
        self, activity_id: str, where: str, *, evidence: str = "", level: str = ""
    ) -> LearningActivity:
        """Say where an activity was used; with `evidence`, a kind of it, keep that as evidence too.

        The same use said again is the same piece of evidence. BadInput without a place, or for a
        kind or level that is not known; NotFound or AmbiguousName for the name.
        """
        kept = needed(where, "The place", "The price test of the Team plan", field="applied_in")
        with self._planner.change("used something learned") as tx:
            there = find(tx.plan, LearningActivity, activity_id)
            fields: dict[str, Any] = {"applied_in": kept}
            call = call_of(there, self._planner.today)
            if call is not None:
                fields["recalls"] = there.recalls | {str(call): "used"}
            if evidence:
                checks.evidence_kind(evidence)
                checks.level(tx.plan, level)
                fields["evidence"] = self._shown(tx, there, kept, evidence, level).id
            return tx.change(there, **fields)

    def _shown(
        self, tx: Transaction, used: LearningActivity, where: str, kind: str, level: str
    ) -> Evidence:
        """Keep a use as evidence; one that is kept already takes the kind and level said now."""
        before = tx.plan.alive(Evidence).get(used.evidence or "")
        if before and where.casefold() == used.applied_in.casefold():
            return tx.change(before, kind=kind, level=level or before.level)
        return tx.add(
            Evidence,
            title=where,
            kind=kind,
            on=self._planner.today,
            competency=used.competency,
            goal=used.goal if used.goal in tx.plan.goals else None,
            text=f"Learned from: {used.title}",
            level=level,
        )

    def take_back(self, activity_id: str) -> LearningActivity:
        """Take back that an activity was used: the place, the answer, and the evidence it became.

        BadInput where nothing says so; NotFound or AmbiguousName for the name.
        """
        with self._planner.change("took back that something learned was used") as tx:
            there = find(tx.plan, LearningActivity, activity_id)
            recalls = {call: said for call, said in there.recalls.items() if said != "used"}
            if not (there.applied_in or there.evidence) and recalls == there.recalls:
                said = f"Nothing says that {quoted(there.title)} was used."
                raise BadInput(said, "Nothing was changed.")
            shown = tx.plan.alive(Evidence).get(there.evidence or "")
            if shown:
                tx.trash(shown)
            return tx.change(there, applied_in="", evidence=None, recalls=recalls)

    def recall(self, activity_id: str, answer: Recalled) -> LearningActivity:
        """Say what became of a takeaway that asks: `not yet`, or `let go`; `use` says where.

        BadInput for one that does not ask today; NotFound or AmbiguousName for the name.
        """
        with self._planner.change("called a takeaway back to mind") as tx:
            there = find(tx.plan, LearningActivity, activity_id)
            call = call_of(there, self._planner.today)
            if call is None:
                raise BadInput("This takeaway does not ask today.", "Nothing was changed.")
            return tx.change(there, recalls=there.recalls | {str(call): answer})

    def minutes_in(self, week: Week) -> int:
        """Return the minutes logged in an ISO week."""
        days = (week.monday, week.sunday)
        return sum(a.minutes for a in self._planner.plan.learning if days[0] <= a.on <= days[1])


def log_activity(
    tx: Transaction, given: Mapping[str, Any], today: dt.date, **origin: Any
) -> LearningActivity:
    """Log an activity in an open transaction; the rules of `LearningLog.log`.

    `origin` are the fields that tell where it came from.
    """
    _check(given, tx.plan, today)
    texts = {name: given.get(name, "").strip() for name in ("takeaway", "link", "applied_in")}
    title = needed(given["title"], "The activity", EXAMPLE)
    return tx.add(LearningActivity, **{"on": today, **given, **texts, "title": title, **origin})


def amend_activity(
    tx: Transaction, there: LearningActivity, given: Mapping[str, Any], today: dt.date
) -> LearningActivity:
    """Change an activity in an open transaction; the rules of `LearningLog.edit`."""
    _check(checks.differing(there, given), tx.plan, today)
    return tx.change(there, **given)


def _check(given: Mapping[str, Any], plan: Plan, today: dt.date) -> None:
    """Raise BadInput for the first value that an activity cannot have."""
    minutes, rating, day = given.get("minutes", 0), given.get("rating"), given.get("on", today)
    if minutes < 0:
        raise BadInput("Minutes cannot be negative.", "Write them like 45m or 1h30.")
    if rating is not None and not 1 <= rating <= 5:
        raise BadInput(f"A rating of {rating} is not known; it takes 1 to 5.", "Nothing was saved.")
    if day > today:
        raise BadInput(
            "The day is still to come; the log holds what was done.", "Use today or earlier."
        )
    checks.learning_kind(given.get("kind", checks.DEFAULT_LEARNING))
    checks.competency(plan, given.get("competency", ""))
    checks.goal(plan, given.get("goal"))

"""Reviews as they are kept: the one of a period, under way or closed, and its answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmgoals.errors import BadInput
from pmgoals.model.past import PastPlan
from pmgoals.model.plan import Plan
from pmgoals.model.review import Review, ReviewKind
from pmgoals.services.service import Service
from pmgoals.storage.store import Transaction


class KeptReviews(Service):
    """The reviews of one kind; a period is its name, such as `FY26 Q4`."""

    KIND: ReviewKind

    def closed_one(self, period: str) -> Review | None:
        """Return the closed review of a period, None when there is none."""
        return next((review for review in self._found(period) if review.closed), None)

    def begun_one(self, period: str) -> Review | None:
        """Return the review of a period that was begun and not closed, None when there is none."""
        return next((review for review in self._found(period) if not review.closed), None)

    def _found(self, period: str) -> list[Review]:
        return reviews_of(self._planner.plan, self.KIND, period)

    def put(
        self,
        tx: Transaction,
        period: str,
        answers: Mapping[str, str] | None = None,
        **fields: Any,
    ) -> Review:
        """Keep answers and fields of a period's review, begun now if need be.

        An answer of only white space removes that answer; what is not given stays. BadInput for a
        period that was closed.
        """
        there = begun(tx.plan, self.KIND, period)
        if answers is not None:
            every = {**(there.answers if there else {}), **answers}
            fields["answers"] = {key: text for key, text in every.items() if text.strip()}
        if fields.get("closed"):
            fields["closed_at"] = tx.now
        if there is not None:
            on = {"on": self._planner.today} if fields.get("closed") else {}
            return tx.change(there, **on, **fields)
        return tx.add(Review, kind=self.KIND, period=period, on=self._planner.today, **fields)

    def known(self, closed: Review | None) -> Plan:
        """Return the plan as it was known when a review was closed; as it is without one."""
        plan = self._planner.plan
        return PastPlan(plan, closed.instant, closed.on) if closed else plan


def reviews_of(plan: Plan, kind: ReviewKind, period: str) -> list[Review]:
    """Return a period's reviews, latest first; another kind may bear the same name."""
    return [review for review in plan.reviews if (review.kind, review.period) == (kind, period)]


def begun(plan: Plan, kind: ReviewKind, period: str) -> Review | None:
    """Return a period's review if it was begun. BadInput for one that was closed."""
    found = reviews_of(plan, kind, period)
    if any(review.closed for review in found):
        raise BadInput(f"{period} was closed already.", "Undo the review to do it again.")
    return found[0] if found else None

"""The annual review: the fiscal year in one page, and the direction of the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model.calendar import Quarter, year_from
from pmgoals.model.reflection import Priority
from pmgoals.model.review import Review
from pmgoals.services.hindsight import Hindsight, look
from pmgoals.services.journal import items_of
from pmgoals.services.kept_reviews import KeptReviews
from pmgoals.services.periods import Period, look_back

OPENS = dt.timedelta(weeks=4)
"""How long before the year's end its review opens: planning of the next one begins then."""

SEASONED = dt.timedelta(weeks=13)
"""How long goals must have run in a year before it is worth a review of its own."""

STAYS = dt.timedelta(weeks=6)
"""How long into the next year the last one is still asked for."""


class Year(msgspec.Struct, frozen=True, order=True):
    """One fiscal year."""

    number: int
    """Its name in full, 2026 for FY26."""
    quarters: tuple[Quarter, Quarter, Quarter, Quarter]
    """Its quarters."""

    @property
    def first(self) -> dt.date:
        """The first day."""
        return self.quarters[0].start

    @property
    def last(self) -> dt.date:
        """The last day."""
        return self.quarters[3].end

    def __str__(self) -> str:
        return str(self.quarters[0]).partition(" ")[0]


class Years(KeptReviews):
    """The annual reviews."""

    KIND = "annual"

    def year(self, number: int) -> Year:
        """Return the fiscal year of a name."""
        one, two, three, four = (self._planner.calendar.quarter(number, n) for n in (1, 2, 3, 4))
        return Year(number, (one, two, three, four))

    def parse(self, text: str) -> Year:
        """Read `FY26`, `2026`, `this year` or `last year`; BadInput otherwise."""
        words = " ".join(text.lower().split())
        steps = {"": 0, "this year": 0, "last year": -1, "next year": 1}
        if words in steps:
            return self.year(self._planner.quarter.year + steps[words])
        digits = words.removeprefix("fy").strip()
        if not (digits.isascii() and digits.isdecimal() and len(digits) in (2, 4)):
            raise BadInput(f"“{text[:40]}” is not a year.", "Write a fiscal year like FY26.")
        return self.year(year_from(digits))

    def year_to_review(self) -> Year:
        """Return the year to look back on: the last one until it was closed, early in the next."""
        now = self.year(self._planner.quarter.year)
        last = self.year(now.number - 1)
        early = self._planner.today < now.first + STAYS
        if early and self.of(last) is None and self._had_goals(last):
            return last
        return now

    def is_due(self) -> bool:
        """Tell whether an annual review is open and nobody held it."""
        year = self.year_to_review()
        open_now = self._planner.today >= self.opens(year)
        return open_now and self._had_goals(year) and self.of(year) is None

    def _had_goals(self, year: Year) -> bool:
        """Tell whether goals ran in the year long enough, one after the other or side by side."""
        days: set[int] = set()
        for goal in self._planner.plan.goals.values():
            first = max(goal.start, year.first).toordinal()
            last = min(goal.closed_on or year.last, year.last).toordinal()
            days.update(range(first, last + 1))
        return len(days) >= SEASONED.days

    def opens(self, year: Year) -> dt.date:
        """Return the day a year's review opens."""
        return year.last - OPENS

    def of(self, year: Year) -> Review | None:
        """Return the closed review of a year, None when there is none."""
        return self.closed_one(str(year))

    def under_way(self, year: Year) -> Review | None:
        """Return the review of a year that was begun and not closed, None when there is none."""
        return self.begun_one(str(year))

    def facts(self, year: Year) -> Period:
        """Return what is known of a year; once closed, what was known then."""
        closed = self.of(year)
        on = closed.on if closed else None
        return look_back(
            self._planner, self.known(closed), str(year), year.first, year.last, on, settled=True
        )

    def hindsight(self, year: Year) -> Hindsight:
        """Return what confidence and dates were worth; once closed, as it was known then."""
        return look(self._planner, self.known(self.of(year)))

    def quarterly(self, year: Year) -> list[Review]:
        """Return the closed quarterly reviews of a year, earliest first."""
        names = [str(quarter) for quarter in year.quarters]
        found = [r for r in self._planner.plan.reviews if r.kind == "quarterly" and r.closed]
        return sorted((r for r in found if r.period in names), key=lambda r: names.index(r.period))

    def keep(self, year: Year, answers: Mapping[str, str]) -> Review:
        """Keep answers; an answer of only white space removes it. BadInput for a closed year."""
        with self._planner.change(f"went on with the review of {year}") as tx:
            return self.put(tx, str(year), answers)

    def close(self, year: Year, answers: Mapping[str, str] | None = None) -> Review:
        """Close a year; what is to be left alone joins the not-doing list, once.

        BadInput for a year that was closed already, or that has not begun.
        """
        if year.first > self._planner.today:
            raise BadInput(f"{year} has not begun.", "Nothing was changed.")
        with self._planner.change(f"closed the review of {year}") as tx:
            review = self.put(tx, str(year), answers or {}, closed=True)
            known = {item.title.casefold() for item in tx.plan.not_doing}
            rank = max((item.rank for item in tx.plan.not_doing), default=0)
            for title in items_of(review.answers.get("not_again", "")):
                if title.casefold() not in known:
                    rank += 1
                    known.add(title.casefold())
                    tx.add(Priority, title=title, why=f"left alone after {year}", rank=rank,
                           not_doing=True)  # fmt: skip
            return review

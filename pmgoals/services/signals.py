"""Signals: what is gathered between two reflections, of the market, of people, of feedback."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict, Unpack, get_args

from pmgoals.errors import BadInput
from pmgoals.model.reflection import Signal, SignalKind
from pmgoals.services import checks
from pmgoals.services.choices import one_of
from pmgoals.services.names import find
from pmgoals.services.service import Service, needed, quoted

EXAMPLES: dict[SignalKind, str] = {
    "market": "Two competitors price by seat now",
    "person": "Head of data at the partner",
    "feedback": "I hear about changes too late",
}
"""A first entry of each kind."""

WORDS: dict[SignalKind, str] = {
    "market": "market signal",
    "person": "person",
    "feedback": "feedback",
}
"""What one entry is called."""


class SignalFields(TypedDict, total=False):
    """What an edit of a signal may change; what each holds, the record says."""

    title: str
    text: str
    on: dt.date
    again_on: dt.date | None
    link: str


A_WEEK = dt.timedelta(weeks=1)
"""The shortest time after which something that was come back to comes again."""


class Signals(Service):
    """Market signals, people and feedback, with their days."""

    def of(self, kind: SignalKind) -> list[Signal]:
        """Return the entries of a kind, latest first; people to get in touch with come first."""
        found = [signal for signal in self._planner.plan.signals if signal.kind == kind]
        return sorted(found, key=lambda s: s.again_on or dt.date.max)

    def due(self) -> list[Signal]:
        """Return what is to be looked at again by today, the longest due first."""
        today = self._planner.today
        found = [s for s in self._planner.plan.signals if s.again_on and s.again_on <= today]
        return sorted(found, key=lambda s: s.again_on or today)

    def add(
        self,
        kind: str,
        title: str,
        *,
        text: str = "",
        on: dt.date | None = None,
        again_on: dt.date | None = None,
        link: str = "",
    ) -> Signal:
        """Keep an entry. BadInput for another kind, without a title, or for a day still to come."""
        if kind not in get_args(SignalKind):
            raise BadInput("That is no kind of signal.", one_of(get_args(SignalKind), kind))
        known: SignalKind = kind  # type: ignore[assignment]
        kept = needed(title, f"The {WORDS[known]}", EXAMPLES[known])
        day = on or self._planner.today
        self._check(day)
        with self._planner.change(f"noted {WORDS[known]} {quoted(kept)}") as tx:
            return tx.add(
                Signal,
                kind=kind,
                title=kept,
                text=text.strip(),
                on=day,
                again_on=again_on,
                link=link.strip(),
            )

    def met(self, signal_id: str) -> Signal:
        """Say that a person was met, or a thing looked at, today; it comes back as long after.

        NotFound or AmbiguousName for the name.
        """
        there = find(self._planner.plan, Signal, signal_id)
        today = self._planner.today
        span = there.again_on - there.on if there.again_on else None
        again = today + max(span, A_WEEK) if span is not None else None
        with self._planner.change(f"came back to {quoted(there.title)}") as tx:
            return tx.change(there, on=today, again_on=again)

    def edit(self, signal_id: str, **fields: Unpack[SignalFields]) -> Signal:
        """Change an entry. BadInput as for a new one; what stands in it may stay.

        NotFound or AmbiguousName for the name.
        """
        given = checks.editable(fields, SignalFields.__optional_keys__, "signal")
        with self._planner.change("edited a signal") as tx:
            there = find(tx.plan, Signal, signal_id)
            if "title" in given:
                given["title"] = needed(given["title"], "The title", EXAMPLES[there.kind])
            self._check(checks.differing(there, given).get("on", self._planner.today))
            return tx.change(there, **given)

    def _check(self, day: dt.date) -> None:
        if day > self._planner.today:
            raise BadInput("That day is still to come.", "Use today or earlier.", field="on")

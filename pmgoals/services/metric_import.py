"""Readings out of a file: each day once, in one step that one undo takes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model.measure import Measure, Reading
from pmgoals.services.measures import in_unit_of
from pmgoals.services.names import find
from pmgoals.services.service import Service, quoted

if TYPE_CHECKING:
    from pmgoals.metric_files.reader import DatedValue
    from pmgoals.model.plan import Plan


class Taken(msgspec.Struct, frozen=True):
    """One value of a file beside what the plan says of its day."""

    line: int
    """Its line, 1-based."""
    on: dt.date
    """Its day."""
    value: float
    """Its value, in the measure's unit."""
    reading: Reading | None
    """The reading that was made of it; None when it was left alone, or only looked at."""
    before: Reading | None
    """The reading its day had; None for a day without one."""


class Intake(msgspec.Struct, frozen=True):
    """What became of the values of a file, each part earliest first."""

    added: list[Taken]
    """Those of days that had no reading."""
    corrected: list[Taken]
    """Those that took the place of another value."""
    known: list[Taken]
    """Those that the plan holds already."""
    differing: list[Taken]
    """Those of days that have another value, which were left alone."""
    as_shares: bool = False
    """Whether all lie from 0 to 1 without a unit, though the measure is kept in %."""


class MetricImport(Service):
    """Takes readings from files."""

    def look(
        self, measure_id: str, values: Sequence[DatedValue], *, replace: bool = False
    ) -> Intake:
        """Return what `take` would do, and change nothing; its errors are the same."""
        plan = self._planner.plan
        measure = find(plan, Measure, measure_id)
        return _sorted_out(plan, measure, _in_unit(measure, values), replace=replace)

    def take(
        self, measure_id: str, values: Sequence[DatedValue], *, replace: bool = False
    ) -> Intake:
        """Keep the values of days that have none, and with `replace` correct those that differ.

        The same values again change nothing. BadInput, with nothing changed, when one of them is
        in another unit or of a day still to come; NotFound or AmbiguousName for the measure.
        """
        if any(value.on > self._planner.today for value in values):
            raise BadInput("A value of a day still to come was refused.", "Use today or earlier.")
        name = find(self._planner.plan, Measure, measure_id).name
        with self._planner.change(f"imported readings of {quoted(name)}") as tx:
            measure = find(tx.plan, Measure, measure_id)
            numbers = _in_unit(measure, values)
            intake = _sorted_out(tx.plan, measure, numbers, replace=replace)

            def kept(taken: Taken) -> Taken:
                before = taken.before.id if taken.before else None
                reading = tx.add(
                    Reading,
                    measure=measure.id,
                    on=taken.on,
                    value=taken.value,
                    replaces=before,
                )
                return msgspec.structs.replace(taken, reading=reading)

            added, corrected = (
                [kept(t) for t in part] for part in (intake.added, intake.corrected)
            )
            return msgspec.structs.replace(intake, added=added, corrected=corrected)


def _in_unit(measure: Measure, values: Sequence[DatedValue]) -> list[tuple[DatedValue, float]]:
    """Return the values with their numbers in the measure's unit; BadInput names the line."""
    found = []
    for value in values:
        try:
            found.append((value, in_unit_of(measure, value.amount)))
        except BadInput as error:
            what = f"Line {value.line}: {error.what} Nothing was changed."
            raise BadInput(what, "Export it in that unit, or leave the unit out.") from None
    return found


def _sorted_out(
    plan: Plan,
    measure: Measure,
    values: Sequence[tuple[DatedValue, float]],
    *,
    replace: bool,
) -> Intake:
    """Return what is to become of each value."""
    there = {reading.on: reading for reading in plan.readings_of(measure.id)}
    shares = all(0 <= number <= 1 and value.amount.unit is None for value, number in values)
    in_percent = measure.unit == "%" and any(number for _, number in values)
    intake = Intake([], [], [], [], as_shares=shares and in_percent)
    for value, number in values:
        before = there.get(value.on)
        if before is None:
            part = intake.added
        elif before.value == number:
            part = intake.known
        else:
            part = intake.corrected if replace else intake.differing
        part.append(Taken(value.line, value.on, number, None, before))
    return intake

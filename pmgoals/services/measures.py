"""Measures and their readings."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any, TypedDict, TypeVar, Unpack

import msgspec

from pmgoals.errors import AmbiguousName, BadInput, NotFound
from pmgoals.model.amounts import Amount, converted, parse_amount, say_amount
from pmgoals.model.draft import MeasureDraft
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure, Reading, Role, band_of, direction_of
from pmgoals.model.plan import Plan
from pmgoals.services import checks
from pmgoals.services.cooling import promised
from pmgoals.services.measure_fields import lower_is_better, read_measure
from pmgoals.services.names import find, find_any
from pmgoals.services.promises import record_changes, record_end
from pmgoals.services.service import Service, needed, quoted
from pmgoals.storage.store import Transaction

FIELDS = MeasureDraft.__struct_fields__
"""Keys of a typed measure."""

NUMBERS = ("baseline", "target", "low", "high")
"""Fields of a measure that hold a value in its unit."""

M = TypeVar("M", Goal, Measure)


class MeasureFields(TypedDict, total=False):
    """What an edit of a measure may change; its direction follows from its numbers and `hold`."""

    name: str
    definition: str
    source: str
    unit: str
    baseline: float | None
    target: float | None
    low: float | None
    high: float | None
    role: Role
    weight: float
    hold: bool


FAR = 2.0
"""Known spans beyond which a value looks like a slip of the fingers."""


class Measures(Service):
    """Measures and their readings."""

    def add(
        self,
        goal_id: str,
        name: str,
        *,
        baseline: float | None = None,
        target: float | None = None,
        unit: str = "",
        role: Role = "lagging",
        definition: str = "",
        source: str = "",
        low: float | None = None,
        high: float | None = None,
        hold: bool = False,
    ) -> Measure:
        """Add a measure to a goal; its direction follows from baseline and target.

        With `hold` the target is a level to be kept. A guardrail's target is its limit, unless the
        edges of its band are given. BadInput without a name, for a number that is none, or a band
        upside down; NotFound or AmbiguousName for the goal.
        """
        kept = needed(name, "The metric", "onboarding completion", field="name")
        if low is None and high is None:
            low, high = band_of(role, baseline, target, hold=hold)
        _check({"baseline": baseline, "target": target, "low": low, "high": high})
        _check_way(role, baseline, target, hold=hold)
        with self._planner.change(f"added measure {quoted(kept)}") as tx:
            return tx.add(
                Measure,
                goal=find(tx.plan, Goal, goal_id).id,
                name=kept,
                baseline=baseline,
                target=target,
                unit=unit,
                role=role,
                definition=definition.strip(),
                source=source.strip(),
                low=low,
                high=high,
                direction="maintain" if hold else direction_of(baseline, target),
            )

    def add_typed(self, goal_id: str, values: Mapping[str, str]) -> Measure:
        """Add a measure from typed text, as `add`. BadInput names what cannot be read.

        Its unit may stand behind a number.
        """
        draft = MeasureDraft(**{k: v for k, v in values.items() if k in FIELDS})
        sketch = read_measure(draft)
        goal = find(self._planner.plan, Goal, goal_id)
        fields = msgspec.structs.asdict(sketch)
        fields.pop("id")
        fields.pop("row")
        return self.add(goal.id, fields.pop("name"), **fields)

    def edit(self, measure_id: str, reason: str = "", **fields: Unpack[MeasureFields]) -> Measure:
        """Change a measure; a changed target goes to the ledger, an eased one needs a reason.

        BadInput for a field that is not edited, a value that a measure cannot have, or an eased
        target without a reason; NotFound or AmbiguousName for the name.
        """
        with promised(self._planner, "edited a measure") as tx:
            return change_measure(
                tx, find(tx.plan, Measure, measure_id), self._planner.today, reason, **fields
            )

    def read(
        self, measure_id: str, value: float, *, on: dt.date | None = None, note: str = ""
    ) -> Reading:
        """Keep a reading; one of the same day is corrected, and both values are kept.

        BadInput for a value that is no number or a day still to come; NotFound or AmbiguousName for
        the name.
        """
        with self._planner.change("took a reading") as tx:
            measure = find(tx.plan, Measure, measure_id)
            return take_reading(tx, measure, value, on or self._planner.today, note, self.today)

    def doubt(self, measure_id: str, text: str) -> str:
        """Return what makes a typed value look like a slip of the fingers; empty when nothing does.

        It lies more than twice the known span beyond baseline, target and all readings.
        """
        plan = self._planner.plan
        measure = plan.alive(Measure).get(measure_id)
        if measure is None:
            return ""
        value = value_of(measure, text)
        known = [r.value for r in plan.readings_of(measure.id)]
        known += [v for v in (measure.baseline, measure.target) if v is not None]
        low, high = min(known, default=value), max(known, default=value)
        room = FAR * ((high - low) or abs(high) or 1.0)
        if low - room <= value <= high + room:
            return ""
        ends = f"{say_amount(low, measure.unit)} to {say_amount(high, measure.unit)}"
        return f"{say_amount(value, measure.unit)} is far from all that is known ({ends})."

    @property
    def today(self) -> dt.date:
        """The person's day."""
        return self._planner.today

    def main(self, goal_id: str) -> Measure:
        """Return a goal's first measure that is no guardrail. BadInput when it has none."""
        for measure in self._planner.plan.measures_of(goal_id):
            if measure.role != "guardrail":
                return measure
        raise BadInput(
            "This goal has no measure to read.", "Add one: pmgoals measure add GOAL NAME --to VALUE"
        )

    def named(self, name: str) -> Measure:
        """Return the measure that a name means: a goal's main one, or the measure itself.

        What fits one better wins, then the one goal it fits, then the one measure. NotFound when
        it fits none; AmbiguousName, with all of them, when it fits several alike; BadInput for a
        goal without a measure to read.
        """
        plan = self._planner.plan
        try:
            found: Any = find_any(plan, name, (Goal, Measure))
        except NotFound:
            return find(plan, Measure, name)
        except AmbiguousName:
            found = _only(plan, Goal, name) or _only(plan, Measure, name)
            if found is None:
                raise
        return found if isinstance(found, Measure) else self.main(found.id)


def _only(plan: Plan, kind: type[M], name: str) -> M | None:
    """Return the one record of a kind that a name means, None for none or several."""
    try:
        return find(plan, kind, name)
    except (NotFound, AmbiguousName):
        return None


def value_of(measure: Measure, text: str) -> float:
    """Return a typed value in a measure's unit; BadInput for no number or for another unit."""
    return in_unit_of(measure, parse_amount(text))


def in_unit_of(measure: Measure, amount: Amount) -> float:
    """Return an amount's value in a measure's unit; BadInput when it is in another one."""
    value = converted(amount, measure.unit)
    if value is None:
        raise BadInput(
            f"{quoted(measure.name)} is kept in {measure.unit}, not in {amount.unit}.",
            f"Write the value in {measure.unit}.",
        )
    return value


def take_reading(
    tx: Transaction, measure: Measure, value: float, on: dt.date, note: str, today: dt.date
) -> Reading:
    """Add a reading in an open transaction; the rules of `Measures.read`."""
    if not math.isfinite(value):
        raise BadInput("That is not a number a reading can have.", "Write it like 62.")
    if on > today:
        raise BadInput("A reading of a day still to come was refused.", "Use today or earlier.")
    there = [r for r in tx.plan.readings_of(measure.id) if r.on == on]
    if there and (there[-1].value, there[-1].note) == (value, note.strip()):
        return there[-1]
    return tx.add(
        Reading,
        measure=measure.id,
        on=on,
        value=value,
        note=note.strip(),
        replaces=there[-1].id if there else None,
    )


def change_measure(
    tx: Transaction, measure: Measure, today: dt.date, reason: str, **fields: Unpack[MeasureFields]
) -> Measure:
    """Change a measure in an open transaction; the rules of `Measures.edit`.

    What it promises goes to the ledger when it changes, and needs a reason to become easier.
    """
    given = checks.editable(fields, MeasureFields.__optional_keys__, "measure")
    if "name" in given:
        example = "onboarding completion"
        given["name"] = needed(given["name"], "The metric", example, field="name")
    held = measure.direction == "maintain"
    hold = bool(given.pop("hold", held))
    given = _moved_limit(measure, given, hold=hold) | given
    _check(given, measure)
    baseline = given.get("baseline", measure.baseline)
    target = given.get("target", measure.target)
    if given.keys() & {"baseline", "target", "role"} or hold != held:
        _check_way(given.get("role", measure.role), baseline, target, hold=hold)
    given["direction"] = "maintain" if hold else direction_of(baseline, target)
    record_changes(tx, measure, msgspec.structs.replace(measure, **given), today, reason)
    if target != measure.target and measure.original_target is None and measure.target is not None:
        given["original_target"] = measure.target
    return tx.change(measure, **given)


def drop_measure(tx: Transaction, measure: Measure, today: dt.date, reason: str) -> None:
    """Put a measure into the trash in an open transaction; a promised one needs a reason.

    BadInput for one with a target when there is none.
    """
    record_end(tx, measure, today, reason)
    tx.trash(measure)


def _check(given: Mapping[str, Any], measure: Measure | None = None) -> None:
    """Raise BadInput for the first new value that a measure cannot have."""
    checks.numbers(given, NUMBERS)
    weight = given.get("weight", 1.0)
    if not 0 < weight < math.inf:
        raise BadInput(f"A weight of {weight:g} does not weigh.", "Use a number above 0.")
    low, high = (given.get(edge, getattr(measure, edge, None)) for edge in ("low", "high"))
    if given.keys() & {"low", "high"} and low is not None and high is not None and low > high:
        raise BadInput(
            f"The band would run from {low:g} up to {high:g}.", "Give both edges, the lower as low."
        )


def _check_way(role: Role, baseline: float | None, target: float | None, *, hold: bool) -> None:
    """Raise BadInput for a target that is the baseline: there would be no way to go."""
    if target is None or target != baseline or hold or role == "guardrail":
        return
    raise BadInput(
        f"The target, {target:g}, is where it stands today; there is no way to go.",
        "Give another target, or make it a level to be held.",
    )


def _moved_limit(measure: Measure, fields: Mapping[str, Any], *, hold: bool) -> dict[str, Any]:
    """Return the edges of a band that follow its limit; none when edges are given."""
    role, target = fields.get("role", measure.role), fields.get("target", measure.target)
    was_held = measure.direction == "maintain"
    same = (role, target, hold) == (measure.role, measure.target, was_held)
    if not (role == "guardrail" or hold or was_held) or same:
        return {}
    if "low" in fields or "high" in fields:
        return {}
    edges = [edge for edge in ("low", "high") if getattr(measure, edge) is not None]
    if not edges or hold != was_held:
        baseline, name = fields.get("baseline", measure.baseline), fields.get("name", measure.name)
        less = hold and lower_is_better(name)
        low, high = band_of(role, baseline, target, hold=hold, lower_is_better=less)
        return {"low": low, "high": high}
    return {edge: target for edge in edges if getattr(measure, edge) == measure.target}

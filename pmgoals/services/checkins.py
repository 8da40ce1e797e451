"""Check in: one week's word on one goal, with its readings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec

from pmgoals.analytics.rhythm import begins
from pmgoals.errors import BadInput
from pmgoals.model.amounts import parse_confidence, say_amount, say_number
from pmgoals.model.calendar import Week, say_date
from pmgoals.model.checkin import Checkin, Rehearsed
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure
from pmgoals.model.plan import Plan
from pmgoals.services import checks
from pmgoals.services.measures import take_reading, value_of
from pmgoals.services.names import find
from pmgoals.services.service import Service, quoted


class SaysNothing(BadInput):
    """A check-in in which nothing was said; nothing was saved."""


class KnownMeasure(msgspec.Struct, frozen=True):
    """What is known of one measure before a check-in."""

    measure: Measure
    """The measure."""
    value: float | None
    """Its last value up to the week's Sunday, in its unit; None before the first reading."""
    on: dt.date | None
    """The day of that value."""
    in_week: bool
    """Whether it was read in the week itself."""

    @property
    def offered(self) -> str:
        """The text its field begins with: what was read in the week already, to be corrected."""
        return say_number(self.value) if self.in_week and self.value is not None else ""

    @property
    def before(self) -> str:
        """What is known from before the week, `2.6 on 19 Nov 2026`; empty when nothing is."""
        if self.in_week or self.value is None or self.on is None:
            return ""
        return f"{say_amount(self.value, self.measure.unit)} on {say_date(self.on)}"


class Known(msgspec.Struct, frozen=True):
    """What a check-in on a goal begins with in a week; later weeks are not looked at."""

    measures: list[KnownMeasure]
    """The goal's measures with their last values."""
    confidence: int | None
    """The last confidence, 1-10; None before the first."""
    next_action: str
    """The last next action that was told, else the goal's own."""
    checkin: Checkin | None
    """What was said in the week itself already, None when nothing was."""

    @property
    def main(self) -> KnownMeasure | None:
        """The first measure that is no guardrail, None when there is none."""
        return next((k for k in self.measures if k.measure.role != "guardrail"), None)


class Checkins(Service):
    """The week's word on each goal."""

    def known(self, goal_id: str, week: Week | None = None) -> Known:
        """Return what a check-in begins with in a week (this one by default).

        NotFound or AmbiguousName for the goal.
        """
        plan, week = self._planner.plan, week or self._planner.week
        goal = find(plan, Goal, goal_id)
        measures = []
        for measure in plan.measures_of(goal.id):
            found = plan.readings_of(measure.id, week.sunday)
            last = found[-1] if found else None
            measures.append(
                KnownMeasure(
                    measure,
                    last.value if last else None,
                    last.on if last else None,
                    last is not None and last.on >= week.monday,
                )
            )
        said = [c for c in plan.checkins_of(goal.id) if Week.parse(c.week) <= week]
        confidences = [c.confidence for c in said if c.confidence is not None]
        actions = [goal.next_action, *(c.next_action for c in said if c.next_action)]
        return Known(
            measures=measures,
            confidence=confidences[-1] if confidences else None,
            next_action=actions[-1],
            checkin=self.of(goal.id, week),
        )

    def save_typed(
        self,
        goal_id: str,
        week: Week | None,
        values: Mapping[str, str],
        confidence: str | None = None,
        note: str | None = None,
        blocker: str | None = None,
        next_action: str | None = None,
        *,
        prefilled: bool = True,
        rehearsed: Mapping[str, Rehearsed] | None = None,
        obstacle: str | None = None,
    ) -> Checkin:
        """Check in from typed text, as `save`; `values` are texts by measure id.

        With `prefilled` they stood in fields that began with what was `known`: an empty value, or
        one left as it was offered, is no new reading, and a next action left so says nothing by
        itself. A confidence left so is this week's word. BadInput as for `save`, and for a value
        or a confidence that cannot be read, SaysNothing for a check-in that says nothing; NotFound
        or AmbiguousName for a name.
        """
        known = self.known(goal_id, week)
        texts = {key: text.strip() for key, text in values.items()}
        if prefilled:
            offered = {k.measure.id: k.offered for k in known.measures}
            texts = {key: text for key, text in texts.items() if text not in ("", offered.get(key))}
            confidence = (confidence or "").strip() or None
            says = any((texts, confidence, (note or "").strip(), blocker, rehearsed, obstacle))
            if not says and (next_action or "").strip() == known.next_action:
                next_action = None
        plan = self._planner.plan
        readings = {key: value_of(find(plan, Measure, key), text) for key, text in texts.items()}
        return self.save(
            goal_id,
            confidence=None if confidence is None else parse_confidence(confidence),
            note=note,
            blocker=blocker,
            next_action=next_action,
            readings=readings,
            week=week,
            rehearsed=rehearsed,
            obstacle=obstacle,
        )

    def save(
        self,
        goal_id: str,
        *,
        confidence: int | None = None,
        note: str | None = None,
        blocker: str | None = None,
        next_action: str | None = None,
        readings: Mapping[str, float] | None = None,
        week: Week | None = None,
        rehearsed: Mapping[str, Rehearsed] | None = None,
        obstacle: str | None = None,
    ) -> Checkin:
        """Check in on a goal: one check-in a week, in one step with its readings.

        `rehearsed` says what became of its if-then plans, by their ids, `obstacle` in its words the
        obstacle foreseen that happened.

        None keeps what the week's check-in already says. `readings` are values by measure id;
        those of an earlier week are dated its Sunday. BadInput for a confidence outside 1-10, a
        blocker off the list, a reading of another goal's measure or that is no number, a week
        still to come, or a check-in that says nothing; NotFound or AmbiguousName for a name.
        """
        now, today = self._planner.week, self._planner.today
        week = week or now
        goal = find(self._planner.plan, Goal, goal_id)
        fields = {"confidence": confidence, "note": note, "blocker": blocker}
        fields |= {"next_action": next_action, "obstacle": obstacle}
        given: dict[str, Any] = {k: _bare(v) for k, v in fields.items() if v is not None}
        there = self.of(goal.id, week)
        if rehearsed:
            given["rehearsed"] = (there.rehearsed if there else {}) | dict(rehearsed)
        if week > now:
            raise BadInput(f"{week} is still to come.", "Check in on this week or an earlier one.")
        if goal.closed_on is not None and week.monday > goal.closed_on:
            raise BadInput(
                f"{quoted(goal.title)} was closed on {say_date(goal.closed_on)}.",
                "Reopen it first, or check in on a week before that.",
            )
        _check(given, there, bool(readings))
        day = today if week == now else min(week.sunday, today)
        with self._planner.change(f"checked in on {quoted(goal.title)}") as tx:
            for measure_id, value in (readings or {}).items():
                take_reading(tx, _measure_of(goal, measure_id, tx.plan), value, day, "", today)
            there = self.of(goal.id, week)
            if there is not None:
                return tx.change(there, on=today, **given)
            late = week < now
            return tx.add(Checkin, goal=goal.id, week=str(week), on=today, late=late, **given)

    def of(self, goal_id: str, week: Week) -> Checkin | None:
        """Return the check-in of a goal in a week, None when there is none."""
        found = [c for c in self._planner.plan.checkins_of(goal_id) if c.week == str(week)]
        return found[-1] if found else None

    def value_in(self, goal_id: str, week: Week) -> str:
        """Return the value a goal's first measure was read at in a week; empty when it was not."""
        plan = self._planner.plan
        measure = plan.main_measure_of(goal_id)
        if measure is None:
            return ""
        readings = plan.readings_of(measure.id)
        found = [r for r in readings if week.monday <= r.on <= week.sunday]
        return say_amount(found[-1].value, measure.unit) if found else ""

    def day(self, week: Week) -> dt.date:
        """Return the day of a week on which its check-ins are due."""
        return week.monday + dt.timedelta(days=self._planner.settings.checkin_weekday)

    def open(self, week: Week | None = None) -> list[Goal]:
        """Return the active, started goals without a check-in in a week (today's by default)."""
        week = week or self._planner.week
        return [
            goal
            for goal in self._planner.plan.active_goals
            if goal.start <= week.sunday and self.of(goal.id, week) is None
        ]

    def due(self, week: Week | None = None) -> list[Goal]:
        """Return the goals whose check-in of a week (today's by default) is due and not there.

        One that was committed, or starts, after the week's day is due first in the week after.
        """
        week = week or self._planner.week
        plan, day = self._planner.plan, self.day(week)
        return [goal for goal in self.open(week) if begins(goal, plan) <= day]

    def in_week(self, week: Week) -> list[tuple[Goal, Checkin | None]]:
        """Return the goals with a check-in in a week, then those that are open, with None."""
        found = [(goal, self.of(goal.id, week)) for goal in self._planner.plan.goals.values()]
        said = [(goal, checkin) for goal, checkin in found if checkin is not None]
        return [*said, *((goal, None) for goal in self.open(week))]


def _check(given: Mapping[str, Any], there: Checkin | None, reads: bool) -> None:
    """Raise BadInput for fields of a check-in that are not sound, or that say nothing."""
    confidence, blocker = given.get("confidence"), given.get("blocker", "")
    if confidence is not None and not 1 <= confidence <= 10:
        raise BadInput(f"Confidence is {confidence}; it takes 1 to 10.", "Nothing was saved.")
    if there is None or blocker != there.blocker:
        checks.blocker(blocker)
    says = any(value != "" for value in given.values())
    if not reads and not says and not (given and there):
        raise SaysNothing("The check-in says nothing yet.", "Give a value, a confidence or a note.")


def _measure_of(goal: Goal, name: str, plan: Plan) -> Measure:
    """Return the measure of a goal that a name means. BadInput for one of another goal."""
    measure = find(plan, Measure, name)
    if measure.goal != goal.id:
        raise BadInput(
            f"{quoted(measure.name)} is a measure of another goal.",
            "Check in on that goal; nothing was saved.",
        )
    return measure


def _bare(value: str | int) -> str | int:
    return value.strip() if isinstance(value, str) else value

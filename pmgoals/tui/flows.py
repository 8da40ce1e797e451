"""The form of the check-in, and the checks that every form's fields stand on."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from pmgoals import knowledge
from pmgoals.errors import BadInput
from pmgoals.model.amounts import parse_confidence, say_amount
from pmgoals.model.calendar import Week, say_date
from pmgoals.model.dates import understand_day
from pmgoals.model.goal import Goal
from pmgoals.services.checkins import Known, KnownMeasure
from pmgoals.services.measures import value_of
from pmgoals.tui.forms import Check, Form, FormField

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner


# ---- checks ----


def checked(read: object) -> Check:
    """Return a field check from a reader that raises BadInput; empty text passes."""

    def check(text: str) -> str:
        try:
            if text.strip():
                read(text)  # type: ignore[operator]
        except BadInput as error:
            return str(error)
        return ""

    return check


def day_check(planner: Planner, *, past: bool = False) -> Check:
    """Return a check for a day, leaning to the past for logs."""
    return checked(lambda text: day_of(planner, text, past=past))


def day_of(planner: Planner, text: str, *, past: bool = False) -> dt.date:
    """Return the day a text means, in the person's calendar."""
    lean = "past" if past else "future"
    return understand_day(text, planner.today, planner.calendar, lean=lean).day  # type: ignore[arg-type]


# ---- check in ----


def checkin_form(planner: Planner, goal: Goal, week: Week | None = None) -> Form:
    """Return the week's questions on a goal, beginning with what is known up to that week."""
    week = week or planner.week
    known = planner.checkins.known(goal.id, week)
    late = "" if week == planner.week else f" · {week.label}, late"
    return Form(
        name=f"checkin-{goal.id}-{week}",
        title=f"{goal.title}{late}",
        intro=_since(planner, goal),
        fields=[*(_reading_field(measure) for measure in known.measures), *_word_fields(known)],
        save="check in",
    )


def _word_fields(known: Known) -> list[FormField]:
    """Return the questions beside the values."""
    there = known.checkin
    return [
        FormField(
            key="confidence",
            replaced=True,
            label="Confidence",
            value="" if known.confidence is None else str(known.confidence),
            expects="1-10",
            help="How sure you are that it will be reached: 5 is even, 10 is done.",
            check=checked(parse_confidence),
        ),
        FormField(
            key="note",
            label="One line why",
            value=there.note if there else "",
            expects="what moved it, or did not",
            help="One line is enough.",
        ),
        FormField(
            key="blocker",
            label="Stuck on",
            value=there.blocker if there else "",
            options=[("", "nothing"), *((b.key, b.label) for b in knowledge.blocker_types())],
            help="What kind of thing is in the way, if anything is.",
        ),
        FormField(
            key="next_action",
            label="Next action",
            value=known.next_action,
            expects="the next step someone could see",
            help="The next step someone could see happen.",
        ),
    ]


def _reading_field(known: KnownMeasure) -> FormField:
    """Return the question for a measure's value, beginning with what was known in that week."""
    measure = known.measure
    way = (
        f"from {say_amount(measure.baseline, measure.unit)} "
        if measure.baseline is not None
        else ""
    )
    to = "kept" if measure.target is None else f"to {say_amount(measure.target, measure.unit)}"
    unit = f", {measure.unit}" if measure.unit else ""
    return FormField(
        key=f"measure-{measure.id}",
        replaced=True,
        label=f"{measure.name}{unit}",
        value=known.offered,
        expects=f"last {known.before}" if known.before else "a number",
        help=f"{measure.role.capitalize()}, {way}{to}. Leave it when there is no new reading.",
        check=checked(partial(value_of, measure)),
    )


def _since(planner: Planner, goal: Goal) -> str:
    plans = planner.plan.if_then_of(goal.id)
    rehearsal = f"If {plans[-1].cue}, then {plans[-1].response}." if plans else ""
    due = f"Due {say_date(goal.due)}." if goal.due else ""
    return " ".join(part for part in (due, rehearsal) if part)


def save_checkin(
    planner: Planner, goal: Goal, values: dict[str, str], week: Week | None = None
) -> str:
    """Save a check-in; a value left as it was offered is no reading of this week."""
    planner.checkins.save_typed(
        goal.id,
        week,
        {
            key.removeprefix("measure-"): text
            for key, text in values.items()
            if key.startswith("measure-")
        },
        confidence=values["confidence"],
        note=values["note"],
        blocker=values["blocker"],
        next_action=values["next_action"],
    )
    if week is not None and week != planner.week:
        return f"Checked in on {goal.title} for {week.label}, late."
    left = len(planner.checkins.open())
    rest = f" {left} more this week." if left else " That was the last one this week."
    return f"Checked in on {goal.title}.{rest}"

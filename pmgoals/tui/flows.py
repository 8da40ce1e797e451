"""The forms of the loop: what each asks, and the service line that saves it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from pmgoals import knowledge
from pmgoals.errors import BadInput
from pmgoals.model.amounts import (
    parse_amount,
    parse_confidence,
    parse_minutes,
    say_amount,
    say_number,
)
from pmgoals.model.calendar import Week, say_date
from pmgoals.model.dates import understand_day
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure
from pmgoals.tui.forms import Check, Form, FormField

if TYPE_CHECKING:
    from pmgoals.model.learning import LearningActivity
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


def competency_options() -> list[tuple[str, str]]:
    """Return the competencies to choose from, none first."""
    return [("", "none"), *((c.key, c.name) for c in knowledge.competencies())]


def goal_options(planner: Planner) -> list[tuple[str, str]]:
    """Return the open goals to choose from, none first."""
    goals = [g for g in planner.plan.goals.values() if g.state != "closed"]
    return [("", "none"), *((g.id, g.title) for g in goals)]


# ---- check in ----


def checkin_form(planner: Planner, goal: Goal, week: Week | None = None) -> Form:
    """Return the week's questions on a goal; Enter keeps last week's values."""
    week = week or planner.week
    there = planner.checkins.of(goal.id, week)
    before = [c for c in planner.plan.checkins_of(goal.id) if Week.parse(c.week) <= week]
    last = before[-1] if before else None
    confidence = str(last.confidence) if last and last.confidence else ""
    fields = [
        _reading_field(planner, measure, week) for measure in planner.plan.measures_of(goal.id)
    ]
    fields += [
        FormField(
            key="confidence",
            replaced=True,
            label="Confidence",
            value=confidence,
            placeholder="1-10",
            help="How sure you are that it will be reached: 5 is even, 10 is done.",
            check=checked(parse_confidence),
        ),
        FormField(
            key="note",
            label="One line why",
            value=there.note if there else "",
            placeholder="what moved it, or did not",
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
            value=last.next_action if last else goal.next_action,
            placeholder="the next step someone could see",
            help="The next step someone could see happen.",
        ),
    ]
    late = "" if week == planner.week else f" · {week.label}, late"
    return Form(
        name=f"checkin-{goal.id}-{week}",
        title=f"{goal.title}{late}",
        intro=_since(planner, goal),
        fields=fields,
        save="check in",
    )


def _reading_field(planner: Planner, measure: Measure, week: Week) -> FormField:
    """Return the question for a measure's value, beginning with what was known in that week."""
    readings = [r for r in planner.plan.readings_of(measure.id) if r.on <= week.sunday]
    last = say_number(readings[-1].value) if readings else ""
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
        value=last,
        placeholder="a number",
        help=f"{measure.role.capitalize()}, {way}{to}. Enter keeps the last reading.",
        check=checked(parse_amount),
    )


def _since(planner: Planner, goal: Goal) -> str:
    plans = planner.plan.if_then_of(goal.id)
    rehearsal = f"If {plans[-1].cue}, then {plans[-1].response}." if plans else ""
    due = f"Due {say_date(goal.due)}." if goal.due else ""
    return " ".join(part for part in (due, rehearsal) if part)


def save_checkin(
    planner: Planner, goal: Goal, values: dict[str, str], week: Week | None = None
) -> str:
    """Save a check-in; readings left as they were are taken again for this week."""
    readings = {
        key.removeprefix("measure-"): parse_amount(text).value
        for key, text in values.items()
        if key.startswith("measure-") and text.strip()
    }
    confidence = values["confidence"].strip()
    planner.checkins.save(
        goal.id,
        confidence=parse_confidence(confidence) if confidence else None,
        note=values["note"],
        blocker=values["blocker"],
        next_action=values["next_action"],
        readings=readings,
        week=week,
    )
    if week is not None and week != planner.week:
        return f"Checked in on {goal.title} for {week.label}, late."
    left = len(planner.checkins.due())
    rest = f" {left} more this week." if left else " That was the last one this week."
    return f"Checked in on {goal.title}.{rest}"


# ---- learning ----


def learning_form(planner: Planner, activity: LearningActivity | None = None) -> Form:
    """Return the questions about a learning activity, new or logged."""
    a = activity
    return Form(
        name=f"learning-{a.id if a else 'new'}",
        title="Log learning" if a is None else "Edit learning",
        save="log it" if a is None else "save",
        fields=[
            FormField(
                key="title",
                label="What",
                value=a.title if a else "",
                placeholder="Interviewed two churned accounts",
                help="What it was, in a few words.",
            ),
            FormField(
                key="minutes",
                label="Time",
                value=f"{a.minutes}m" if a and a.minutes else "",
                placeholder="45m, 1h30",
                help="How long it took: 45m, 1h30, 2h. Leave it empty when you do not know.",
                check=checked(parse_minutes),
            ),
            FormField(
                key="takeaway",
                label="Takeaway",
                value=a.takeaway if a else "",
                placeholder="what stays from it",
                help="One sentence you would want back in a month.",
            ),
            FormField(
                key="kind",
                label="Kind",
                value=a.kind if a else "practice",
                options=[(k.key, k.label) for k in knowledge.learning_kinds()],
                help="Left and right choose.",
            ),
            FormField(
                key="competency",
                label="Competency",
                value=a.competency if a else "",
                options=competency_options(),
                help="The skill it serves. Left and right choose.",
            ),
            FormField(
                key="goal",
                label="Goal",
                value=(a.goal or "") if a else "",
                options=goal_options(planner),
                help="The goal it serves. Left and right choose.",
            ),
            FormField(
                key="on",
                replaced=True,
                label="Day",
                value=say_date(a.on if a else planner.today),
                help="today, yesterday, fri, 3 days ago, 21 Nov 2026.",
                check=day_check(planner, past=True),
            ),
        ],
    )


def save_learning(
    planner: Planner, values: dict[str, str], activity: LearningActivity | None = None
) -> str:
    """Log a learning activity, or save a logged one."""
    minutes, on = values["minutes"].strip(), values["on"].strip()
    fields: dict[str, Any] = {
        "title": values["title"],
        "minutes": parse_minutes(minutes) if minutes else 0,
        "takeaway": values["takeaway"].strip(),
        "kind": values["kind"],
        "competency": values["competency"],
        "goal": values["goal"] or None,
        "on": day_of(planner, on, past=True) if on else planner.today,
    }
    if activity is not None:
        planner.learning.edit(activity, **fields)
        return "Saved."
    planner.learning.log(**fields)
    total = planner.learning.minutes_in(planner.week)
    return f"Logged. {total} of {planner.settings.learning_minutes} minutes this week."


# ---- evidence ----


def evidence_form(planner: Planner) -> Form:
    """Return the questions about a win or other evidence."""
    return Form(
        name="evidence-new",
        title="Keep a win",
        intro="What happened, and what it changed. It comes back at review time.",
        save="keep it",
        fields=[
            FormField(
                key="title",
                label="What",
                placeholder="Talked sales out of a custom plan; churn risk gone",
                help="What happened and what it changed, in one line.",
            ),
            FormField(
                key="kind",
                label="Kind",
                value="win",
                options=[(k.key, k.label) for k in knowledge.evidence_kinds()],
                help="Left and right choose.",
            ),
            FormField(
                key="competency",
                label="Competency",
                options=competency_options(),
                help="The skill it shows. Left and right choose.",
            ),
            FormField(
                key="goal",
                label="Goal",
                options=goal_options(planner),
                help="The goal it belongs to. Left and right choose.",
            ),
            FormField(
                key="on",
                replaced=True,
                label="Day",
                value=say_date(planner.today),
                help="today, yesterday, fri, 3 days ago, 21 Nov 2026.",
                check=day_check(planner, past=True),
            ),
        ],
    )


def save_evidence(planner: Planner, values: dict[str, str]) -> str:
    """Keep a win or other evidence."""
    on = values["on"].strip()
    planner.evidence.add(
        values["title"],
        kind=values["kind"],
        competency=values["competency"],
        goal=values["goal"] or None,
        on=day_of(planner, on, past=True) if on else planner.today,
    )
    return "Kept."

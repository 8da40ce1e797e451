"""The forms of plan, journal and review: what each asks, and the service line that saves it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from pmgoals import knowledge
from pmgoals.errors import BadInput
from pmgoals.model.amounts import parse_amount, parse_grade, parse_weight, say_plain
from pmgoals.model.calendar import Quarter, say_date
from pmgoals.model.measure import Measure
from pmgoals.model.milestone import Milestone
from pmgoals.model.review import Verdict
from pmgoals.services.consequences import say, say_along, say_new_day
from pmgoals.services.slips import say_reference
from pmgoals.services.verdicts import advice, falls_short, wanted
from pmgoals.tui.flows import checked, day_check, day_of
from pmgoals.tui.forms import Form, FormField

if TYPE_CHECKING:
    from pmgoals.analytics.moves import Consequences
    from pmgoals.services.cases import GoalCase
    from pmgoals.services.planner import Planner


# ---- plan ----


def milestone_form(planner: Planner, day: dt.date, goal_id: str = "") -> Form:
    """Return the questions about a new milestone, its day filled in."""
    goals = [g for g in planner.plan.goals.values() if g.state != "closed"]
    return Form(
        name="milestone-new",
        title="Add a milestone",
        save="add it",
        fields=[
            _title_field(),
            FormField(
                key="goal",
                label="Goal",
                value=goal_id,
                options=[(goal.id, goal.title) for goal in goals],
                help="The goal it is a step of. Left and right choose.",
            ),
            _due_field(planner, day),
            _target_field(),
            _effort_field(),
        ],
    )


def save_milestone(planner: Planner, values: dict[str, str]) -> str:
    """Add a milestone."""
    milestone = planner.milestones.add(
        values["goal"],
        values["title"],
        milestone_day(planner, values),
        target=_number(values["target"]),
        effort=_number(values["effort"]),
    )
    return f"Added for {say_date(milestone.due)}."


def edit_form(planner: Planner, milestone: Milestone) -> Form:
    """Return the questions to change a milestone."""
    measure = planner.plan.main_measure_of(milestone.goal)
    return Form(
        name=f"milestone-{milestone.id}",
        title="Edit the milestone",
        intro="Another day goes to the goal's ledger; the first one is kept there.",
        fields=[
            _title_field(milestone.title),
            _due_field(planner, milestone.due),
            FormField(
                key="weight",
                label="Weight",
                value=say_plain(milestone.weight),
                help="Its share among the goal's milestones: 2 counts twice as much as 1.",
                check=checked(parse_weight),
            ),
            _effort_field(milestone.effort),
            FormField(
                key="deliverable",
                label="To show",
                value=milestone.deliverable,
                placeholder="Report with clips from five sessions",
                help="What can be shown when it is done.",
            ),
            _target_field(milestone.target, measure),
            _reason_field("only if it comes later or asks less"),
        ],
    )


def save_edit(planner: Planner, milestone: Milestone, values: dict[str, str]) -> str:
    """Change a milestone; `along` among the values takes along what waits for it."""
    weight, along = values["weight"].strip(), bool(values.get("along"))
    does = planner.milestones.consequences(milestone, milestone_day(planner, values))
    changed = planner.milestones.edit(
        milestone.id,
        values["reason"],
        along=along,
        title=values["title"],
        due=does.after,
        weight=parse_weight(weight) if weight else milestone.weight,
        effort=_number(values["effort"]),
        deliverable=values["deliverable"].strip(),
        target=_number(values["target"]),
    )
    if changed.due == milestone.due:
        return "Saved."
    return _moved("Saved; moved", does, along=along)


def move_form(milestone: Milestone, does: Consequences, wants_reason: bool) -> Form:
    """Return what a move does, and the questions about it."""
    fields = []
    if wants_reason:
        fields.append(_reason_field("why it moves, in one line"))
    if does.overtaken:
        count = len(does.along)
        moves = {1: "it moves along", 2: "both move along"}.get(count, f"all {count} move along")
        fields.append(
            FormField(
                key="along",
                label="What waits",
                value="yes",
                options=[("yes", moves), ("", "left where it is")],
                help="What waits for it moves by as many days. Left and right choose.",
            )
        )
    for field in fields[:1]:  # beside the first answer, where a long list above cannot hide it
        field.help = f"{field.help} {say_new_day(does)}".rstrip()
    return Form(
        name=f"move-{milestone.id}-{does.after}",
        title=f"Move “{milestone.title}”",
        intro="\n".join([*say(does), *say_along(does)]),
        save="move it",
        fields=fields,
    )


def save_move(
    planner: Planner, milestone: Milestone, does: Consequences, values: dict[str, str]
) -> str:
    """Move a milestone."""
    along = bool(values.get("along"))
    planner.milestones.move(milestone.id, does.after, values.get("reason", ""), along=along)
    return _moved("Moved", does, along=along)


def _moved(did: str, does: Consequences, *, along: bool) -> str:
    """Return what is told of a move that was made, with what went along by name."""
    return " ".join([f"{did} to {say_date(does.after)}.", *say(does, along=along)[1:]])


def _reason_field(expects: str) -> FormField:
    return FormField(
        key="reason",
        label="Reason",
        expects=expects,
        help="One line, for the goal's ledger; the first date is kept beside it.",
    )


def _title_field(title: str = "") -> FormField:
    return FormField(
        key="title",
        label="What",
        value=title,
        placeholder="Interview guide agreed with research",
        help="What will be there, so that anyone could see it.",
    )


def _due_field(planner: Planner, day: dt.date) -> FormField:
    return FormField(
        key="due",
        label="By",
        value=say_date(day),
        help=" ".join(["30 Sep 2027, Q3, in 6 weeks.", say_reference(planner, "milestone", day)]),
        check=day_check(planner),
    )


def _effort_field(effort: float | None = None) -> FormField:
    return FormField(
        key="effort",
        label="Effort, hours",
        value=_said(effort),
        expects="hours of work, or nothing",
        help="Hours of work, spread over the working days since the milestone before. Where the "
        "goal has hours a week too, the larger of both counts.",
        check=checked(parse_amount),
    )


def _target_field(target: float | None = None, measure: Measure | None = None) -> FormField:
    unit = f", in {measure.unit}" if measure and measure.unit else ""
    what = measure.name if measure else "the goal's first measure"
    return FormField(
        key="target",
        label="Measure then",
        value=_said(target),
        expects="a number, or nothing",
        help=f"Where {what} should stand by then{unit}.",
        check=checked(parse_amount),
    )


def milestone_day(planner: Planner, values: dict[str, str]) -> dt.date:
    """Return the day that was typed for a milestone. BadInput for none, or one not understood."""
    if not values["due"].strip():
        how = "Write it like 30 Jun 2027 or Q3."
        raise BadInput("The milestone has no date.", how, field="due")
    return day_of(planner, values["due"])


def _number(text: str) -> float | None:
    return parse_amount(text).value if text.strip() else None


def _said(value: float | None) -> str:
    return "" if value is None else say_plain(value)


# ---- review ----


def verdict_form(planner: Planner, quarter: Quarter, case: GoalCase, verdict: Verdict) -> Form:
    """Return the questions about where a goal landed."""
    grading = planner.settings.lines
    proposed = "" if case.proposed is None else f"; its numbers propose {case.proposed:.1f}"
    short = falls_short(case.goal, verdict.grade, grading)
    below = f"below {wanted(case.goal, grading):.1f}"
    return Form(
        name=f"verdict-{quarter}-{case.goal.id}",
        title=case.goal.title,
        intro=advice(case, verdict.grade, grading),
        save="keep it",
        fields=[
            FormField(
                key="grade",
                label="Grade",
                value="" if verdict.grade is None else f"{verdict.grade:.1f}",
                expects="0.0 to 1.0",
                help=f"0.7 to 1.0 reached or close, 0.4 to 0.6 partly{proposed}.",
                check=checked(parse_grade),
            ),
            FormField(
                key="reason",
                label="Why not as proposed",
                value=verdict.reason,
                expects="only for another grade than its numbers propose",
                help="One line; it stands beside the grade, and the quarter cannot close without.",
            ),
            FormField(
                key="note",
                label="What happened",
                value=verdict.note,
                expects="one line: what was planned, what changed",
                help="One line; it goes to the goal's ledger with the decision.",
            ),
            FormField(
                key="cause",
                label="Root cause",
                value=verdict.cause,
                options=[("", "none"), *((c.key, c.label) for c in knowledge.root_causes())],
                help=f"Asked {below}: what, mended, would have changed it most."
                if short
                else f"Only asked {below}. Left and right choose.",
            ),
        ],
    )


def save_verdict(planner: Planner, quarter: Quarter, case: GoalCase, values: dict[str, str]) -> str:
    """Keep what a review says of a goal."""
    fields: dict[str, Any] = {key: values[key] for key in ("reason", "note", "cause")}
    grade = values["grade"].strip()
    fields["grade"] = parse_grade(grade) if grade else None
    verdict = planner.reviews.judge(quarter, case.goal.id, **fields)
    missing = not verdict.cause and falls_short(case.goal, verdict.grade, planner.settings.lines)
    return "Kept. A root cause is still open; e asks it." if missing else "Kept."

"""One goal in full, as lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from pmgoals import knowledge
from pmgoals.analytics.progress import guardrail_broken, measure_progress, speed
from pmgoals.inert import one_line
from pmgoals.model.amounts import say_amount, say_number
from pmgoals.model.calendar import say_date
from pmgoals.model.goal import Goal, Override
from pmgoals.model.measure import Measure, Reading, say_band
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan
from pmgoals.services.cooling import say_waiting
from pmgoals.services.ladders import ladder_of
from pmgoals.services.planner import Planner
from pmgoals.services.standing import say_rehearsed, say_speed
from pmgoals.services.today import GoalRow, Outlook, row
from pmgoals.smart.statement import said_beside
from pmgoals.tui import glyphs
from pmgoals.tui.screens.goal_chart import GoalChart
from pmgoals.tui.spans import Line, Span, fit, flow, said, wrap

METHODS = {"smart": "SMART", "okr": "OKR", "learning": "learning goal"}


def detail(planner: Planner, goal: Goal) -> Callable[[int], list[Line]]:
    """Return what lays a goal out in a width."""
    plan, today, ascii_only = planner.plan, planner.today, planner.settings.ascii
    seen = row(planner, goal)
    chart = GoalChart(goal, plan, today, ascii_only=ascii_only)

    def build(width: int) -> list[Line]:
        parts: list[Iterable[Line]] = [
            wrap(goal.title, width, "strong"),
            _sentence(plan, goal, width),
            flow(_standing(goal, seen, ascii_only, with_range=not chart.is_drawn(width)), width),
            chart.lines(width),
            _measures(plan, goal, width, today, ascii_only),
            _below(planner, goal, width, ascii_only),
            _milestones(plan, goal, width, today, ascii_only),
            _if_then(plan, goal, width),
            _about(plan, goal, width),
            _checkins(plan, goal, width),
            _slept_over(planner, goal, width),
            _ledger(plan, goal, width),
        ]
        lines: list[Line] = []
        for part in parts:
            lines += part
        return lines

    return build


def _slept_over(planner: Planner, goal: Goal, width: int) -> list[Line]:
    lines: list[Line] = []
    for text in say_waiting(planner, goal.id):
        lines += wrap(text, width)
    return _section("Slept over", lines)


def _section(title: str, lines: list[Line]) -> list[Line]:
    return [[], [Span(title, "title")], *lines] if lines else []


def _sentence(plan: Plan, goal: Goal, width: int) -> list[Line]:
    beside = said_beside(goal, plan)
    return wrap(beside, width, "muted") if beside else []


def _standing(goal: Goal, seen: GoalRow, ascii_only: bool, *, with_range: bool) -> Line:
    """Return where a goal stands; the range it lands in too, where no chart shows it."""
    sign, tone = glyphs.status(seen.status, ascii_only=ascii_only)
    words = [Span(f"{sign} {seen.status}", tone)]
    if goal.due:
        words.append(Span(f" · due {say_date(goal.due)}", "muted"))
    if seen.gap is not None and goal.state == "active":
        where = "ahead of" if seen.gap >= 0 else "behind"
        points = abs(round(seen.gap))
        even = "just where today's mark is" if not points else f"{points} % {where} today's mark"
        words.append(Span(f" · {even}", "muted"))
    if seen.forecast is not None:
        words += _landing(seen.forecast, with_range=with_range)
    if goal.grade is not None:
        words.append(Span(f" · grade {goal.grade:.1f}", "muted"))
    return words


def _landing(outlook: Outlook, *, with_range: bool) -> Line:
    """Return the chance to reach the target, and where eight landings in ten lie."""
    chance = Span(f" · {round(outlook.chance * 100)} % chance to reach it")
    if not with_range:
        return [chance]
    low, high = (say_amount(value, outlook.unit) for value in (outlook.low, outlook.high))
    return [chance, Span(f" · {one_line(outlook.measure)} likely {low} to {high}", "muted")]


def _measures(plan: Plan, goal: Goal, width: int, today: dt.date, ascii_only: bool) -> list[Line]:
    lines: list[Line] = []
    for measure in plan.measures_of(goal.id):
        lines += [[]] if lines else []
        lines += _measure(plan, measure, width, today, ascii_only)
    return _section("Measures", lines)


def _measure(
    plan: Plan, measure: Measure, width: int, today: dt.date, ascii_only: bool
) -> list[Line]:
    readings = plan.readings_of(measure.id)
    now = say_amount(readings[-1].value, measure.unit) if readings else "no reading yet"
    head: Line = [Span("  "), said(measure.name, "strong"), Span(f"  {measure.role}", "muted")]
    if measure.role == "guardrail":
        state = _guardrail_state(measure, readings)
        values: Line = [state, Span(f"  {now}"), Span(f"  {say_band(measure)}", "muted")]
        return [*flow(head, width), *flow(values, width, "  ")]
    progress = measure_progress(measure, readings, today)
    bar = glyphs.bar(progress, None, 16, ascii_only=ascii_only)
    way = " → ".join(
        say_amount(value, measure.unit)
        for value in (measure.baseline, measure.target)
        if value is not None
    )
    held = measure.direction == "maintain"
    of = "of the time inside" if held else "of the way"
    covered = "" if progress is None else f"  {round(progress * 100)} % {of}"
    values = [
        Span(bar, "accent" if progress is not None else "quiet"),
        Span(f" {now}"),
        Span(f"  {say_band(measure) if held else way}", "muted"),
        Span(covered, "muted"),
    ]
    lines = [*flow(head, width), *flow(values, width, "  "), *_speed(plan, measure, today, width)]
    about = "; ".join(text for text in (measure.definition, measure.source) if text)
    if about:
        lines += wrap(about, width, "muted", "  ")
    return lines


def _speed(plan: Plan, measure: Measure, today: dt.date, width: int) -> list[Line]:
    """Return how fast a measure of an active goal has to go from here, and how fast it goes."""
    goal = plan.goals[measure.goal]
    if goal.due is None or goal.state != "active":
        return []
    found = speed(measure, plan.readings_of(measure.id), goal.start, goal.due, today)
    return wrap(say_speed(found, measure.unit), width, "muted", "  ") if found else []


def _below(planner: Planner, goal: Goal, width: int, ascii_only: bool) -> list[Line]:
    """Return the goals that are part of this one, with where each stands."""
    lines: list[Line] = []
    for child in planner.plan.goals_below(goal.id):
        seen = row(planner, child)
        sign, tone = glyphs.status(seen.status, ascii_only=ascii_only)
        way = "" if seen.progress is None else f"{round(seen.progress * 100)} %"
        state = f"{seen.status}  {fit(way, 5, right=True)}"
        title = fit(said(child.title).text, max(8, width - 5 - len(state)))
        lines.append([Span(f"  {sign} ", tone), Span(title), Span(f" {state}", tone)])
    return _section("Goals below", lines)


def _guardrail_state(measure: Measure, readings: list[Reading]) -> Span:
    if measure.low is None and measure.high is None:
        return Span("no limit set", "muted")
    if not readings:
        return Span("not known", "muted")
    broken = guardrail_broken(measure, readings)
    return Span("broken", "bad") if broken else Span("holds", "good")


def _milestones(plan: Plan, goal: Goal, width: int, today: dt.date, ascii_only: bool) -> list[Line]:
    steps = plan.milestones_of(goal.id)
    unit = plan.unit_of(goal.id)
    lines = [_milestone(m, unit, width, today, ascii_only) for m in steps]
    return _section("Milestones", lines)


def _milestone(m: Milestone, unit: str, width: int, today: dt.date, ascii_only: bool) -> Line:
    done, ahead = ("v", "o") if ascii_only else ("✓", "◇")
    late = m.is_late(today)
    sign = Span(
        f"  {done if m.done_on else ahead} ", "good" if m.done_on else "warn" if late else "accent"
    )
    when = fit(say_date(m.due), 11, right=True) + (" late" if late else "")
    target = f"  {say_amount(m.target, unit)}" if m.target is not None else ""
    room = max(8, width - 4 - len(when) - len(target) - 2)
    tone = "muted" if m.done_on else ""
    return [
        sign,
        Span(fit(said(m.title).text, room), tone),
        Span(target, "muted"),
        Span(f"  {when}", "warn" if late else "muted"),
    ]


def _if_then(plan: Plan, goal: Goal, width: int) -> list[Line]:
    lines: list[Line] = []
    for plan_ in plan.if_then_of(goal.id):
        lines += wrap(f"If {plan_.cue}, then {plan_.response}.", width, "", "  ")
        lines += wrap(say_rehearsed(plan.checkins_of(goal.id), plan_.id), width, "muted", "  ")
    return _section("If-then", lines)


def _about(plan: Plan, goal: Goal, width: int) -> list[Line]:
    theme = plan.themes.get(goal.theme or "")
    skill = ladder_of(plan).competency(goal.competency)
    above = plan.goals.get(goal.parent or "")
    priority = next((p for p in plan.priorities if p.id == goal.priority), None)
    facts = [
        ("Why", goal.why),
        ("Priority", priority.title if priority else ""),
        ("Next", goal.next_action),
        ("Starts", say_date(goal.start)),
        ("Look again", say_date(goal.review_on) if goal.review_on else ""),
        ("Target from", say_date(goal.turns_on) if goal.turns_on else ""),
        ("Part of", above.title if above else ""),
        ("Serves", theme.title if theme else goal.no_theme_reason),
        ("Weight", f"{say_number(goal.weight)} in its theme" if goal.weight != 1 else ""),
        ("Problem", goal.problem),
        ("People", goal.people),
        ("Needs", _joined(goal.resources, goal.promised_elsewhere)),
        ("Waits for", _joined(goal.must_ship_first, goal.shared_system)),
        ("Obstacle", goal.obstacle),
        ("Ethics", goal.ethics),
        ("Skill", skill.name if skill else ""),
        ("Method", f"{METHODS[goal.method]}, {goal.commitment}, {goal.kind}"),
        ("Hours", f"{goal.hours_week:g} a week" if goal.hours_week else ""),
        ("Closed", goal.closing_note),
        *((_kept(kept), kept.reason) for kept in goal.overrides),
    ]
    lines: list[Line] = []
    for name, text in facts:
        if text:
            lines += wrap(text, width, "", " " * 13, first=fit(f"  {name}", 13))
    return _section("About", lines)


def _kept(kept: Override) -> str:
    """Return what is kept: a rule about the goal, or something that Align tells of the plan."""
    return "Meant so" if "-" in kept.rule else f"Kept {kept.rule}"


def _joined(*texts: str) -> str:
    return "; ".join(text for text in texts if text)


def _checkins(plan: Plan, goal: Goal, width: int) -> list[Line]:
    lines: list[Line] = []
    for checkin in reversed(plan.checkins_of(goal.id)[-6:]):
        confidence = f"{checkin.confidence:>2}" if checkin.confidence else " -"
        head = f"  {checkin.week}  {confidence}  "
        stuck = knowledge.choice(knowledge.blocker_types(), checkin.blocker)
        note = checkin.note
        if stuck:
            ended = note.rstrip().endswith((".", "!", "?", "…"))
            said = f"tuck on: {stuck.label.lower()}"
            note = f"{note.rstrip()} S{said}" if ended else _joined(note, f"s{said}")
        lines += wrap(note, width, "", " " * len(head), first=head)
    return _section("Check-ins", lines)


def _ledger(plan: Plan, goal: Goal, width: int) -> list[Line]:
    lines: list[Line] = []
    for entry in plan.ledger_of(goal.id):
        eased = " (eased)" if entry.eased else ""
        reason = f": {entry.reason}" if entry.reason else ""
        change = f"{entry.before} → {entry.after}" if entry.before else entry.after
        head = fit(f"  {say_date(entry.on)}", 15)
        text = f"{entry.field} {change}{eased}{reason}"
        lines += wrap(text, width, "muted", " " * 15, first=head)
    return _section("Ledger", lines)

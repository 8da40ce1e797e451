"""`pmgoals today`: what needs the person, and where their goals stand."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.numbers import share
from pmgoals.cli.output import Cell, Output, Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.model import ids
from pmgoals.model.calendar import say_date, say_weekday
from pmgoals.services import today as view
from pmgoals.services.due import Due

GLYPHS = {
    "on track": "●", "watch": "◐", "at risk": "○", "stale": "◌", "done": "✓", "new": "◇",
    "paused": "-", "closed": "-",
}  # fmt: skip
"""One sign for each status; the word stands beside it."""

WORDS = {
    "checkin": "check-in",
    "milestone": "milestone",
    "review": "review",
    "draft": "draft",
    "turn": "set a target",
    "easing": "slept over",
    "signal": "noticed",
    "journal": "journal",
    "copy": "copy to join",
}
"""What each kind of thing that is due is called."""


def today(parser: Parser) -> Run:
    """Declare `today`."""
    parser.reading()
    return _today


def _today(args: Namespace, session: Session) -> None:
    found, out = view.look(session.planner), session.out
    if args.json:
        out.json(found)
        return
    line = found.quarter_line
    out.say(Styled(say_weekday(found.date), "head"), f" · {found.week} · {found.quarter}")
    _due(out, found)
    _goals(out, found.goals)
    out.say("")
    minutes = found.learning
    out.field("Learning", f"{minutes.minutes_this_week} of {minutes.target} min this week")
    steady = found.momentum
    if steady.weeks_done:
        out.field(
            "Momentum",
            f"{steady.weeks_done} of the last {steady.weeks} weeks · {steady.in_a_row} in a row · "
            f"reserve {steady.reserve_left}",
        )
    if found.intention:
        out.field("Last week", f"I said: {found.intention}")
    if found.hours.promised:
        over = ", overfull: `pmgoals plan` names the goals" if found.hours.over else ""
        out.field("Hours", f"{found.hours.said} this week{over}")
    opens = say_date(line.review_opens)
    out.field("Quarter", f"{line.name} · week {line.week} of {line.weeks} · review opens {opens}")


def short_id(due: Due) -> str:
    """Return the beginning of the id of what is due; a review and a copy have none."""
    return "" if due.kind in ("review", "copy") else due.id[:6]


def _due(out: Output, found: view.Today) -> None:
    if not found.due:
        return
    out.say("")
    out.say(Styled("Needs you", "head"))
    rows = [(WORDS[due.kind], due.title, _when(due), short_id(due)) for due in found.due]
    out.table(rows, flex=1, indent="  ")


def _when(due: Due) -> str:
    day = say_date(due.on) if due.on else "this week" if due.kind == "checkin" else ""
    return f"late, {day}" if due.late else day


def _goals(out: Output, goals: list[view.GoalRow]) -> None:
    out.say("")
    if not goals:
        out.say(
            "No goals yet. Begin with `pmgoals reflect`, or commit one: pmgoals goal add --help"
        )
        return
    out.say(Styled("Goals", "head"))
    every = [goal.id for goal in goals]
    rows = [
        (
            status(goal.status),
            goal.title,
            share(goal.progress),
            pace(goal),
            forecast(goal),
            confidence(goal),
            say_date(goal.due) if goal.due else "no date",
            ids.short(goal.id, every),
        )
        for goal in goals
    ]
    heads = tuple(
        Styled(text, "dim")
        for text in ("status", "goal", "way", "pace", "chance", "confidence", "due", "id")
    )
    out.table([heads, *rows], right={2, 3, 4}, flex=1, indent="  ")


def status(word: str) -> Cell:
    """Return a status as sign and word."""
    return Styled(f"{GLYPHS.get(word, '-')} {word}", word)


def pace(goal: view.GoalRow) -> str:
    """Return points ahead or behind, with their sign."""
    return "" if goal.gap is None else f"{round(goal.gap):+d}" if round(goal.gap) else "0"


def forecast(goal: view.GoalRow) -> str:
    """Return the chance to reach the target by the date; nothing where the data support none."""
    return "" if goal.forecast is None else share(goal.forecast.chance)


def confidence(goal: view.GoalRow) -> str:
    """Return the latest confidence and where it is going."""
    if goal.confidence is None:
        return ""
    if not goal.trend:
        return str(goal.confidence)
    return f"{goal.confidence} ({'up' if goal.trend > 0 else 'down'} {abs(goal.trend)})"

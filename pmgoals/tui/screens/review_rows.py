"""What the review draws: its goals as a table, its questions, and one goal in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmgoals import knowledge
from pmgoals.knowledge import ReviewQuestion
from pmgoals.model.calendar import Quarter, say_date, say_short_date
from pmgoals.model.goal import Decision, Goal
from pmgoals.model.review import Review, Verdict
from pmgoals.services.carrying import goes_over
from pmgoals.services.cases import GoalCase
from pmgoals.services.period_words import say_measure
from pmgoals.services.periods import GoalThen
from pmgoals.services.verdicts import advice, deferred, falls_short, say_grounds, say_verdict
from pmgoals.tui.spans import Line, Span, fit, said, side_by_side, wrap
from pmgoals.tui.widgets.lines import Build, Row

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

FULL, MOST, MIDDLE = 90, 64, 46
"""Widths from which a goal's row has all columns, all but progress, and the four that matter."""

COLUMNS = (
    ("progress", 9),
    ("proposed", 9),
    ("mine", 6),
    ("decision", 10),
    ("weeks", 7),
    ("steps", 6),
)
"""Heading and width of each column."""

MATTERING = ("mine", "decision", "weeks", "steps")
"""Columns that stay when there is less room."""


def questions(planner: Planner, quarter: Quarter) -> list[ReviewQuestion]:
    """Return the questions that are asked once for the quarter, in the person's own wording."""
    asked = planner.rituals.quarterly(quarter).questions().values()
    return [question for question in asked if not question.per_goal]


# ---- a review that is open ----


def head(planner: Planner, quarter: Quarter, closed: Review | None, others: bool) -> Row:
    """Return which quarter it is, and whether its review is open."""
    opens, today = planner.reviews.opens(quarter), planner.today
    if closed:
        state = f"Closed on {say_date(closed.on)}."
    elif today < opens:
        state = f"The review opens {say_date(opens)}; anything kept here before then stays."
    elif today <= quarter.end:
        state = f"The review is open until the quarter ends. {FINISH}"
    else:
        state = f"The quarter is over. {FINISH}"
    turn = [Span("[ ] other quarters", "muted")] if others else []

    def build(width: int) -> list[Line]:
        days = f"  {say_short_date(quarter.start)} to {say_date(quarter.end)}"
        line = [Span(str(quarter), "title"), Span(days, "muted")]
        return [side_by_side(line, turn, width), *wrap(state, width, "muted"), []]

    return Row("", build)


FINISH = "Grade and decide, then X closes it."


def case_rows(
    cases: Sequence[GoalCase], verdicts: Sequence[Verdict], kept: set[str], sign: str
) -> list[Row]:
    """Return the goals as a table; those in `kept` were judged by the person."""
    if not cases:
        text = "No goal was open in this quarter. n starts one; it is graded here at the end."
        return [Row("", lambda width: [[Span("Goals", "title")], *wrap(text, width, "muted"), []])]
    by_goal = {verdict.goal: verdict for verdict in verdicts}
    rows = [Row("", _columns)]
    rows += [
        Row(f"goal:{case.goal.id}", _case(case, by_goal[case.goal.id], case.goal.id in kept, sign))
        for case in cases
    ]
    return [*rows, Row("", lambda _: [[]])]


def _shown(width: int) -> list[tuple[str, int]]:
    if width >= MOST:
        return list(COLUMNS[width < FULL :])
    return [column for column in COLUMNS if column[0] in MATTERING] if width >= MIDDLE else []


def _columns(width: int) -> list[Line]:
    columns = _shown(width)
    room = width - sum(size for _, size in columns)
    names = [Span(fit(name, size, right=True), "muted") for name, size in columns]
    return [[Span(fit("Goals", room), "title"), *names]]


def _case(case: GoalCase, verdict: Verdict, kept: bool, sign: str) -> Build:
    grade = "-" if verdict.grade is None else f"{verdict.grade:.1f}"
    proposed = "-" if case.proposed is None else f"{case.proposed:.1f}"
    way = case.health.shown
    cells = {
        "progress": "-" if way is None else f"{round(way * 100)} %",
        "proposed": proposed,
        "mine": grade,
        "decision": verdict.decision,
        "weeks": f"{case.weeks_done}/{case.weeks}",
        "steps": f"{case.milestones_done}/{case.milestones}" if case.milestones else "-",
    }
    own = grade != proposed
    tones = {"mine": "strong" if own else "", "decision": "accent"}
    lead = Span(f" {sign} ", "good") if kept else Span("   ")
    title = said(case.goal.title).text

    def build(width: int) -> list[Line]:
        columns = _shown(width)
        room = width - 4 - sum(size for _, size in columns)
        line = [lead, Span(fit(title, max(8, room)) + " ")]
        line += [
            Span(fit(cells[name], size, right=True), tones.get(name, "muted"))
            for name, size in columns
        ]
        if columns:
            return [line]
        below = f"   {grade} · {verdict.decision} · {cells['weeks']} weeks"
        return [line, [Span(fit(below, width), "muted")]]

    return build


def question_rows(asked: Sequence[ReviewQuestion], answers: dict[str, str]) -> list[Row]:
    """Return the questions of the quarter with what was answered."""
    rows = [Row("", lambda _: [[Span("The quarter in words", "title")]])]
    rows += [Row(f"question:{q.id}", _question(q, answers.get(q.id, ""))) for q in asked]
    return rows


def _question(question: ReviewQuestion, answer: str) -> Build:
    def build(width: int) -> list[Line]:
        body = wrap(answer, width - 2, "", "  ") if answer.strip() else [[Span("  -", "muted")]]
        return [*wrap(question.ask, width, "strong"), *body]

    return build


# ---- a review that was closed ----


def verdict_rows(review: Review, goals: dict[str, Goal]) -> list[Row]:
    """Return what a closed review said of each goal."""

    def heading(width: int) -> list[Line]:
        names = [Span(fit(name, size, right=True), "muted") for name, size in PAST]
        return [[Span(fit("Goals", width - sum(size for _, size in PAST)), "title"), *names]]

    rows = [Row("", heading)]
    for verdict in review.verdicts:
        goal = goals.get(verdict.goal)
        title = said(goal.title).text if goal else "A goal that is no longer there"
        rows.append(Row(f"verdict:{verdict.goal}", _verdict(verdict, title)))
    return [*rows, Row("", lambda _: [[]])]


PAST = (("proposed", 9), ("grade", 7), ("decision", 10))


def _verdict(verdict: Verdict, title: str) -> Build:
    cells = [
        "-" if verdict.proposed is None else f"{verdict.proposed:.1f}",
        "-" if verdict.grade is None else f"{verdict.grade:.1f}",
        verdict.decision,
    ]
    tones = ("muted", "strong", "accent")

    def build(width: int) -> list[Line]:
        room = width - 2 - sum(size for _, size in PAST)
        line = [Span(" " + fit(title, max(8, room)) + " ")]
        line += [
            Span(fit(cell, size, right=True), tone)
            for cell, (_, size), tone in zip(cells, PAST, tones, strict=True)
        ]
        parts = [cause_of(verdict), verdict.note]
        words = ": ".join(part for part in parts if part)
        return [line, *(wrap(words, width - 3, "muted", "   ") if words else [])]

    return build


def verdict_detail(verdict: Verdict, goal: Goal | None) -> Build:
    """Return what a closed review said of a goal, and where the goal is now."""

    def build(width: int) -> list[Line]:
        lines: list[Line] = list(wrap(said(goal.title).text, width, "strong")) if goal else []
        grades = [("proposed", verdict.proposed), ("graded", verdict.grade)]
        parts = [f"{word} {grade:.1f}" for word, grade in grades if grade is not None]
        lines.append([Span(" · ".join([*parts, verdict.decision]), "muted")])
        if verdict.cause:
            lines.append(_cause(verdict))
        for text in say_verdict(verdict):
            lines += wrap(text, width)
        if goal and goal.state != "closed":
            due = f", due {say_date(goal.due)}" if goal.due else ""
            lines.append([Span(f"It is {goal.state} now{due}.", "muted")])
        return lines

    return build


def cause_of(verdict: Verdict) -> str:
    """Return the root cause in words, empty for none."""
    cause = knowledge.choice(knowledge.root_causes(), verdict.cause)
    return cause.label if cause else verdict.cause


# ---- one goal in full ----


def case_detail(
    planner: Planner,
    quarter: Quarter,
    case: GoalCase,
    verdict: Verdict,
    then: GoalThen | None,
) -> Build:
    """Return what the data says of a goal, and what the person said."""
    grading = planner.settings.lines
    goal, hint = case.goal, advice(case, verdict.grade, grading)
    short = falls_short(goal, verdict.grade, grading)
    to = deferred(goal, planner.calendar.next(quarter).end)

    def build(width: int) -> list[Line]:
        lines: list[Line] = list(wrap(said(goal.title).text, width, "strong"))
        way = case.health.shown
        due = f" · due {say_date(goal.due)}" if goal.due else ""
        covered = "" if way is None else f" · {round(way * 100)} % of the way"
        lines += wrap(f"{goal.commitment}{due}{covered}", width, "muted")
        lines += wrap(say_grounds(case), width, "muted")
        lines += wrap(hint, width, "accent") if hint else []
        over = goes_over(goal, verdict.decision, quarter.end)
        meaning = _meaning(verdict.decision, say_date(to), over)
        lines += wrap(f"{verdict.decision}: {meaning}", width)
        if short or verdict.cause:
            lines.append(_cause(verdict))
        if verdict.reason:
            lines += wrap(f"graded otherwise: {verdict.reason}", width)
        note = verdict.note or "e writes in one line what happened"
        lines += wrap(note, width, "" if verdict.note else "muted")
        for each in then.measures if then else []:
            lines += wrap(say_measure(each), width, "muted")
        return lines

    return build


def _cause(verdict: Verdict) -> Line:
    """Return the root cause, or that it is still asked."""
    words, tone = cause_of(verdict) or "open; e asks it", "" if verdict.cause else "warn"
    return [Span("root cause: ", "muted"), said(words, tone)]


def _meaning(decision: Decision, to: str, over: bool) -> str:
    """Return what a decision does when the quarter is closed; `over` when it carries over."""
    if over:
        return f"It is closed with this grade and begun again until {to}, from where it stands."
    own = {
        "close": "It ends here, with this grade.",
        "defer": f"It moves to {to}.",
        "drop": "It ends unfinished; what was learned stays on record.",
        "change": "It goes on; change its target, date or measure next.",
    }
    choice = knowledge.choice(knowledge.decisions(), decision)
    return own.get(decision) or (choice.help if choice else "")


def question_detail(question: ReviewQuestion, closed: bool) -> Build:
    """Return what helps to answer a question."""

    def build(width: int) -> list[Line]:
        lines: list[Line] = list(wrap(question.ask, width, "strong"))
        lines += wrap(question.hint, width, "muted")
        return lines if closed else [*lines, [], [Span("Enter writes it.", "muted")]]

    return build

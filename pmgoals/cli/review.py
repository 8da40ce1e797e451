"""`pmgoals review`: judge a quarter goal by goal, close it, and read closed reviews."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import Any, get_args

from pmgoals.cli.names import shorts
from pmgoals.cli.numbers import grade, share
from pmgoals.cli.output import Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.records import document
from pmgoals.cli.review_period import answers_of, ask_stages, staged_options
from pmgoals.cli.session import Session
from pmgoals.cli.today import status
from pmgoals.errors import BadInput, NotFound
from pmgoals.model.amounts import say_grade
from pmgoals.model.calendar import Quarter, say_date
from pmgoals.model.goal import Decision, Goal
from pmgoals.model.review import Review, Verdict
from pmgoals.services.cases import GoalCase
from pmgoals.services.choices import pick, pick_choice
from pmgoals.services.names import find_among
from pmgoals.services.period_words import say_course
from pmgoals.services.verdicts import say_cause, say_verdict

PROSE = ("--note", "--why")
"""Options whose value is prose: the first `=` ends the goal's name, more may follow."""


def review_quarter(parser: Parser) -> Run:
    """Declare `review quarter`."""
    parser.reading()
    parser.add_argument("period", nargs="*", metavar="PERIOD", help="Q3, FY26 Q4, last quarter")
    staged_options(parser)
    each = parser.add_argument_group("goal by goal; each may be repeated")
    each.add_argument("--grade", metavar="GOAL=0.8", action="append", help="0.0 to 1.0")
    each.add_argument(
        "--decide", metavar="GOAL=D", action="append", help="keep, change, defer, drop or close"
    )
    each.add_argument("--cause", metavar="GOAL=C", action="append", help="why it fell short")
    each.add_argument(
        "--why", metavar="GOAL=TEXT", action="append", help="why its grade is not as proposed"
    )
    each.add_argument("--note", metavar="GOAL=TEXT", action="append", help="what happened")
    parser.add_argument("--learned", metavar="TEXT", default="", help="what was learned")
    return _quarter


def review_show(parser: Parser) -> Run:
    """Declare `review show`."""
    parser.reading()
    parser.add_argument("period", nargs="*", metavar="PERIOD", help="FY26 Q4, November 2026, FY26")
    parser.add_argument("--md", action="store_true", help="as the document it ended in, Markdown")
    parser.add_argument("-o", "--output", metavar="FILE", help="write the latest one's document")
    parser.add_argument("--force", action="store_true", help="replace a file that is there")
    return _show


def _named(session: Session, words: list[str]) -> Quarter | None:
    if not words:
        return None
    planner = session.planner
    quarter = planner.calendar.parse_quarter(" ".join(words), planner.today)
    session.out.tell(f"{quarter} is {say_date(quarter.start)} to {say_date(quarter.end)}.")
    return quarter


def _quarter(args: Namespace, session: Session) -> None:
    reviews, out = session.planner.reviews, session.out
    quarter = _named(session, args.period) or reviews.quarter_to_review()
    ritual = session.planner.rituals.quarterly(quarter)
    if ask_stages(args, session, ritual):
        return
    verdicts, answers = _judged(quarter, args, session), answers_of(args, ritual)
    if args.learned:
        answers["learned"] = args.learned
    if args.close:
        if verdicts:
            reviews.keep(quarter, verdicts)
        kept = reviews.close(quarter, answers=answers)
        out.say(kept.id)
        word = "goal" if len(kept.verdicts) == 1 else "goals"
        out.tell(f"Closed the review of {kept.period}: {len(kept.verdicts)} {word}.")
        return
    if verdicts or answers:
        reviews.keep(quarter, verdicts, answers)
        out.tell(f"Kept in the review of {quarter}; --close closes it.")
    pairs = reviews.judged_cases(quarter)
    if args.json:
        closed = reviews.of(quarter) is not None
        out.json(
            {
                "period": str(quarter),
                "start": quarter.start,
                "end": quarter.end,
                "closed": closed,
                "cases": [_document(case, verdict) for case, verdict in pairs],
            }
        )
        return
    _print(quarter, pairs, session)


def _judged(quarter: Quarter, args: Namespace, session: Session) -> list[Verdict]:
    """Return the verdicts that were given: each a goal's own, with what was typed."""
    from pmgoals import knowledge

    decisions, causes = {word: word for word in get_args(Decision)}, knowledge.root_causes()
    options: tuple[tuple[str, str, list[str] | None, Callable[[str], Any]], ...] = (
        ("--grade", "grade", args.grade, grade),
        ("--decide", "decision", args.decide, lambda typed: pick(decisions, typed, "decision")),
        ("--cause", "cause", args.cause, lambda typed: pick_choice(causes, typed, "cause")),
        ("--why", "reason", args.why, str),
        ("--note", "note", args.note, str),
    )
    reviews = session.planner.reviews
    goals = [case.goal for case in reviews.cases(quarter)]
    fields: dict[str, dict[str, Any]] = {}
    for option, field, texts, read in options:
        for own, typed in _given(texts, goals, option).items():
            fields.setdefault(own, {})[field] = read(typed)
    return [reviews.judged(quarter, own, **given) for own, given in fields.items()]


def _given(texts: list[str] | None, goals: list[Goal], option: str) -> dict[str, str]:
    """Return the values of a repeated `GOAL=VALUE` option by the goal's id."""
    found = {}
    for text in texts or []:
        name, equals, value = text.partition("=") if option in PROSE else text.rpartition("=")
        if not equals:
            raise BadInput(f"{option} {text[:40]} names no goal.", f"Write: {option} GOAL=VALUE")
        found[find_among(goals, name, "goal of this quarter").id] = value.strip()
    return found


def _document(case: GoalCase, verdict: Verdict) -> dict[str, Any]:
    return {
        "id": case.goal.id,
        "title": case.goal.title,
        "status": case.health.status,
        "progress": case.health.shown,
        "expected": case.health.expected,
        "proposed": case.proposed,
        "grade": verdict.grade,
        "decision": verdict.decision,
        "weeks_done": case.weeks_done,
        "weeks": case.weeks,
        "milestones_done": case.milestones_done,
        "milestones": case.milestones,
    }


def _print(quarter: Quarter, pairs: list[tuple[GoalCase, Verdict]], session: Session) -> None:
    out = session.out
    days = f"  {say_date(quarter.start)} to {say_date(quarter.end)}"
    out.say(Styled(f"Review {quarter}", "head"), days)
    if closed := session.planner.reviews.of(quarter):
        out.say(f"It was closed on {say_date(closed.on)}.")
    if not pairs:
        out.say("No goal belongs to this quarter.")
        return
    short = shorts(session.planner.plan.goals.values())
    heads = ("id", "status", "way", "grade", "decision", "check-ins", "milestones", "goal")
    rows = [
        (
            short[case.goal.id],
            status(case.health.status),
            share(case.health.shown),
            say_grade(verdict.grade) or "none",
            verdict.decision,
            f"{case.weeks_done} of {case.weeks}",
            f"{case.milestones_done} of {case.milestones}",
            case.goal.title,
        )
        for case, verdict in pairs
    ]
    out.table([tuple(Styled(head, "dim") for head in heads), *rows], right={2, 3}, flex=7)
    if not closed:
        out.tell("What was not judged is proposed; --grade GOAL=0.8 keeps one, --close closes it.")


def _show(args: Namespace, session: Session) -> None:
    out = session.out
    period = session.planner.rituals.period_named(" ".join(args.period))
    found = session.planner.reviews.closed(period)
    if args.json:
        out.json(document(found))
        return
    if not found:
        closed = ", ".join(review.label for review in session.planner.reviews.closed())
        said = f"{period} is not closed." if period else "No review was closed yet."
        which = f"Closed are {closed}." if closed else "Look at it: pmgoals review quarter"
        out.tell(f"{said} {which}")
    if args.output not in (None, "-"):
        _write_document(args, session, found)
        return
    for review in found:
        if args.md or args.output:
            from pmgoals.reports.documents import document_of

            out.say(document_of(session.planner, review).rstrip("\n"))
        else:
            _print_review(review, session)


def _write_document(args: Namespace, session: Session, found: list[Review]) -> None:
    from pmgoals.cli.target_file import target, write
    from pmgoals.reports.documents import document_of

    paths = session.planner.paths
    if not found:
        raise NotFound("There is no closed review of that period.", "Nothing was written.")
    to = target(args.output, paths, None, what="review", force=args.force)
    write(to, document_of(session.planner, found[0]).encode())
    session.out.tell(f"{found[0].period} is in {to}.")


def _print_review(review: Review, session: Session) -> None:
    out, goals = session.out, session.planner.plan.goals
    out.say(Styled(f"Review {review.label}", "head"), f"  closed on {say_date(review.on)}")
    rows = [
        (
            say_grade(verdict.grade) or "none",
            verdict.decision,
            goals[verdict.goal].title if verdict.goal in goals else verdict.goal,
            say_cause(verdict.cause),
            verdict.note,
        )
        for verdict in review.verdicts
    ]
    out.table(rows, right={0}, flex=2, indent="  ")
    for verdict in review.verdicts:
        for line in say_verdict(verdict):
            if line != verdict.note and verdict.goal in goals:
                out.say(f"    {goals[verdict.goal].title}: {line}")
    for each in review.decided:
        if words := say_course(each, goals):
            out.field("  decided", words)
    for key, answer in review.answers.items():
        out.field(f"  {key.replace('_', ' ')}", answer)

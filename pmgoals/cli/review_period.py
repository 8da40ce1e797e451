"""`pmgoals review month` and `review year`: what the records say, and the review stage by stage."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from pmgoals.cli.names import shorts
from pmgoals.cli.output import Styled
from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.records import document
from pmgoals.cli.session import Session
from pmgoals.cli.today import status
from pmgoals.errors import BadInput
from pmgoals.model.calendar import say_date
from pmgoals.model.month import Month
from pmgoals.model.review import Review
from pmgoals.services.period_words import say_course, say_goal, say_way
from pmgoals.services.periods import GoalThen, Period
from pmgoals.services.rituals.reviewing import Reviewing


def review_month(parser: Parser) -> Run:
    """Declare `review month`."""
    _declare(parser, "November 2026, 2026-11, last month")
    return _month


def review_year(parser: Parser) -> Run:
    """Declare `review year`."""
    _declare(parser, "FY26, last year")
    return _year


def _declare(parser: Parser, example: str) -> None:
    parser.reading()
    parser.add_argument("period", nargs="*", metavar="PERIOD", help=example)
    staged_options(parser)


def staged_options(parser: Parser) -> None:
    """Declare the options of a review that is gone through by stages."""
    parser.add_argument("--ask", action="store_true", help="go through it, question by question")
    parser.add_argument("--close", action="store_true", help="close it; else it stays open")
    parser.add_argument(
        "--answer", metavar="QUESTION=TEXT", action="append", help="answer a question by its id"
    )


def answers_of(args: Namespace, ritual: Reviewing) -> dict[str, str]:
    """Return the answers that were given, by question. BadInput for one that is not asked."""
    asked = [key for key, question in ritual.questions().items() if not question.per_goal]
    found = {}
    for text in args.answer or []:
        key, equals, answer = text.partition("=")
        if not equals or key not in asked:
            raise BadInput(
                f"“{key[:40]}” is no question of this review.", f"Answer one of {', '.join(asked)}."
            )
        found[key] = answer
    return found


def ask_stages(args: Namespace, session: Session, ritual: Reviewing) -> bool:
    """Go through a review by its stages if that was wanted; return whether it was.

    Usage without a terminal; BadInput for a review that was closed.
    """
    if not args.ask:
        return False
    if not session.interactive:
        raise Usage("--ask asks at a terminal.", "Give --answer QUESTION=TEXT instead.")
    if ritual.closed():
        raise BadInput(f"{ritual.period} was closed already.", "Undo the review to do it again.")
    from pmgoals.cli.staged import go_through

    go_through(session, ritual)
    if review := ritual.closed():
        from pmgoals.reports.documents import document_of

        session.out.say(document_of(session.planner, review).rstrip("\n"))
    return True


def _month(args: Namespace, session: Session) -> None:
    planner = session.planner
    words = " ".join(args.period)
    month = Month.parse(words, planner.today) if words else None
    ritual = planner.rituals.monthly(month)
    session.out.tell(
        f"{ritual.period} is {say_date(ritual.month.first)} to {say_date(ritual.month.last)}."
    )
    _run(args, session, ritual, planner.alignments.facts(ritual.month))


def _year(args: Namespace, session: Session) -> None:
    planner = session.planner
    words = " ".join(args.period)
    ritual = planner.rituals.annual(planner.years.parse(words) if words else None)
    session.out.tell(
        f"{ritual.period} is {say_date(ritual.year.first)} to {say_date(ritual.year.last)}."
    )
    _run(args, session, ritual, planner.years.facts(ritual.year))


def _run(args: Namespace, session: Session, ritual: Reviewing, facts: Period) -> None:
    if ask_stages(args, session, ritual):
        return
    if answers := answers_of(args, ritual):
        ritual.keep_answers(answers)
    if args.close:
        ritual.close()
        review = ritual.closed()
        session.out.say(review.id if review else "")
        session.out.tell(f"Closed {ritual.period}. Its document: pmgoals review show --md")
        return
    review = ritual.closed() or ritual.review()
    if args.json:
        session.out.json(_document(ritual, facts, review))
        return
    _print(session, ritual, facts, review)


def _document(ritual: Reviewing, facts: Period, review: Review | None) -> dict[str, Any]:
    return {
        "period": ritual.period,
        "start": facts.first,
        "end": facts.last,
        "closed": ritual.closed() is not None,
        "weeks_done": facts.weeks_done,
        "weeks": facts.weeks,
        "commitments_kept": facts.kept,
        "commitments": facts.promised,
        "learning_minutes": facts.minutes,
        "goals": [_goal_document(then) for then in facts.goals],
        "review": document(review) if review else None,
    }


def _goal_document(then: GoalThen) -> dict[str, Any]:
    return {
        "id": then.goal.id,
        "title": then.goal.title,
        "status": then.status,
        "progress_before": then.way_before,
        "progress": then.way,
        "expected": then.expected,
        "confidence_before": then.confidence_before,
        "confidence": then.confidence,
        "weeks_done": then.weeks_done,
        "weeks": then.weeks,
        "milestones_done": len(then.done),
        "milestones_late": len(then.late),
    }


def _print(session: Session, ritual: Reviewing, facts: Period, review: Review | None) -> None:
    out, goals = session.out, session.planner.plan.goals
    closed = ritual.closed()
    state = f"closed on {say_date(closed.on)}" if closed else "open" if review else "not begun"
    out.say(Styled(f"{ritual.title} {ritual.period}", "head"), f"  {state}")
    said = [f"{facts.weeks_done} of {facts.weeks} weeks done"]
    if facts.promised:
        said.append(f"{facts.kept} of {facts.promised} commitments kept")
    if facts.minutes:
        said.append(f"{facts.minutes} min of learning")
    out.say(" · ".join(said))
    short = shorts(goals.values())
    for then in facts.goals:
        out.say(f"{short.get(then.goal.id, '')}  ", Styled(then.goal.title, "head"))
        way = say_way(then).partition(" · ")[2]
        out.say("  ", status(then.status), f" · {way}" if way else "")
        for line in say_goal(then)[1:]:
            out.say("  ", line)
    for each in review.decided if review else []:
        if words := say_course(each, goals):
            out.field("Decided", words)
    for key, question in ritual.questions().items():
        if review and (text := review.answers.get(key, "").strip()):
            out.say(question.ask)
            for line in text.split("\n"):
                out.say("  ", line)
    if not closed:
        out.tell("--ask goes through it, --answer QUESTION=TEXT keeps one, --close closes it.")

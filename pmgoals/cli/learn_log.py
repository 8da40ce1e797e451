"""`pmgoals learn list`, `hours`, `recall` and `use`: what was learned, and what became of it."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.names import shorts
from pmgoals.cli.numbers import counted
from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.records import document
from pmgoals.cli.references import (
    competency_key,
    evidence_kind,
    goal_id,
    learning_kind,
    level_key,
)
from pmgoals.cli.session import Session
from pmgoals.model.amounts import say_minutes
from pmgoals.model.calendar import say_date
from pmgoals.model.learning import LearningActivity, Recalled
from pmgoals.services.index import learning_index
from pmgoals.services.recall import later_call, recalls, say_ago

ANSWERS: dict[str, Recalled] = {
    "used": "used", "notyet": "not yet", "yet": "not yet", "letgo": "let go",
}  # fmt: skip
"""What an answer to a recall may be written as, hyphens and spaces aside."""

ASKED = "Say what became of it: used WHERE, not-yet or let-go."
"""How a recall is answered."""


def learn_list(parser: Parser) -> Run:
    """Declare `learn list`."""
    parser.reading()
    parser.add_argument("--since", metavar="DATE", help="from this day on")
    parser.add_argument("--limit", metavar="N", type=counted, help="the latest N only")
    parser.add_argument("--kind", metavar="K", help="book, course, talk, mentoring, practice ...")
    parser.add_argument("--competency", metavar="C", help="only what serves it")
    parser.add_argument("--goal", metavar="GOAL", help="only what serves it")
    parser.add_argument("--find", metavar="WORDS", default="", help="only what holds all of them")
    return _list


def learn_recall(parser: Parser) -> Run:
    """Declare `learn recall`."""
    parser.reading()
    parser.add_argument("activity", nargs="?", metavar="ACTIVITY", help="its id or title")
    parser.add_argument(
        "answer", nargs="*", metavar="used WHERE|not-yet|let-go", help="what became of it"
    )
    return _recall


def learn_use(parser: Parser) -> Run:
    """Declare `learn use`."""
    parser.add_argument("activity", metavar="ACTIVITY", help="its id or a part of its title")
    parser.add_argument("where", nargs="*", metavar="WHERE|-", help="where it was used")
    parser.add_argument("--evidence", metavar="KIND", help="keep it as evidence of this kind too")
    parser.add_argument("--level", metavar="LEVEL", help="the level whose expectation it shows")
    parser.add_argument("--back", action="store_true", help="it was not used: take that back")
    return _use


def _list(args: Namespace, session: Session) -> None:
    planner = session.planner
    since = session.day_or_none(args.since, "past")
    wanted = {
        "kind": learning_kind(args.kind) if args.kind else "",
        "competency": competency_key(session, args.competency),
        "goal": goal_id(session, args.goal),
    }
    held = learning_index(planner).find(args.find) if args.find else planner.plan.learning
    found = [
        each
        for each in held
        if (since is None or each.on >= since)
        and all(getattr(each, name) == value for name, value in wanted.items() if value)
    ][: args.limit]
    if args.json:
        session.out.json(document(found))
        return
    if not found and planner.plan.learning:
        session.out.tell("Nothing in the log is like that. `pmgoals learn list` shows all of it.")
    elif not found:
        session.out.tell('Nothing is logged here yet. Log something: pmgoals learn "Title" 45m')
    short = shorts(planner.plan.learning)
    rows = [
        (short[a.id], say_date(a.on), say_minutes(a.minutes) if a.minutes else "", a.kind, a.title)
        for a in found
    ]
    session.out.table(rows, right={1, 2}, flex=4)


# ---- recall and use ----


def _recall(args: Namespace, session: Session) -> None:
    if args.activity is not None:
        _answer(args, session)
        return
    found = recalls(session.planner)
    if args.json:
        session.out.json([document(each.activity, weeks=each.weeks) for each in found])
        return
    if not found:
        session.out.tell("No takeaway asks today.")
        return
    short = shorts(session.planner.plan.learning)
    indent = " " * (2 + max(len(short[each.activity.id]) for each in found))
    for each in found:
        activity = each.activity
        ago = say_ago(activity.on, session.planner.today)
        session.out.prose(f"{short[activity.id]}  {activity.title}", "head")
        session.out.prose(f"{say_date(activity.on)}, {ago}", "dim", indent)
        session.out.prose(activity.takeaway, indent=indent)
    session.out.tell(
        "Was it used (else say not-yet or let-go)? pmgoals learn recall ACTIVITY used WHERE"
    )


def _answer(args: Namespace, session: Session) -> None:
    if args.json:
        raise Usage(
            "learn recall prints JSON only of what asks.", "Leave --json or the answer out."
        )
    learning, words = session.planner.learning, args.answer
    if not words:
        raise Usage("learn recall: the answer is missing.", ASKED)
    said, where = words[:1], words[1:]
    if "".join(words[:2]).lower() in ("notyet", "letgo"):
        said, where = ["".join(words[:2])], words[2:]
    answer = ANSWERS.get("".join(said).lower().replace("-", "").replace(" ", ""))
    if answer is None or bool(where) != (answer == "used"):
        raise Usage("learn recall: that is no answer.", ASKED)
    if answer == "used":
        kept = learning.use(args.activity, session.text(where))
        session.out.tell(f"“{kept.title[:100]}” was used: {kept.applied_in[:200]}")
        return
    kept = learning.recall(args.activity, answer)
    session.out.tell(f"“{kept.title[:100]}” {_rest(kept)}.")


def _rest(activity: LearningActivity) -> str:
    """Return whether a takeaway asks again."""
    if "let go" in activity.recalls.values():
        return "asks no more"
    later = later_call(max(map(int, activity.recalls)))
    return f"asks again {later} weeks after its day" if later else "asked for the last time"


def _use(args: Namespace, session: Session) -> None:
    if args.level and not args.evidence:
        raise Usage("learn use: --level goes with --evidence.", "Say its kind: --evidence learning")
    if args.back == bool(args.where) or (args.back and args.evidence):
        raise Usage(
            "learn use takes WHERE, or --back alone.", "Say where: pmgoals learn use ACTIVITY WHERE"
        )
    if args.back:
        kept = session.planner.learning.take_back(args.activity)
        session.out.tell(f"“{kept.title[:100]}” was not used; what its use became is in the trash.")
        return
    kept = session.planner.learning.use(
        args.activity,
        session.text(args.where),
        evidence=evidence_kind(args.evidence) if args.evidence else "",
        level=level_key(session, args.level),
    )
    if args.evidence and kept.evidence:
        session.out.say(kept.evidence)
    also = ", kept as evidence" if args.evidence else ""
    session.out.tell(f"“{kept.title[:100]}” was used: {kept.applied_in[:200]}{also}")

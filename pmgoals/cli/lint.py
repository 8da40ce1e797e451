"""`pmgoals lint`: reads goal sentences and criticises them, one goal a line."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from pmgoals.cli.lint_text import print_heard, print_rule
from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.session import Session
from pmgoals.errors import BadInput, Exit, NotFound
from pmgoals.services.coach import Heard

MOST_LINES = 1_000_000
"""Sentences that one run reads."""


class Line(NamedTuple):
    """One sentence to read."""

    text: str
    """The sentence as it was given."""
    place: str = ""
    """Where it stands, such as `goals.txt:3`; empty for words of the command line."""
    id: str | int | None = None
    """Its own id, when it came as a JSON object with one."""


def lint(parser: Parser) -> Run:
    """Declare `lint`."""
    parser.reading()
    parser.add_argument("text", nargs="*", metavar="TEXT|-", help="goals as one says them")
    parser.add_argument(
        "-f",
        "--file",
        metavar="FILE",
        action="append",
        help="a file with one goal a line, or with one JSON object a line that has a text",
    )
    parser.add_argument("--as-of", metavar="DATE", help="the day from which dates are seen")
    parser.add_argument(
        "--explain",
        nargs="?",
        const="all",
        metavar="RULE",
        help="what a rule means, with an example; alone, all of them",
    )
    return _lint


def _lint(args: Namespace, session: Session) -> int:
    if args.explain is not None:
        return _explain(args, session)
    as_of = session.day(args.as_of, "future") if args.as_of is not None else session.planner.today
    blocked = seen = False
    for line in _lines(args, session):
        heard = session.planner.coach.sentence(line.text, as_of)
        blocked = blocked or bool(heard.judgement.blocks)
        if args.json:
            session.out.json_line(document(line, heard))
        else:
            if seen:
                session.out.say("")
            print_heard(session.out, line.place, heard)
        seen = True
    if not seen:
        raise NotFound("There is no goal text in what was given.", "Write one goal a line.")
    return Exit.NOT_FOUND if blocked else Exit.DONE


def _explain(args: Namespace, session: Session) -> int:
    rules = session.planner.coach.rules(args.explain)
    if args.json:
        session.out.json([_rule_document(rule_id, rule) for rule_id, rule in rules.items()])
        return Exit.DONE
    for at, (rule_id, rule) in enumerate(rules.items()):
        if at:
            session.out.say("")
        print_rule(session.out, rule_id, rule)
    return Exit.DONE


def _rule_document(rule_id: str, rule: Any) -> dict[str, Any]:
    return {"rule": rule_id, **msgspec.structs.asdict(rule)}


# ---- what is read ----


def _lines(args: Namespace, session: Session) -> Iterator[Line]:
    """Yield the sentences: words of the command line, of files, or of standard input."""
    if not args.text and not args.file:
        if session.interactive:
            raise Usage("lint: no goal text was given.", "Write it, or name a file with -f FILE.")
        yield from _of_text(session.stdin(), "")
        return
    for name in args.file or []:
        text = session.stdin() if name == "-" else session.file(Path(name))
        yield from _of_text(text, "" if name == "-" else name)
    if session.is_stdin(args.text):
        yield from _of_text(session.stdin(), "")
    elif any(" " in word for word in args.text):
        yield from (Line(word) for word in args.text)
    elif args.text:
        yield Line(" ".join(args.text))


def _of_text(text: str, name: str) -> Iterator[Line]:
    """Yield the sentences of a text: its lines that are not blank."""
    for number, line in enumerate(text.split("\n"), 1):
        if number > MOST_LINES:
            raise BadInput(f"There are more than {MOST_LINES:,} lines.", "Give it in parts.")
        if line.strip():
            place = f"{name}:{number}" if name else ""
            found = _of_json(line, place) if line.lstrip()[0] == "{" else Line(line.strip(), place)
            if found.text.strip():
                yield found


def _of_json(line: str, place: str) -> Line:
    """Return the sentence of a JSON object with a `text`; a line that is none is itself a sentence.

    BadInput for an object whose `text` is missing or no text.
    """
    try:
        found = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        return Line(line.strip(), place)
    if not isinstance(found.get("text"), str):
        where = f" of {place}" if place else ""
        raise BadInput(f"A JSON line{where} has no text.", 'Write it like {"text": "..."}.')
    own = found.get("id")
    return Line(found["text"], place, own if isinstance(own, str | int) else None)


# ---- what is printed for programs ----


def document(line: Line, heard: Heard) -> dict[str, Any]:
    """Return one sentence and what is said of it as JSON."""
    seen, judgement = heard.wording.reading, heard.judgement
    found: dict[str, Any] = {} if line.id is None else {"id": line.id}
    return found | {
        "text": line.text,
        "metric": seen.metric,
        "baseline": _number(seen.baseline),
        "target": _number(seen.target),
        "unit": seen.unit,
        "change": {"kind": seen.change_kind, "value": _number(seen.change_value)},
        "direction": seen.direction,
        "deadline": _day(seen.deadline),
        "deadline_text": seen.deadline_text,
        "recurring": seen.recurring,
        "has_number": seen.has_number,
        "vague": seen.vague,
        "outcome": seen.outcome,
        "several": seen.several,
        "smart": judgement.verdicts,
        "strength": round(judgement.strength * 100) / 100,
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "message": finding.message,
                "mend": finding.mend,
                "span": finding.span,
            }
            for finding in judgement.findings
        ],
    }


def _number(value: float | None) -> float | int | None:
    """Return a whole number without its `.0`."""
    return int(value) if value is not None and value.is_integer() else value


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None

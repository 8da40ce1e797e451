"""`pmgoals learn`: quick capture of a learning activity.

Nothing is imported here that the capture does not need.
"""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.references import competency_key, goal_id, learning_kind
from pmgoals.cli.session import Session
from pmgoals.errors import BadInput

ALMOST_TIME = re.compile(r"[-+]?\d+([.,:]\d+)* ?[A-Za-z]{0,7}\d{0,3}[A-Za-z]{0,3}")
"""What stands behind a title like a length of time, whether it is one or not."""

TAIL = 24
"""Characters at the end of a title in which a length of time is looked for."""


def learn(parser: Parser) -> Run:
    """Declare `learn`."""
    parser.add_argument("words", nargs="*", metavar="TITLE|- [45m]", help="what, and how long")
    parser.add_argument("--kind", metavar="K", help="book, course, talk, mentoring, practice ...")
    parser.add_argument("--competency", metavar="C", help="the competency it serves")
    parser.add_argument("--goal", metavar="GOAL", help="the goal it serves")
    parser.add_argument("--on", metavar="DATE", help="the day, when not today")
    parser.add_argument("--takeaway", metavar="TEXT", help="what stays from it")
    parser.add_argument("--link", metavar="URL", help="where it can be found")
    parser.add_argument("--rating", metavar="N", help="worth the time, 1-5")
    parser.making()
    return _learn


def _learn(args: Namespace, session: Session) -> None:
    words: list[str] = args.words
    if not words:
        raise Usage("learn: the title is missing.", 'Write it like: pmgoals learn "Title" 45m')
    title, takeaway, minutes = read_title(words, session)
    planner = session.planner
    activity = planner.learning.log(
        title,
        minutes=minutes,
        takeaway=args.takeaway or takeaway,
        link=args.link or "",
        **_options(args, session),
    )
    if args.json:
        from pmgoals.cli.records import document

        session.out.json(document(activity))
    else:
        session.out.say(activity.id)
    session.out.tell(_said(activity.title, minutes))


def read_title(words: Sequence[str], session: Session) -> tuple[str, str, int]:
    """Return (title, what follows it, minutes) of the words, standard input read for `-`.

    Minutes are 0 where no length of time was typed. BadInput for one that is none.
    """
    if session.is_stdin(words[:1]):
        rest = " ".join(words[1:])
        minutes = _minutes(rest) if rest else 0
        if minutes is None:
            raise BadInput(f"“{rest[:40]}” is not a length of time.", "Write it like 45m or 1h30.")
        title, _, takeaway = session.stdin().lstrip("\n").partition("\n")
        return title, takeaway, minutes
    # A bare number is a length of time only where it stands apart: TITLE 45.
    if len(words) == 2 and words[1].isascii() and words[1].isdigit():
        found = _minutes(words[1])
        return words[0], "", _checked(found, words[1])
    if len(words) == 2 and ALMOST_TIME.fullmatch(words[1]) and _minutes(words[1]) is None:
        raise BadInput(
            f"“{words[1][:40]}” is not a length of time; nothing was saved.",
            f'Write it like 45m or 1h30; as a part of the title: pmgoals learn "{" ".join(words)}"',
        )
    return _split(" ".join(words))


def _split(text: str) -> tuple[str, str, int]:
    """Return (title, "", minutes) of a text that may end in a length of time such as 45m."""
    tail = text[-TAIL:].rstrip()
    if tail[-1:].isdigit() or tail[-1:].lower() in "mhnsre":
        for count in (4, 3, 2, 1):
            parts = text.rsplit(None, count)
            last = " ".join(parts[1:])
            if len(parts) == count + 1 and last[0].isdigit() and _has_unit(last):
                minutes = _minutes(last)
                if minutes is not None:
                    return parts[0], "", minutes
    return text, "", 0


def _has_unit(words: str) -> bool:
    return len(words) <= TAIL and any(letter in "mMhH" for letter in words)


def _minutes(words: str) -> int | None:
    """Return a length of time in minutes, None when the words are none."""
    from pmgoals.model.amounts import parse_minutes

    try:
        return parse_minutes(words)
    except BadInput:
        return None


def _checked(minutes: int | None, typed: str) -> int:
    if minutes is None:
        raise BadInput(
            f"{typed[:20]} minutes is not between 1 minute and 7 days.",
            "Write it like 45m, or quote the whole title.",
        )
    return minutes


def _options(args: Namespace, session: Session) -> dict[str, Any]:
    """Return the fields given as options; each imports what it needs."""
    found: dict[str, Any] = {}
    if args.kind:
        found["kind"] = learning_kind(args.kind)
    if args.competency:
        found["competency"] = competency_key(session, args.competency)
    if args.goal:
        found["goal"] = goal_id(session, args.goal)
    if args.on:
        found["on"] = session.day(args.on, "past")
    if args.rating:
        from pmgoals.model.amounts import parse_rating

        found["rating"] = parse_rating(args.rating, 1, 5)
    return found


def _said(title: str, minutes: int) -> str:
    from pmgoals.inert import marked_line

    shown = marked_line(title[:200])
    shown = f"{shown[:59]}…" if len(shown) > 60 else shown
    if not minutes:
        return f"Logged “{shown}”."
    from pmgoals.model.amounts import say_minutes

    return f"Logged “{shown}”, {say_minutes(minutes)}."

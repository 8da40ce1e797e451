"""`pmgoals due`: what needs a word today, in one line for a prompt or a status bar."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace

from pmgoals.cli.output import Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.cli.today import short_id
from pmgoals.errors import Exit
from pmgoals.model.calendar import say_short_date
from pmgoals.services.due import Due, pressing

NAMES = {
    "checkin": ("check-in", "check-ins"),
    "milestone": ("milestone", "milestones"),
    "review": ("review", "reviews"),
    "turn": ("target to set", "targets to set"),
    "easing": ("promise slept over", "promises slept over"),
    "signal": ("thing noticed", "things noticed"),
    "journal": ("journal", "journal"),
    "copy": ("copy of the plan to join", "copies of the plan to join"),
    "draft": ("draft", "drafts"),
}
"""What one and several of a kind are called, in the order they are told."""


def due(parser: Parser) -> Run:
    """Declare `due`."""
    parser.reading()
    parser.add_argument("--long", action="store_true", help="a line for each")
    return _due


def _due(args: Namespace, session: Session) -> int:
    session.planner.unlocking.ask = None  # it stands in prompts, which must not ask for anything
    found = pressing(session.planner)
    out = session.out
    if args.json:
        out.json(found)
    elif args.long:
        today = session.planner.today
        rows = [
            (NAMES[each.kind][0], each.title, _when(each, today), short_id(each)) for each in found
        ]
        out.table(rows, flex=1)
    elif found:
        out.say(summary(found))
    return Exit.NOT_FOUND if found else Exit.DONE


def summary(found: list[Due]) -> str:
    """Return what is due in one line: `2 check-ins, 1 milestone late, journal`."""
    parts = []
    for kind, words in NAMES.items():
        of_kind = [each for each in found if each.kind == kind]
        late = sum(each.late for each in of_kind)
        for count, word in ((late, " late"), (len(of_kind) - late, "")):
            if count:
                name = words[count > 1]
                parts.append(f"{name}{word}" if kind == "journal" else f"{count} {name}{word}")
    return ", ".join(parts)


def _when(due: Due, today: dt.date) -> Styled | str:
    if due.on is None:
        return ""
    if due.late:
        return Styled(f"late, {say_short_date(due.on)}", "watch")
    return "today" if due.on <= today else f"until {say_short_date(due.on)}"

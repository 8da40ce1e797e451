"""`pmgoals keys`: every key of the app."""

from __future__ import annotations

from argparse import Namespace

from pmgoals import keymap
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session


def keys(parser: Parser) -> Run:
    """Declare `keys`."""
    parser.reading()
    parser.add_argument(
        "--markdown", action="store_true", help="as the table that stands in the README"
    )
    return _keys


def _keys(args: Namespace, session: Session) -> None:
    commands = keymap.with_own(session.planner.settings.keys)
    if args.json:
        session.out.json(
            [
                {"id": c.id, "keys": c.keys.split(","), "label": c.label, "help": c.help}
                for c in commands
            ]
        )
    elif args.markdown:
        session.out.say(keymap.markdown())
    else:
        rows = [(keymap.say_keys(c.keys), c.id, c.help) for c in commands]
        session.out.table(rows, flex=2)
    for fault in keymap.faults(session.planner.settings.keys):
        session.out.tell(fault)

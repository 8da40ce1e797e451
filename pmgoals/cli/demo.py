"""`pmgoals demo`: a plan to look around in, apart from the person's own."""

from __future__ import annotations

import shlex
from argparse import Namespace
from pathlib import Path

from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session


def demo(parser: Parser) -> Run:
    """Declare `demo`."""
    parser.add_argument("folder", nargs="?", metavar="DIR", help="where; else beside the state")
    parser.add_argument(
        "--size", metavar="N", type=int, default=0, help="add earlier years, to about N records"
    )
    parser.add_argument(
        "--seed", metavar="N", type=int, default=7, help="which plan, 7 unless told"
    )
    return _demo


def _demo(args: Namespace, session: Session) -> None:
    from pmgoals.services.demo import make_demo
    from pmgoals.services.demo.place import make_room
    from pmgoals.services.planner import Planner

    own = session.planner
    paths = make_room(own.paths, Path(args.folder) if args.folder else None)
    make_demo(Planner(paths, own.clock), seed=args.seed, size=args.size)
    session.out.say(str(paths.plan))
    session.out.tell(f"Open it with: pmgoals --plan {shlex.quote(str(paths.plan))}")

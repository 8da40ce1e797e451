"""`pmgoals serve`: the app in a browser, on this machine alone."""

from __future__ import annotations

import sys
from argparse import Namespace

from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.errors import BadInput

SIGNALLED = 128
"""Added to the number of the signal that ended it, as shells have it."""


def serve(parser: Parser) -> Run:
    """Declare `serve`."""
    parser.add_argument("--port", metavar="N", type=int, default=0, help="else a free one")
    parser.add_argument(
        "--host",
        metavar="ADDRESS",
        default="127.0.0.1",
        help="another loopback address, such as ::1",
    )
    parser.add_argument("--open", action="store_true", help="open the browser too")
    return _serve


def _serve(args: Namespace, session: Session) -> int:
    from threading import Thread

    from pmgoals.web.guard import loopback

    host = loopback(args.host)
    if not 0 <= args.port <= 65535:
        raise BadInput(f"{args.port} is no port.", "Ports go from 1 to 65535; 0 is a free one.")
    plan = session.planner.paths.plan  # what is wrong with the settings is told here too
    try:
        from pmgoals.web.server import Server
    except ModuleNotFoundError as error:
        from pmgoals.web.assets import NOT_INSTALLED

        if not (error.name or "").startswith("aiohttp"):
            raise
        raise NOT_INSTALLED from None
    server = Server(host, args.port, _command(args), session.out.tell)

    def ready() -> None:
        session.out.say(server.guard.address)
        session.out.flush()
        session.out.tell(
            f"This is {plan} in a browser. Who has the address can read and change it; "
            "Ctrl+C ends it."
        )
        if args.open:
            own = (server.guard.address_for_once(), session)
            Thread(target=_open, args=own, daemon=True).start()  # some do not return at once

    return SIGNALLED + server.serve(ready)


def _command(args: Namespace) -> list[str]:
    """Return what starts the app on the plan and the day that were named.

    `-P`: what lies in the current folder is not taken for a module.
    """
    words = [sys.executable, "-P", "-m", "pmgoals"]
    named = {"--plan": args.plan, "--today": args.today}
    return words + [f"{name}={value}" for name, value in named.items() if value]


def _open(address: str, session: Session) -> None:
    """Open the browser that the system says is the person's."""
    import webbrowser

    if not webbrowser.open(address):
        session.out.tell("No browser could be opened; open the address yourself.")

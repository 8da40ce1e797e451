"""`pmgoals measure refresh`: readings from the commands that the settings name."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.errors import AmbiguousName, BadInput, Exit, NotFound, PmgoalsError
from pmgoals.model.amounts import converted, parse_amount, say_amount, shown
from pmgoals.services.metric_refresh import LONGEST_TIMEOUT, TIMEOUT, Job


def measure_refresh(parser: Parser) -> Run:
    """Declare `measure refresh`."""
    parser.add_argument(
        "measure", metavar="MEASURE", nargs="?", default="", help="only this one; else all"
    )
    parser.add_argument(
        "--timeout", metavar="SECONDS", help=f"how long each may take; {TIMEOUT:g} if not given"
    )
    return _refresh


def _refresh(args: Namespace, session: Session) -> int:
    timeout = TIMEOUT if args.timeout is None else _seconds(args.timeout)
    jobs = session.planner.metric_refresh.jobs(args.measure)
    failed = 0
    for job in jobs:
        try:
            _run(job, session, timeout)
        except (BadInput, NotFound) as error:
            _tell(job, error, session)
            if args.measure:
                return error.exit
            failed += 1
    if failed:
        session.out.tell(f"{failed} of {len(jobs)} failed; nothing of theirs was changed.")
    return Exit.NOT_FOUND if failed else Exit.DONE


def _seconds(text: str) -> float:
    """Return a typed timeout; BadInput for one that no command can be given."""
    seconds = converted(parse_amount(text), "seconds")
    if seconds is None or not 0 < seconds <= LONGEST_TIMEOUT:
        raise BadInput(f"{shown(text)} is not a timeout from 0 s to 1 h.", "Write --timeout 60.")
    return seconds


def _run(job: Job, session: Session, timeout: float) -> None:
    """Run one command, and say what it gave."""
    if job.measure and session.interactive:
        session.out.tell(f"Running the command of “{job.measure.name}” ...")
    found = session.planner.metric_refresh.run(job, timeout)
    stands = f"“{found.measure.name}” stands at "
    stands += f"{say_amount(found.reading.value, found.measure.unit)} today"
    if found.fresh:
        session.out.say(found.reading.id)
    if found.fresh and found.before:
        stands += f"; it was {say_amount(found.before.value, found.measure.unit)} before"
    session.out.tell(f"{stands}." if found.fresh else f"{stands}, as it did already.")
    if found.as_share:
        session.out.tell(
            "The measure is kept in % and its command printed a number up to 1: it is taken as it "
            "stands. If a share is meant, let the command print 65 % for 0.65."
        )


def _tell(job: Job, error: PmgoalsError, session: Session) -> None:
    """Say why a command gave nothing."""
    name = job.measure.name if job.measure else f"metrics.{shown(job.name)}"
    session.out.tell(f"“{name}”: {error}")
    if isinstance(error, AmbiguousName):
        from pmgoals.cli.names import tell_matches

        tell_matches(session.out, error.matches)

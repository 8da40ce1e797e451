"""`pmgoals measure refresh`: readings from the commands that the settings name."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.errors import AmbiguousName, BadInput, Exit, NotFound, PmgoalsError
from pmgoals.model.amounts import parse_amount, say_amount, shown
from pmgoals.services.metric_refresh import TIMEOUT, Job


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
    timeout = TIMEOUT if args.timeout is None else parse_amount(args.timeout).value
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


def _run(job: Job, session: Session, timeout: float) -> None:
    """Run one command, and say what it gave."""
    before = {r.id for r in session.planner.plan.readings_of(job.measure.id)} if job.measure else ()
    kept = session.planner.metric_refresh.run(job, timeout)
    if job.measure is None:
        return
    value = say_amount(kept.value, job.measure.unit)
    if kept.id in before:
        session.out.tell(f"“{job.measure.name}” stands at {value} today, as it did already.")
        return
    session.out.say(kept.id)
    session.out.tell(f"“{job.measure.name}” stands at {value} today.")


def _tell(job: Job, error: PmgoalsError, session: Session) -> None:
    """Say why a command gave nothing."""
    name = job.measure.name if job.measure else f"metrics.{shown(job.name)}"
    session.out.tell(f"“{name}”: {error}")
    if isinstance(error, AmbiguousName):
        from pmgoals.cli.names import tell_matches

        tell_matches(session.out, error.matches)

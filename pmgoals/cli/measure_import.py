"""`pmgoals measure import`: readings out of a file that a tool for metrics exported."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.counting import said_count
from pmgoals.model.amounts import say_amount, shown
from pmgoals.model.calendar import say_date

if TYPE_CHECKING:
    from pmgoals.metric_files.reader import MetricFile
    from pmgoals.model.measure import Measure
    from pmgoals.services.metric_import import Intake, Taken

SHOWN_SKIPS = 20
"""Rows left out that are told one by one."""


def measure_import(parser: Parser) -> Run:
    """Declare `measure import`."""
    parser.add_argument(
        "measure", metavar="MEASURE", help="the measure, or its goal (the goal's main measure)"
    )
    parser.add_argument(
        "metric_file", metavar="FILE", help="a CSV, TSV or semicolon file; - reads standard input"
    )
    parser.add_argument("--date-column", metavar="NAME", default="", help="where the days stand")
    parser.add_argument("--value-column", metavar="NAME", default="", help="where the values stand")
    parser.add_argument(
        "--date-order", choices=("dmy", "mdy"), help="whether 1/5/2026 begins with day or month"
    )
    parser.add_argument("--decimal", choices=("point", "comma"), help="what stands before decimals")
    parser.add_argument(
        "--replace", action="store_true", help="correct days that have another value"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, only")
    return _import


def _import(args: Namespace, session: Session) -> None:
    from pmgoals.metric_files.reader import Ways, read_metric_file

    planner, out = session.planner, session.out
    measure = planner.measures.named(args.measure)
    name = args.metric_file
    text = session.stdin() if session.is_stdin([name]) else session.file(Path(name))
    ways = Ways(
        date_column=args.date_column,
        value_column=args.value_column,
        date_order=args.date_order,
        decimal=args.decimal,
    )
    found = read_metric_file(text, measure.name, planner.today, ways)
    metric_import = planner.metric_import
    act = metric_import.look if args.dry_run else metric_import.take
    intake = act(measure.id, found.values, replace=args.replace)
    for taken in (*intake.added, *intake.corrected):
        if taken.reading:
            out.say(taken.reading.id)
    for line in _words(measure, found, intake, would=args.dry_run):
        out.tell(line)


def _words(measure: Measure, found: MetricFile, intake: Intake, *, would: bool) -> list[str]:
    """Return what is told of an import, a line each."""
    column, of = f"column “{shown(found.value_column)}”", f"of “{measure.name}”"
    lines = []
    if intake.added:
        done = "Would take" if would else "Took"
        lines.append(f"{done} {_readings(intake.added)} {of}, {column}.")
    if intake.corrected:
        done = "Would correct" if would else "Corrected"
        lines.append(f"{done} {_readings(intake.corrected)} {of}, {column}.")
    if not lines:
        lines = [f"Took no reading {of}, {column}; nothing was changed."]
    if intake.known:
        lines.append(f"The plan holds the same value of {_days(intake.known)} already.")
    if intake.as_shares and (intake.added or intake.corrected):
        lines.append(
            "All values lie from 0 to 1 though the measure is kept in %; they are taken as they "
            "stand, so 0.5 is half a per cent."
        )
    if found.unclear:
        undo = "" if would else "undo this and "
        lines.append(
            f"“{shown(found.unclear)}” was read with a point before decimals and a comma between "
            f"thousands; if that is wrong, {undo}say --decimal comma."
        )
    return lines + _left(measure, found, intake)


def _left(measure: Measure, found: MetricFile, intake: Intake) -> list[str]:
    """Return the words on every row that was left out, by line."""
    skips = [(skip.line, skip.why) for skip in found.skipped]
    for taken in intake.differing:
        if taken.before:
            kept, given = (
                say_amount(value, measure.unit) for value in (taken.before.value, taken.value)
            )
            why = f"{say_date(taken.on)} keeps its {kept}; the file says {given}"
            skips.append((taken.line, why))
    lines = [f"Left out line {line}: {why}." for line, why in sorted(skips)[:SHOWN_SKIPS]]
    if len(skips) > SHOWN_SKIPS:
        lines.append(f"Left out {len(skips) - SHOWN_SKIPS:,} more.")
    if intake.differing:
        lines.append(
            f"{_days(intake.differing)} with another value stayed as in the plan; --replace takes "
            "the file's."
        )
    return lines


def _readings(part: list[Taken]) -> str:
    """Return how many readings, from which day to which."""
    first, last = say_date(part[0].on), say_date(part[-1].on)
    if len(part) == 1:
        return f"1 reading of {first}"
    return f"{len(part):,} readings from {first} to {last}"


def _days(part: list[Taken]) -> str:
    return said_count(len(part), "day")

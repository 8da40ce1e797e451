"""`pmgoals import csv|jrnl|taskwarrior|issues`: what other programs keep, taken into the plan."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pmgoals.cli.foreign_words import preview, told
from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.records import document
from pmgoals.cli.session import Session
from pmgoals.errors import NotFound

if TYPE_CHECKING:
    from pmgoals.foreign_files.things import ForeignFile


def import_csv(parser: Parser) -> Run:
    """Declare `import csv`."""
    _file(parser, "a CSV, TSV or semicolon file")
    parser.add_argument(
        "--as", dest="kind", choices=("learning", "evidence", "milestones"), required=True,
        help="what its rows are",
    )  # fmt: skip
    parser.add_argument(
        "--column", metavar="FIELD=COLUMN", action="append", default=[],
        help="which column holds a field; may be repeated",
    )  # fmt: skip
    _order(parser)
    parser.add_argument("--decimal", choices=("point", "comma"), help="what stands before decimals")
    _common(parser, "the goal of all rows")
    return _import_csv


def import_jrnl(parser: Parser) -> Run:
    """Declare `import jrnl`."""
    _file(parser, "what jrnl --export json wrote")
    parser.add_argument(
        "--as", dest="kind", choices=("journal", "evidence", "learning"), default="journal",
        help="text of the journal's weeks, or records; journal unless told",
    )  # fmt: skip
    parser.add_argument("--tag", metavar="TAG", default="", help="only entries with this tag")
    _common(parser, "the goal that evidence or learning belongs to")
    return _import_jrnl


def import_taskwarrior(parser: Parser) -> Run:
    """Declare `import taskwarrior`."""
    _file(parser, "what task export wrote")
    _done_as(parser)
    _common(parser, "the goal of all tasks; else the one that the project means")
    return _import_taskwarrior


def import_issues(parser: Parser) -> Run:
    """Declare `import issues`."""
    _file(parser, "the CSV file that Jira or Linear exported")
    _done_as(parser)
    _order(parser)
    _common(parser, "the goal of all issues")
    return _import_issues


# ---- options ----


def _file(parser: Parser, what: str) -> None:
    parser.add_argument("foreign_file", metavar="FILE", help=f"{what}; - reads standard input")


def _done_as(parser: Parser) -> None:
    parser.add_argument(
        "--as", dest="kind", choices=("milestones", "evidence"), default="milestones",
        help="what is done becomes a milestone reached, or evidence; milestones unless told",
    )  # fmt: skip


def _order(parser: Parser) -> None:
    parser.add_argument(
        "--date-order", choices=("dmy", "mdy"), help="whether 1/5/2026 begins with day or month"
    )


def _common(parser: Parser, goal: str) -> None:
    parser.add_argument("--goal", metavar="GOAL", default="", help=goal)
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, only")
    parser.reading()


# ---- what is done ----


def _import_csv(args: Namespace, session: Session) -> None:
    from pmgoals.foreign_files.mapped import read_mapped

    columns: dict[str, str] = {}
    for word in args.column:
        field, equals, column = word.partition("=")
        name = field.strip().casefold().replace("-", "_").replace(" ", "_")
        if not equals or not column.strip():
            raise Usage("import csv: --column takes FIELD=COLUMN.", "Write: --column title=Summary")
        if name in columns:
            raise Usage(f"import csv: --column {name} stands there twice.", "Name one column.")
        columns[name] = column.strip()
    text = _text(args, session)
    found = read_mapped(text, args.kind, columns, order=args.date_order, decimal=args.decimal)
    _bring(args, session, found)


def _import_jrnl(args: Namespace, session: Session) -> None:
    from pmgoals.foreign_files.jrnl import read_jrnl

    if args.goal and args.kind == "journal":
        raise Usage("import jrnl: a week of the journal has no goal.", "Add --as evidence, say.")
    _bring(args, session, read_jrnl(_text(args, session), args.tag))


def _import_taskwarrior(args: Namespace, session: Session) -> None:
    from pmgoals.foreign_files.taskwarrior import read_taskwarrior

    text = _text(args, session)
    _bring(args, session, read_taskwarrior(text, session.planner.clock.day_of))


def _import_issues(args: Namespace, session: Session) -> None:
    from pmgoals.foreign_files.issues import read_issues

    if not args.goal and args.kind == "milestones":
        raise Usage(
            "import issues: --goal is missing; milestones are of a goal.",
            "Add --goal GOAL, or --as evidence for what is done.",
        )
    text = _text(args, session)
    _bring(args, session, read_issues(text, session.planner.clock.day_of, args.date_order))


def _text(args: Namespace, session: Session) -> str:
    name = args.foreign_file
    return session.stdin() if session.is_stdin([name]) else session.file(Path(name))


def _bring(args: Namespace, session: Session, found: ForeignFile) -> None:
    """Take a file in, or look at what that would do, and say what became of it."""
    if not (found.things or found.left):
        raise NotFound("There is nothing in the file to take in.", "Nothing was changed.")
    service, out = session.planner.foreign_import, session.out
    act = service.look if args.dry_run else service.take
    intake = act(found, args.kind, args.goal)
    goals = session.planner.plan.goals
    if args.json:
        out.json({"dry_run": args.dry_run, **document(intake)})
        return
    if args.dry_run:
        preview(out, intake, goals)
    else:
        for record in dict.fromkeys(entry.id for entry in intake.of("new")):
            out.say(record)
    for line in told(intake, goals, would=args.dry_run):
        out.tell(line)

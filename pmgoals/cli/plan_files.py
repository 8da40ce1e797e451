"""`pmgoals export json|csv` and `pmgoals import json`: the plan for other programs, and back."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from pmgoals.cli.output import Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.cli.target_file import target, write
from pmgoals.counting import said_count
from pmgoals.errors import NotFound


def export_json(parser: Parser) -> Run:
    """Declare `export json`."""
    _output(parser)
    return _export_json


def export_csv(parser: Parser) -> Run:
    """Declare `export csv`."""
    parser.add_argument("table", nargs="?", metavar="TABLE", help="alone, the tables there are")
    _output(parser)
    return _export_csv


def import_json(parser: Parser) -> Run:
    """Declare `import json`."""
    parser.add_argument("plan_file", metavar="FILE", help="what export json wrote; - reads stdin")
    parser.add_argument(
        "--replace", action="store_true", help="take the file's records where the plan has others"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, only")
    return _import_json


def _output(parser: Parser) -> None:
    parser.add_argument("-o", "--output", metavar="FILE", help="where to; else standard output")
    parser.add_argument("--force", action="store_true", help="replace a file that is there")


def _export_json(args: Namespace, session: Session) -> None:
    from pmgoals.reports.exports.plan_json import plan_json

    _hand_over(args, session, plan_json(session.planner.plan), "plan")


def _export_csv(args: Namespace, session: Session) -> None:
    from pmgoals.model.tables import TABLES
    from pmgoals.reports.exports.tables_csv import table_csv, tables_with_records

    plan, out = session.planner.plan, session.out
    if args.table is None:
        names = tables_with_records(plan)
        if not names:
            raise NotFound("The plan is empty.", "Start with: pmgoals goal add")
        heads = tuple(Styled(head, "dim") for head in ("table", "records"))
        rows = [(name, str(len(plan.alive(TABLES[name])))) for name in names]
        out.table([heads, *rows], right={1})
        return
    _hand_over(args, session, table_csv(plan, args.table).encode(), "table")


def _hand_over(args: Namespace, session: Session, data: bytes, what: str) -> None:
    """Write data to the file that was named, or to standard output."""
    if args.output in (None, "-"):
        session.out.file(data)
        return
    to = target(args.output, session.planner.paths, None, what=what, force=args.force)
    write(to, data)
    session.out.tell(f"The {what} is in {to}.")


def _differing(count: int, args: Namespace) -> str:
    """Return what becomes of the records that the plan holds otherwise."""
    one = count == 1
    what = "stays as it is here" if one else "stay as they are here"
    if args.replace:
        would = "would be" if args.dry_run else "is" if one else "are"
        return f"{count:,} that the plan holds otherwise {would} replaced."
    return f"{count:,} that the plan holds otherwise {what}; --replace takes the file's."


def _import_json(args: Namespace, session: Session) -> None:
    planner, out = session.planner, session.out
    name = args.plan_file
    text = session.stdin() if session.is_stdin([name]) else session.file(Path(name))
    data = text.encode()
    taking = planner.plan_import
    incoming = taking.look(data) if args.dry_run else taking.take(data, replace=args.replace)
    rows = [(table, str(count)) for table, count in incoming.added.items()]
    if rows:
        out.table([tuple(Styled(h, "dim") for h in ("table", "added")), *rows], right={1})
    did = "Would take in" if args.dry_run else "Took in"
    known = f"; the plan holds {incoming.known:,} already, the same" if incoming.known else ""
    out.tell(f"{did} {said_count(incoming.count, 'record')}{known}.")
    if incoming.differing:
        out.tell(_differing(len(incoming.differing), args))
    if incoming.elsewhere:
        from pmgoals.services.plan_import import say_elsewhere

        out.tell(f"{say_elsewhere(incoming)}.")
    if not args.dry_run:
        out.tell("`pmgoals undo` takes it back.")

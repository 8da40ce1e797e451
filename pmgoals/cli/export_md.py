"""`pmgoals export md`: the plan as a folder of Markdown pages."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.cli.target_file import is_of_the_plan
from pmgoals.counting import said_count
from pmgoals.errors import BadInput, NotFound


def export_md(parser: Parser) -> Run:
    """Declare `export md`."""
    parser.add_argument("-o", "--output", metavar="FOLDER", required=True, help="where to")
    parser.add_argument(
        "--force", action="store_true", help="replace files that pmgoals did not write"
    )
    return _export_md


def _export_md(args: Namespace, session: Session) -> None:
    from pmgoals.reports.exports.folder import write_folder
    from pmgoals.reports.exports.pages import plan_pages
    from pmgoals.reports.exports.pages.mark import is_ours
    from pmgoals.reports.exports.pages.names import FOLDERS

    planner = session.planner
    folder = _folder(args.output, session)
    pages = plan_pages(planner)
    if len(pages) == 1:  # the index alone
        raise NotFound("The plan is empty.", "Start with: pmgoals goal add")
    done = write_folder(folder, pages, FOLDERS, is_ours, force=args.force)
    out = session.out
    out.say(str(folder / "index.md"))
    same = said_count(done.same, "page")
    out.tell(f"Wrote {said_count(done.written, 'page')}; {same} stood there already, the same.")
    if done.removed:
        out.tell(f"Removed {said_count(done.removed, 'page')} of an earlier export.")


def _folder(name: str, session: Session) -> Path:
    """Return the folder that is named, links followed. BadInput for one of the plan's own."""
    try:
        if not name:
            raise ValueError
        folder = Path(os.path.realpath(name))
    except ValueError:
        raise BadInput("That is no name of a folder.", "Check its name.") from None
    if is_of_the_plan(folder, session.planner.paths):
        raise BadInput(f"{folder} belongs to pmgoals itself.", "Name another with -o.")
    return folder

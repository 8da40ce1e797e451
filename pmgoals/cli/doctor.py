"""`pmgoals doctor`: whether everything is sound, what is mended, what can be saved."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pmgoals.cli.output import Styled
from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.session import Session
from pmgoals.errors import Exit

if TYPE_CHECKING:
    from pmgoals.services.doctor import Trouble

MOST_SHOWN = 40
"""Troubles that are told one by one."""


def doctor(parser: Parser) -> Run:
    """Declare `doctor`."""
    parser.reading()
    parser.add_argument("--fix", action="store_true", help="mend what can be mended")
    parser.add_argument(
        "--salvage", metavar="NEW", help="write what can be read of a damaged plan to a new file"
    )
    return _doctor


def _doctor(args: Namespace, session: Session) -> int:
    if args.salvage is not None:
        if args.fix or args.json:
            raise Usage("--salvage stands alone.", "Look at the new plan with --plan afterwards.")
        return _salvage(args.salvage, session)
    if args.fix:
        return _fix(args, session)
    found = session.planner.doctor.look()
    if args.json:
        session.out.json(_document(found))
    else:
        _tell(found, session)
    return Exit.NOT_FOUND if found else Exit.DONE


def _document(found: list[Trouble]) -> list[dict[str, object]]:
    return [
        {"area": t.area, "said": t.said, "mend": t.mend, "can_be_mended": t.can_be_mended}
        for t in found
    ]


def _tell(found: list[Trouble], session: Session) -> None:
    out, planner = session.out, session.planner
    if not found:
        backups = planner.backups.all()
        kept = (
            f"{len(backups)} backups, the latest {backups[0].said}" if backups else "no backup yet"
        )
        out.say(f"All is sound: {planner.places.plan}; {kept}.")
        return
    for area in dict.fromkeys(trouble.area for trouble in found):
        out.say(Styled(area, "head"))
        for trouble in [t for t in found if t.area == area][:MOST_SHOWN]:
            out.prose(trouble.said, indent="  ")
            out.prose(trouble.mend, "dim", indent="    ")
        more = sum(t.area == area for t in found) - MOST_SHOWN
        if more > 0:
            out.say(f"  and {more} more: --json has all")
    if any(trouble.can_be_mended for trouble in found):
        out.tell("Mend what can be mended: pmgoals doctor --fix")


def _fix(args: Namespace, session: Session) -> int:
    out, service = session.out, session.planner.doctor
    mended, refused = service.fix()
    left = service.look()
    if args.json:
        out.json({"mended": _document(mended), "left": _document(left), "refused": refused})
        return Exit.NOT_FOUND if left else Exit.DONE
    for trouble in mended:
        out.prose(f"{trouble.said} {trouble.mend}", indent="  ")
    for line in refused:
        out.tell(line)
    if any(trouble.in_plan for trouble in mended):
        out.tell("A backup was kept first. `pmgoals undo` takes back what was mended in the plan.")
    if left:
        out.say(Styled("Left for you", "head"))
    _tell(left, session)
    return Exit.NOT_FOUND if left else Exit.DONE


def _salvage(name: str, session: Session) -> int:
    out, to = session.out, Path(name)
    found = session.planner.doctor.salvage(to)
    out.say(str(to))
    parts = [f"{count} {table.replace('_', ' ')}" for table, count in found.by_table.items()]
    out.tell(f"Saved {found.count} records: {', '.join(parts)}.")
    if found.harmed:
        out.tell(f"{len(found.harmed)} of them lost a letter or a field: {_ids(found.harmed)}.")
    if found.lost:
        out.tell(f"{len(found.lost)} could not be read: {_ids(found.lost)}.")
    out.tell("The damaged file is as it was. Look at what was saved:")
    out.tell(f"  pmgoals --plan {name} doctor")
    newest = session.planner.backups.newest_good()
    if newest is not None:
        out.tell(f"There is a backup, too: {newest.said}; `pmgoals merge` joins it with this.")
    return Exit.DONE


def _ids(ids: list[str]) -> str:
    more = f" and {len(ids) - 6} more" if len(ids) > 6 else ""
    return ", ".join(own[:8] for own in ids[:6]) + more

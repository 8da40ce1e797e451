"""`pmgoals merge`: a plan and its copy from another machine, brought together."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pmgoals.cli.output import Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.errors import BadInput, Exit, NotFound
from pmgoals.model.amounts import shown

if TYPE_CHECKING:
    from pmgoals.services.merging import Joined


def merge(parser: Parser) -> Run:
    """Declare `merge`."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="the copy; else all found copies")
    parser.add_argument("--base", metavar="FILE", help="the plan that both came from")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, only")
    parser.add_argument(
        "--git", action="store_true", help="as git's merge driver: merge --git %%O %%A %%B"
    )
    return _merge


def _merge(args: Namespace, session: Session) -> int:
    if args.git:
        return _for_git(args, session)
    planner, out = session.planner, session.out
    named = [Path(name) for name in args.files]
    base = Path(args.base) if args.base else None
    copies = named or planner.merging.copies()
    if not copies:
        raise NotFound("There is no copy of the plan beside it.", "Name one: pmgoals merge FILE")
    steps = 0
    act = planner.merging.look if args.dry_run else planner.merging.take
    for copy in copies:
        joined = act(copy, base)
        out.say(Styled(copy.name, "head"))
        for line in _words(joined, would=args.dry_run):
            out.say(f"  {line}")
        for conflict in joined.conflicts:
            out.say(f"  both changed {planner.merging.words(conflict)}")
            out.say(f"    counts: {shown(conflict.kept) or 'nothing'}")
            out.say(f"    not:    {shown(conflict.lost) or 'nothing'}")
        steps += bool(joined.count)
    if steps and not args.dry_run:
        out.tell("`pmgoals undo` takes it back.")
    return Exit.DONE


def _words(joined: Joined, *, would: bool) -> list[str]:
    """Return what a merge does, a line each."""
    if not joined.count:
        return ["The plan holds all of it already."]
    parts = [
        f"{count} {word}"
        for count, word in (
            (joined.added, "added"), (joined.changed, "changed"), (joined.removed, "removed"),
        )
        if count
    ]  # fmt: skip
    did = "Would join it" if would else "Joined"
    base = f"both came from {joined.base}" if joined.base else "what both came from is not known"
    return [f"{did}: {', '.join(parts)} ({base})."]


def _for_git(args: Namespace, session: Session) -> int:
    """Merge the three files that git hands over; exit code 1 when both sides changed something."""
    from pmgoals.services.merging import merge_files

    if len(args.files) != 3:
        raise BadInput("merge --git takes three files.", "Git names them: %O %A %B.")
    base, ours, theirs = (Path(name) for name in args.files)
    conflicts = merge_files(base, ours, theirs)
    for each in conflicts:
        kept, lost = shown(each.kept) or "nothing", shown(each.lost) or "nothing"
        session.out.tell(f"{each.table} {each.id}, {each.field}: {kept} counts, not {lost}")
    return Exit.NOT_FOUND if conflicts else Exit.DONE

"""`pmgoals merge`: a plan and its copy from another machine, brought together."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pmgoals.cli.output import Styled
from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.session import Session
from pmgoals.errors import BadInput, Exit, NotFound
from pmgoals.inert import marked_line
from pmgoals.model.amounts import shown

if TYPE_CHECKING:
    from pmgoals.services.merging import Joined, Place


SHOWN_RECORDS = 20
"""Records of a copy that are named."""

WIDEST = 100
"""Columns for the title of a record."""

DONE = ("added", "changed", "kept", "removed")
"""What becomes of records, in the order in which it is told."""


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
        if args.dry_run or args.base:
            raise Usage("merge --git takes no other option.", "Git calls it with %O %A %B alone.")
        return _for_git(args, session)
    planner, out = session.planner, session.out
    named = [Path(name) for name in args.files]
    base = Path(args.base) if args.base else None
    copies = named or planner.merging.copies()
    if not copies:
        raise NotFound("There is no copy of the plan beside it.", "Name one: pmgoals merge FILE")
    steps = 0
    for copy in copies:
        joined = planner.merging.look(copy, base)
        out.say(Styled(copy.name, "head"))
        if not args.dry_run:
            joined = planner.merging.take(copy, base, _chosen(joined, session))
        out.say(f"  {_words(joined, would=args.dry_run)}")
        for record in joined.records[:SHOWN_RECORDS]:
            title = out.fit(marked_line(record.title), WIDEST)
            did = "kept, though deleted on one side:" if record.did == "kept" else record.did
            out.say(f"    {did} {record.kind}: {title}")
        if joined.count > SHOWN_RECORDS:
            out.say(f"    and {joined.count - SHOWN_RECORDS} more")
        _tell_conflicts(joined, session)
        if joined.put_away is not None:
            out.tell(f"The copy lies in {joined.put_away} now.")
        steps += bool(joined.count)
    if steps and not args.dry_run:
        out.tell("`pmgoals undo` takes it back.")
    return Exit.DONE


def _chosen(joined: Joined, session: Session) -> set[Place]:
    """Ask which of two values counts where both sides changed one, and return where the earlier.

    Without a person at the terminal the later one counts. BadInput when the answers end.
    """
    from pmgoals.services.merging import say_value

    turned: set[Place] = set()
    asked = joined.open_conflicts if session.interactive else []
    for number, conflict in enumerate(asked, 1):
        out = session.out
        out.tell(f"{number} of {len(asked)}: {session.planner.merging.words(conflict)}")
        places = ("here", "in the copy")
        later, earlier = places if session.planner.merging.is_here(conflict) else places[::-1]
        out.tell(f"  1  {shown(say_value(conflict.kept))}  (written later, {later})")
        out.tell(f"  2  {shown(say_value(conflict.lost))}  ({earlier})")
        answer = session.ask("Which counts? Enter takes 1, a takes the later everywhere: ")
        while answer is not None and answer.strip().lower() not in ("", "1", "2", "a"):
            answer = session.ask("1, 2 or a: ")
        if answer is None:
            raise BadInput("The answers ended.", f"Nothing was joined of {joined.name}.")
        if answer.strip().lower() == "a":
            break
        if answer.strip() == "2":
            turned.add(conflict.place)
    return turned


def _words(joined: Joined, *, would: bool) -> str:
    """Return what a merge does, in one line."""
    if not joined.count:
        return "The plan holds all of it already."
    parts = [f"{count} {did}" for did in DONE if (count := joined.counts.get(did))]
    did = "Would join it" if would else "Joined"
    base = f"both came from {joined.base}" if joined.base else "what both came from is not known"
    return f"{did}: {', '.join(parts)} ({base})."


def _tell_conflicts(joined: Joined, session: Session) -> None:
    """Print what differs on both sides, and which of the two counts."""
    from pmgoals.services.merging import say_value

    out, words = session.out, session.planner.merging.words
    for conflict in joined.conflicts:
        out.say(f"  {'both changed' if conflict.both else 'differs:'} {words(conflict)}")
        out.say(f"    counts: {shown(say_value(conflict.kept))}")
        out.say(f"    not:    {shown(say_value(conflict.lost))}")
    if not all(conflict.both for conflict in joined.conflicts):
        out.say("  Where it differs nothing says which is older, so the later change counts.")


def _for_git(args: Namespace, session: Session) -> int:
    """Merge the three files that git hands over; exit code 1 when both sides changed something."""
    from pmgoals.services.merging import merge_files, say_value

    if len(args.files) != 3:
        raise BadInput("merge --git takes three files.", "Git names them: %O %A %B.")
    base, ours, theirs = (Path(name) for name in args.files)
    conflicts = merge_files(base, ours, theirs, session.planner.seal)
    for each in conflicts:
        kept, lost = shown(say_value(each.kept)), shown(say_value(each.lost))
        session.out.tell(f"{each.table} {each.id}, {each.field}: {kept} counts, not {lost}")
    return Exit.NOT_FOUND if conflicts else Exit.DONE

"""`pmgoals align`: themes against goals, what does not hold together, and its mends."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pmgoals.cli.names import shorts
from pmgoals.cli.output import Cell, Output, Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.cli.today import status
from pmgoals.counting import said_count
from pmgoals.model.calendar import say_date

if TYPE_CHECKING:
    from pmgoals.services.align.look import Branch, Look, ThemeLook
    from pmgoals.services.align.mend import Mend
    from pmgoals.services.planner import Planner
    from pmgoals.smart.finding import Finding


def align(parser: Parser) -> Run:
    """Declare `align`."""
    parser.reading()
    return _align


def align_mend(parser: Parser) -> Run:
    """Declare `align mend`."""
    parser.reading()
    parser.add_argument(
        "finding", nargs="?", metavar="FINDING", help="its name in `pmgoals align`, or a check"
    )
    parser.add_argument(
        "mend", nargs="*", default=[], metavar="MEND", help="its number, or a part of its words"
    )
    parser.add_argument("--text", metavar="TEXT", help="what the mend asks: a reason, a title")
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    return _mend


# ---- what serves what ----


def _align(args: Namespace, session: Session) -> None:
    planner, out = session.planner, session.out
    seen, findings = planner.align.look(), planner.align.findings()
    if args.json:
        from pmgoals.cli.align_json import align_document

        out.json(align_document(planner, seen, findings))
        return
    if not (seen.themes or seen.goals):
        out.say("No themes and no goals yet. Add a theme: pmgoals theme add TEXT")
    short = shorts(planner.plan.goals.values())
    for each in seen.themes:
        _theme(each, seen, planner, out, short)
    if seen.alone:
        out.say(Styled("Serve no theme", "head"))
        out.table([*_goals(seen.alone, planner, short, alone=True)], flex=2, indent="  ")
    if len(seen.themes) > 1:
        _numbers("All themes: ", seen, out)
    _matrix(seen, out)
    _findings(findings, out)
    _unanswered(seen, out, short)
    _kept(planner.align.kept(), out)


def _theme(
    each: ThemeLook, seen: Look, planner: Planner, out: Output, short: dict[str, str]
) -> None:
    from pmgoals.services.align.words import say_composite

    theme = each.theme
    about = [theme.kind, f"weight {round(each.weight * 100)} %"]
    if theme.until is not None:
        about.append(f"{'ended' if each.is_over else 'until'} {say_date(theme.until)}")
    out.say(Styled(theme.title, "head"), f"  {' · '.join(about)}")
    if numbers := say_composite(each.numbers, seen.quarter, is_new=each.is_new):
        out.say(Styled(f"  {' · '.join(numbers)}", "dim"))
    rows = [*_goals(each.branches, planner, short)]
    out.table(rows or [("no open goal serves it", "", "")], flex=2, indent="  ")


def _goals(
    branches: list[Branch],
    planner: Planner,
    short: dict[str, str],
    depth: int = 0,
    *,
    alone: bool = False,
) -> Iterator[tuple[Cell, Cell, Cell, Cell]]:
    """Yield a row for each goal, those below others further in; of one alone with why it is."""
    from pmgoals.services.align.words import say_alone

    for branch in branches:
        goal = branch.goal
        stand = planner.goals.health(goal)
        why = say_alone(goal, planner.plan) or "says no reason" if alone else ""
        title = f"{'  ' * depth}{goal.title}"
        yield short[goal.id], status(stand.status), title, why
        yield from _goals(branch.below, planner, short, depth + 1)


def _numbers(lead: str, seen: Look, out: Output) -> None:
    from pmgoals.services.align.words import say_composite

    if numbers := say_composite(seen.whole, seen.quarter, is_new=seen.is_new):
        out.say(Styled(lead, "head"), " · ".join(numbers))


def _matrix(seen: Look, out: Output) -> None:
    from pmgoals.services.align.look import KINDS

    if not seen.matrix:
        return
    out.say(Styled("Open goals by kind, and by quarter in which they run", "head"))
    heads = ("", *KINDS, *map(str, seen.quarters))
    rows = [
        (
            row.theme.title if row.theme else "no theme",
            *(str(count or "-") for count in (*row.kinds, *row.quarters)),
        )
        for row in seen.matrix
    ]
    columns = range(1, len(heads))
    out.table(
        [tuple(Styled(h, "dim") for h in heads), *rows], right={*columns}, flex=0, indent="  "
    )


def _findings(findings: list[Finding], out: Output) -> None:
    from pmgoals.smart.rules.plan import PLAN_CHECKS

    if findings:
        out.say(Styled("To settle", "head"))
    for finding in findings:
        role = "watch" if finding.severity != "info" else "dim"
        about = f"  {PLAN_CHECKS[finding.rule]} · {finding.severity}"
        out.say("  ", Styled(finding.key, role), Styled(about, "dim"))
        out.prose(finding.message, indent="    ")
        out.prose(finding.mend, "dim", indent="    ")
    if findings:
        out.say(Styled(f"  What settles it: pmgoals align mend {findings[0].key}", "dim"))


def _unanswered(seen: Look, out: Output, short: dict[str, str]) -> None:
    from pmgoals.services.align.words import say_unanswered

    if seen.unanswered:
        out.say(Styled("Not answered yet", "head"))
        rows = [(short[u.goal.id], u.goal.title, say_unanswered(u)) for u in seen.unanswered]
        out.table(rows, flex=1, indent="  ")


def _kept(kept: list[tuple[Finding, str]], out: Output) -> None:
    from pmgoals.smart.rules.plan import PLAN_CHECKS

    if kept:
        out.say(Styled("Meant so", "head"))
        rows = [(each.key, PLAN_CHECKS[each.rule], why) for each, why in kept]
        out.table(rows, flex=2, indent="  ")


# ---- mending ----


def _mend(args: Namespace, session: Session) -> None:
    planner, out = session.planner, session.out
    if args.finding is None:
        _every(args, session)
        return
    finding = planner.align.named(args.finding)
    choice = session.text(args.mend) if args.mend else ""
    if not choice:
        mends = planner.align.mends(finding.key)
        if args.json:
            from pmgoals.cli.align_json import mends_document

            out.json(mends_document(finding, mends, planner))
            return
        _list(finding, mends, planner, out)
        return
    if args.dry_run:
        for line in planner.align.preview(finding.key, choice, args.text or ""):
            out.say(line)
        out.tell("Nothing was changed.")
        return
    done = planner.align.mend(finding.key, choice, args.text or "")
    out.tell(f"Settled {finding.key}: {done.label}. `pmgoals undo` takes it back.")


def _every(args: Namespace, session: Session) -> None:
    """List what is to settle, each with how many mends it has."""
    planner, out = session.planner, session.out
    found = [(each, len(planner.align.mends(each.key))) for each in planner.align.findings()]
    if args.json:
        from pmgoals.cli.align_json import counts_document

        out.json(counts_document(found))
        return
    if not found:
        out.say("Nothing to settle.")
        return
    rows = [
        (Styled(each.key, "watch"), each.message, said_count(count, "mend") if count else "by hand")
        for each, count in found
    ]
    out.table(rows, flex=1)
    out.tell(f"List those of one: pmgoals align mend {found[0][0].key}")


def _says(mend: Mend, planner: Planner) -> Iterator[str]:
    """Yield what stands beside a mend: what it asks, what it leaves, what it comes to."""
    if mend.ask:
        yield f"asks --text “{mend.ask.label} …”"
    if mend.eases or not mend.ask:
        yield mend.told
    yield from planner.align.outcome(mend)


def _list(finding: Finding, mends: list[Mend], planner: Planner, out: Output) -> None:
    from pmgoals import knowledge

    out.say(Styled(f"{finding.key}  {knowledge.rules()[finding.rule].name}", "head"))
    out.prose(finding.message, indent="  ")
    out.prose(knowledge.rules()[finding.rule].why, "dim", indent="  ")
    rows = [
        (str(number), mend.label, "; ".join(filter(None, _says(mend, planner))))
        for number, mend in enumerate(mends, 1)
    ]
    out.table(rows, right={0}, flex=(1, 2), indent="  ")
    if not mends:
        out.say(f"  {finding.mend}")
    else:
        out.tell(f"Take one: pmgoals align mend {finding.key} 1")

"""`pmgoals milestone`: the dated steps of goals."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.names import shorts
from pmgoals.cli.numbers import number
from pmgoals.cli.output import Styled
from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.records import document
from pmgoals.cli.session import Session
from pmgoals.errors import BadInput
from pmgoals.model.amounts import parse_weight, shown
from pmgoals.model.calendar import say_date, say_weekday
from pmgoals.model.dependencies import links_of
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.services.consequences import say, say_late, say_new_day
from pmgoals.services.names import find, find_any, title_of
from pmgoals.services.slips import say_reference

MOST_QUARTERS = 400
"""Most quarters a milestone is moved by: a hundred years."""


def milestone_list(parser: Parser) -> Run:
    """Declare `milestone list`."""
    parser.reading()
    parser.add_argument("goal", nargs="?", metavar="GOAL", help="only this goal's")
    parser.add_argument("--all", action="store_true", help="those of closed goals too")
    parser.add_argument("--open", action="store_true", help="only those not done")
    return _list


def milestone_add(parser: Parser) -> Run:
    """Declare `milestone add`."""
    parser.add_argument("goal", metavar="GOAL")
    parser.add_argument("text", nargs="+", metavar="TITLE", help="what will be there")
    parser.add_argument("--by", metavar="DATE", required=True, help="when")
    parser.add_argument("--to", metavar="VALUE", help="where the goal's measure should stand then")
    parser.add_argument("--weight", metavar="N", help="its share, above 0")
    parser.add_argument("--effort", metavar="HOURS", help="hours of work")
    parser.add_argument("--deliverable", metavar="TEXT", default="", help="what can be shown")
    return _add


def milestone_move(parser: Parser) -> Run:
    """Declare `milestone move`."""
    parser.add_argument("milestone", metavar="MILESTONE")
    parser.add_argument("date", nargs="*", metavar="DATE")
    parser.add_argument("--quarters", metavar="N", help="that many quarters on; -1 is one back")
    parser.add_argument("--reason", metavar="TEXT", default="", help="why; a later day needs one")
    parser.add_argument(
        "--along", action="store_true", help="what waits for it moves by as many days"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what the move would do")
    return _move


def milestone_done(parser: Parser) -> Run:
    """Declare `milestone done`."""
    parser.add_argument("milestone", metavar="MILESTONE")
    parser.add_argument("--on", metavar="DATE", help="the day, when not today")
    parser.add_argument("--open", action="store_true", help="it is open again")
    return _done


def milestone_depends(parser: Parser) -> Run:
    """Declare `milestone depends`."""
    parser.add_argument("milestone", metavar="MILESTONE")
    parser.add_argument("first", metavar="ON", help="the milestone or goal that comes first")
    return _depends


def _list(args: Namespace, session: Session) -> None:
    planner, out = session.planner, session.out
    plan = planner.plan
    goals = list(plan.goals.values())
    if args.goal:
        goals = [planner.goals.get(args.goal)]
    elif not args.all:
        goals = [goal for goal in goals if goal.state != "closed"]
    found = sorted(
        (m for g in goals for m in plan.milestones_of(g.id) if not (args.open and m.done_on)),
        key=lambda m: m.due,
    )
    if args.json:
        out.json([document(m, goal_title=plan.goals[m.goal].title) for m in found])
        return
    if not found:
        out.tell("No milestones here. Add one: pmgoals milestone add GOAL TITLE --by DATE")
    short = shorts(plan.alive(Milestone).values())
    rows = []
    for m in found:
        late = m.is_late(planner.today)
        state = Styled("done", "done") if m.done_on else Styled("late", "watch") if late else "open"
        rows.append((short[m.id], say_date(m.due), state, m.title, plan.goals[m.goal].title))
    out.table(rows, right={1}, flex=(3, 4))


def _add(args: Namespace, session: Session) -> None:
    planner = session.planner
    goal = planner.goals.get(args.goal)
    kept = planner.milestones.add(
        goal.id,
        session.text(args.text),
        session.day(args.by, "future"),
        target=number(args.to),
        weight=1.0 if args.weight is None else parse_weight(args.weight),
        effort=number(args.effort),
        deliverable=args.deliverable,
    )
    session.out.say(kept.id)
    session.out.tell(f"Added “{kept.title}” to “{goal.title}”.")
    if comes_to := say_reference(planner, "milestone", kept.due):
        session.out.tell(comes_to)


def _move(args: Namespace, session: Session) -> None:
    if bool(args.date) == (args.quarters is not None):
        raise Usage("milestone move takes a DATE or --quarters N.", "Write: milestone move M Q3")
    planner = session.planner
    milestone = find(planner.plan, Milestone, args.milestone)
    if args.date:
        day = session.day(" ".join(args.date), "future")
    else:
        day = planner.milestones.in_quarters(milestone, _whole(args.quarters))
    if day == milestone.due:
        session.out.tell(f"“{milestone.title}” is due on {say_weekday(day)} already.")
        return
    does = planner.milestones.consequences(milestone, day)
    if args.dry_run:
        planner.milestones.check_day(milestone.goal, day)
    else:
        kept = planner.milestones.move(milestone.id, day, args.reason, along=args.along)
        session.out.tell(f"“{kept.title}” is due on {say_weekday(kept.due)}.")
    for line in say(does, along=args.along):
        session.out.tell(line)
    if does.overtaken and not args.along:
        session.out.tell("With --along, what waits for it moves by as many days.")
    if comes_to := say_new_day(does):
        session.out.tell(comes_to)


def _done(args: Namespace, session: Session) -> None:
    planner = session.planner
    milestone = find(planner.plan, Milestone, args.milestone)
    if args.open:
        planner.milestones.reopen(milestone.id)
        session.out.tell(f"“{milestone.title}” is open again.")
        return
    kept = planner.milestones.done(milestone.id, session.day_or_none(args.on, "past"))
    session.out.tell(f"“{kept.title}” is done.")


def _depends(args: Namespace, session: Session) -> None:
    plan = session.planner.plan
    milestone = find(plan, Milestone, args.milestone)
    first = find_any(plan, args.first, (Milestone, Goal))
    session.planner.milestones.depends(milestone.id, first.id)
    session.out.tell(f"“{milestone.title}” waits for “{title_of(first)}”.")
    kept = session.planner.plan.alive(Milestone)[milestone.id]
    for link in links_of(kept, session.planner.plan):
        if link.first.id == first.id and (late := say_late(link, session.planner.today)):
            session.out.tell(late)


def _whole(text: str) -> int:
    """Return a typed whole number of quarters; BadInput for anything else or beyond 400."""
    value = number(text)
    if value is None or value != int(value) or abs(value) > MOST_QUARTERS:
        raise BadInput(f"{shown(text)} is no number of quarters.", "Write --quarters 1 or -1.")
    return int(value)

"""`pmgoals journal`: a week's prose."""

from __future__ import annotations

from argparse import Namespace

from pmgoals import knowledge
from pmgoals.analytics.rhythm import rests
from pmgoals.cli.output import Styled
from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.records import document
from pmgoals.cli.session import Session
from pmgoals.errors import BadInput
from pmgoals.model.calendar import Week, say_date
from pmgoals.model.journal import JournalEntry


def journal_show(parser: Parser) -> Run:
    """Declare `journal show`."""
    parser.reading()
    parser.add_argument("week", nargs="*", metavar="WEEK", help="2026-W47 or a day; this week")
    parser.add_argument("--last", metavar="N", type=int, help="the last N entries instead")
    return _show


def journal_add(parser: Parser) -> Run:
    """Declare `journal add`."""
    _declare(parser)
    return _add


def journal_edit(parser: Parser) -> Run:
    """Declare `journal edit`."""
    _declare(parser)
    return _edit


def reserve(parser: Parser) -> Run:
    """Declare `reserve`."""
    parser.add_argument(
        "week", nargs="*", metavar="WEEK", help="one week, 2026-W47 or a day of it; this week"
    )
    parser.add_argument("--back", action="store_true", help="take it back: the week counts again")
    return _reserve


def _reserve(args: Namespace, session: Session) -> None:
    week = _week(session, " ".join(args.week))
    entry = session.planner.journal.rest(week, use=not args.back)
    session.out.say(entry.id)
    session.out.tell(f"{week} counts again." if args.back else f"{week} is passed over on purpose.")


def _declare(parser: Parser) -> None:
    parser.add_argument("text", nargs="*", metavar="TEXT|-", help="free Markdown")
    parser.add_argument("--week", metavar="WEEK", help="2026-W47 or a day of it; this week")
    parser.add_argument("--tag", metavar="TAG", action="append", help="an own label")
    prompts = parser.add_argument_group("answers")
    for prompt in knowledge.journal_prompts():
        prompts.add_argument(f"--{prompt.id}", metavar="TEXT", help=prompt.ask)


def _week(session: Session, typed: str) -> Week:
    """Return the week that was named, or the one that holds the day that was; else this week."""
    if not typed:
        return session.planner.week
    named = typed.upper().rpartition("W")[2].isdigit()
    week = Week.parse(typed) if named else Week.of(session.day(typed, "past"))
    if week > session.planner.week:
        raise BadInput(f"{week} is still to come.", "Name this week or an earlier one.")
    return week


def _answers(args: Namespace) -> dict[str, str]:
    """Return the answers that were given, by prompt."""
    typed = {prompt.id: getattr(args, prompt.id) for prompt in knowledge.journal_prompts()}
    return {key: text for key, text in typed.items() if text is not None}


def _add(args: Namespace, session: Session) -> None:
    answers, week = _answers(args), _week(session, args.week or "")
    if not args.text and (answers or args.tag):
        _write(args, session, week, None, answers, append=True)
        return
    with session.written(args.text, "", "The text") as text:
        _write(args, session, week, text, answers, append=True)


def _edit(args: Namespace, session: Session) -> None:
    answers, week = _answers(args), _week(session, args.week or "")
    if not args.text and (answers or args.tag):
        _write(args, session, week, None, answers, append=False)
        return
    before = _text_of(session, week)
    with session.written(args.text, before, "The text") as text:
        said = text if args.text else _joined(text, before, _text_of(session, week))
        _write(args, session, week, said, answers, append=False)


def _text_of(session: Session, week: Week) -> str:
    entry = session.planner.plan.journal.get(str(week))
    return entry.text if entry else ""


def _joined(text: str, before: str, now: str) -> str:
    """Return an edited text with what was added to the entry while it was edited."""
    added = (now.removeprefix(before) if now.startswith(before) else now).strip("\n")
    return f"{text}\n\n{added}".strip("\n") if now != before and added else text


def _write(
    args: Namespace,
    session: Session,
    week: Week,
    text: str | None,
    answers: dict[str, str],
    *,
    append: bool,
) -> None:
    kept = session.planner.journal.write(
        answers=answers, text=text, tags=args.tag, week=week, append=append
    )
    session.out.say(kept.id)
    session.out.tell(f"Journaled {kept.week}.")


def _show(args: Namespace, session: Session) -> None:
    if args.week and args.last is not None:
        raise Usage("journal show takes a WEEK or --last N.", "Leave one of them out.")
    plan, out = session.planner.plan, session.out
    if args.last is not None:
        entries = list(plan.journal.values())[: max(0, args.last)]
    else:
        week = str(_week(session, " ".join(args.week)))
        entries = [plan.journal[week]] if week in plan.journal else []
    if args.json:
        out.json(document(entries))
        return
    if args.last is None:
        _print_week(_week(session, " ".join(args.week)), session)
        return
    if not entries:
        out.tell("No entry yet. Write one: pmgoals journal add TEXT")
    for entry in entries:
        _print_week(Week.parse(entry.week), session)


def _print_week(week: Week, session: Session) -> None:
    """Print a week as the Journal shows it: what was promised, check-ins, evidence, prose."""
    out, planner = session.out, session.planner
    entry = planner.plan.journal.get(str(week))
    late = " · written late" if entry and entry.late else ""
    resting = week in rests(session.planner.plan)
    state = " · passed over on purpose" if resting else late
    days = f"  {say_date(week.monday)} to {say_date(week.sunday)}"
    out.say(Styled(str(week), "head"), f"{days}{state}")
    _print_before(week, session)
    _print_checkins(week, session)
    for item in planner.evidence.in_week(week):
        out.say("Kept: ", item.title)
    if entry is not None:
        _print_prose(entry, session)
    if entry is None or not (entry.says_something or resting):
        out.tell(
            "Nothing written yet. Go through it: `pmgoals checkin`, or `pmgoals journal add TEXT`"
        )


def _print_before(week: Week, session: Session) -> None:
    """Print what the week before promised, and what became of it."""
    from pmgoals.services.rituals.weekly_stages import KEPT

    words, before = dict(KEPT), session.planner.journal.before(week)
    if before.intention.strip():
        mark = f" ({words[before.intention_kept]})" if before.intention_kept else ""
        session.out.field("Meant to", f"{before.intention}{mark}")
    for text, kept in before.commitments:
        session.out.field("Committed", f"{text} ({words[kept]})" if kept else text)


def _print_checkins(week: Week, session: Session) -> None:
    """Print the week's check-ins, goal by goal, with what became of its if-then plans."""
    from pmgoals.services.rituals.weekly_stages import REHEARSED

    out, planner, words = session.out, session.planner, dict(REHEARSED)
    for goal, checkin in planner.checkins.in_week(week):
        if checkin is None:
            out.say("Open: ", goal.title)
            continue
        parts = [planner.checkins.value_in(goal.id, week)]
        parts += [] if checkin.confidence is None else [f"confidence {checkin.confidence}"]
        parts += [f"stuck on {checkin.blocker.replace('_', ' ')}"] if checkin.blocker else []
        parts += ["late"] if checkin.late else []
        said = ", ".join(part for part in parts if part)
        out.say(Styled(goal.title, "head"), f"  {said}" if said else "")
        for text in (checkin.note, f"Next: {checkin.next_action}" if checkin.next_action else ""):
            if text:
                out.say("  ", text)
        if checkin.obstacle:
            out.say("  The obstacle came: ", checkin.obstacle)
        for plan in planner.plan.if_then_of(goal.id):
            if became := checkin.rehearsed.get(plan.id):
                out.say(f"  If {plan.cue}: {words[became]}")


def _print_prose(entry: JournalEntry, session: Session) -> None:
    """Print an entry's answers in the order of the prompts, then its text."""
    out = session.out
    asks = {prompt.id: prompt.ask for prompt in session.planner.journal.prompts()}
    for key in [*asks, *(key for key in entry.answers if key not in asks)]:
        if entry.answers.get(key):
            out.say(asks.get(key, key))
            for line in entry.answers[key].split("\n"):
                out.say("  ", line)
    if entry.text.strip():
        out.say(entry.text.strip("\n"))
    if entry.tags:
        out.field("Tags", ", ".join(entry.tags))

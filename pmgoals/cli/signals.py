"""`pmgoals signal`: what is gathered between two reflections: the market, people, feedback."""

from __future__ import annotations

from argparse import Namespace
from typing import Any, get_args

from pmgoals.cli.names import shorts
from pmgoals.cli.output import Cell, Styled
from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.records import document
from pmgoals.cli.session import Session
from pmgoals.model.calendar import say_date
from pmgoals.model.field_words import said_fields
from pmgoals.model.reflection import Signal, SignalKind
from pmgoals.services.choices import pick
from pmgoals.services.signals import WORDS


def signal_list(parser: Parser) -> Run:
    """Declare `signal list`."""
    parser.reading()
    parser.add_argument("kind", nargs="?", metavar="KIND", help="market, person or feedback")
    return _list


def signal_add(parser: Parser) -> Run:
    """Declare `signal add`."""
    parser.add_argument("kind", metavar="KIND", help="market, person or feedback")
    parser.add_argument("title", nargs="+", metavar="TITLE|-", help="what it is, who it is")
    _declare(parser)
    return _add


def signal_edit(parser: Parser) -> Run:
    """Declare `signal edit`."""
    parser.add_argument("signal", metavar="SIGNAL", help="its id or a part of its title")
    parser.add_argument("--title", metavar="TEXT", help="what it is, who it is")
    _declare(parser)
    return _edit


def _declare(parser: Parser) -> None:
    parser.add_argument("--text", metavar="TEXT", help="what it means, how we know each other")
    parser.add_argument("--on", metavar="DATE", help="the day of it, or of the last talk")
    parser.add_argument("--again", metavar="DATE", help="the day to look again or get in touch")
    parser.add_argument("--link", metavar="URL", help="where it can be found")


def _kind(typed: str) -> SignalKind:
    """Return a kind of signal. BadInput for one that is not there."""
    kinds: dict[str, SignalKind] = {kind: kind for kind in get_args(SignalKind)}
    return kinds[pick({key: WORDS[kind] for key, kind in kinds.items()}, typed, "kind")]


def _list(args: Namespace, session: Session) -> None:
    signals = session.planner.signals
    kinds = [_kind(args.kind)] if args.kind is not None else list(WORDS)
    found = [signal for kind in kinds for signal in signals.of(kind)]
    due = {signal.id for signal in signals.due()}
    if args.json:
        session.out.json([document(signal, due=signal.id in due) for signal in found])
        return
    if not found:
        session.out.tell("Nothing is noted here. Note something: pmgoals signal add market TITLE")
    short = shorts(session.planner.plan.signals)
    rows: list[tuple[Cell, ...]] = [
        (
            short[signal.id],
            signal.kind,
            say_date(signal.on),
            _again(signal, is_due=signal.id in due),
            signal.title,
            signal.text,
        )
        for signal in found
    ]
    heads = ("id", "kind", "on", "again", "signal", "more")
    table = [tuple(Styled(head, "dim") for head in heads), *rows] if rows else []
    session.out.table(table, right={2}, flex=(4, 5))
    if any(signal.id in due and signal.kind == "person" for signal in found):
        session.out.tell('Talked since? pmgoals signal edit NAME --on today --again "in 3 months"')


def _again(signal: Signal, *, is_due: bool) -> Cell:
    """Return the day to look again or get in touch, marked when it is here."""
    if signal.again_on is None:
        return ""
    day = say_date(signal.again_on)
    return Styled(f"due {day}", "watch") if is_due else day


def _fields(args: Namespace, session: Session) -> dict[str, Any]:
    """Return the fields given as options; an empty one takes away what stands there."""
    fields: dict[str, Any] = {}
    if args.text is not None:
        fields["text"] = args.text
    if args.on is not None:
        fields["on"] = session.day(args.on, "past")
    if args.again is not None:
        fields["again_on"] = session.day(args.again, "future") if args.again else None
    if args.link is not None:
        fields["link"] = args.link
    return fields


def _add(args: Namespace, session: Session) -> None:
    kind = _kind(args.kind)
    title, _, more = session.text(args.title).lstrip("\n").partition("\n")
    fields: dict[str, Any] = {"text": more}
    fields |= _fields(args, session)
    kept = session.planner.signals.add(kind, title, **fields)
    session.out.say(kept.id)
    session.out.tell(f"Noted as {WORDS[kind]}: “{kept.title[:100]}”.")


def _edit(args: Namespace, session: Session) -> None:
    fields = _fields(args, session)
    if args.title is not None:
        fields["title"] = args.title
    if not fields:
        raise Usage(
            "signal edit: nothing to change was given.", "Give an option, such as --again DATE."
        )
    kept = session.planner.signals.edit(args.signal, **fields)
    session.out.tell(f"Changed {said_fields(fields)} of “{kept.title[:100]}”.")

"""`pmgoals report`: what is written for others, with what they do not get to read left out."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pmgoals.cli.output import Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.errors import BadInput
from pmgoals.inert import marked_line
from pmgoals.model.audience import LEVELS
from pmgoals.services.choices import pick

if TYPE_CHECKING:
    from pmgoals.reports.catalogue import Made
    from pmgoals.services.sharing import LeftOut

FORMS = ("md", "txt", "html", "pdf")
"""The forms a report can take."""

ENDINGS = {"": "md", "markdown": "md", "text": "txt", "htm": "html"}
"""Forms that have other endings, too."""

MOST_NAMED = 8
"""What was left out is named up to so many; --left-out names all."""


def report(parser: Parser) -> Run:
    """Declare `report`."""
    parser.reading()
    parser.add_argument("kind", nargs="?", metavar="REPORT", help="which; alone, lists them")
    parser.add_argument(
        "of", nargs="*", metavar="OF", help="its period, level or goal; the present one else"
    )
    parser.add_argument("--audience", choices=LEVELS, help="who reads it; each report has its own")
    parser.add_argument(
        "--format", choices=FORMS, help="its form; that of FILE's ending, else Markdown"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="where to; else standard output")
    parser.add_argument("--force", action="store_true", help="replace a file that is there")
    parser.add_argument(
        "--left-out", action="store_true", help="name all that is left out, and write nothing"
    )
    return _report


def _report(args: Namespace, session: Session) -> None:
    from pmgoals.reports.catalogue import REPORTS, make

    if args.kind is None:
        _list(args, session)
        return
    key = pick({key: each.title for key, each in REPORTS.items()}, args.kind, "report")
    made = make(session.planner, key, args.audience, " ".join(args.of))
    if args.left_out:
        _name(made.left_out, session, every=True)
        return
    if args.json:
        session.out.json(_document(made))
        return
    form = args.format or _ending(args.output)
    _tell(made, session)
    _write(made, form, args, session)


def _list(args: Namespace, session: Session) -> None:
    from pmgoals.reports.catalogue import REPORTS

    out = session.out
    if args.json:
        out.json(
            [
                {"key": r.key, "title": r.title, "about": r.about, "audience": r.audience}
                for r in REPORTS.values()
            ]
        )
        return
    heads = tuple(Styled(head, "dim") for head in ("report", "for", "what it is"))
    out.table([heads, *((r.key, r.audience, r.about) for r in REPORTS.values())], flex=2)


def _document(made: Made) -> dict[str, object]:
    from pmgoals.reports.documents.markdown import words_in

    text = made.page.markdown
    return {
        "report": made.report.key,
        "title": made.page.title,
        "audience": made.page.audience,
        "words": words_in(text),
        "text": text,
        "left_out": [
            {"kind": e.kind, "id": e.id, "title": e.title, "level": e.level, "told": e.told}
            for e in made.left_out
        ],
    }


def _ending(output: str | None) -> str:
    """Return the form that a file's ending says, Markdown without one. BadInput for another."""
    ending = Path(output or "").suffix.lower().removeprefix(".")
    form = ENDINGS.get(ending, ending)
    if form not in FORMS:
        known = ", ".join(f".{form}" for form in FORMS)
        raise BadInput(
            f"“.{ending[:20]}” is no form of a report; nothing was written.",
            f"End it in one of {known}, or say --format.",
        )
    return form


# ---- what is left out ----


def _tell(made: Made, session: Session) -> None:
    """Say who reads it, and what they do not get to read, before anything is written."""
    from pmgoals.services.sharing import WORDS

    out = session.out
    if not made.left_out:
        out.tell(f"For {WORDS[made.page.audience]}. Nothing is left out.")
        return
    out.tell(f"For {WORDS[made.page.audience]}. {count_words(made.left_out)}:")
    _name(made.left_out, session)
    out.tell("`pmgoals share NAME LEVEL` lets somebody read more.")


def count_words(left_out: Sequence[LeftOut]) -> str:
    """Return how much is left out and how much told another way, in words."""
    hidden = sum(each.told is None for each in left_out)
    told = len(left_out) - hidden
    parts = [f"{hidden:,} left out"] if hidden else []
    return ", ".join([*parts, f"{told:,} told another way"] if told else parts)


def _name(left_out: Sequence[LeftOut], session: Session, *, every: bool = False) -> None:
    from pmgoals.services.sharing import READERS, TOLD

    shown = left_out if every else left_out[:MOST_NAMED]
    say = session.out.say if every else session.out.tell
    for each in shown:
        how = TOLD[each.told] if each.told else f"for {READERS[each.level]}"
        say(f"  {each.kind}: {marked_line(each.title)} ({how})")
    if len(left_out) > len(shown):
        say(f"  and {len(left_out) - len(shown):,} more: --left-out names them")
    if every and not left_out:
        session.out.tell("Nothing is left out.")


# ---- writing ----


def _write(made: Made, form: str, args: Namespace, session: Session) -> None:
    from pmgoals.cli.target_file import target, write
    from pmgoals.reports.formats import render

    if args.output in (None, "-"):
        if form == "pdf" and session.out.is_terminal:
            raise BadInput("A PDF is nothing for a terminal.", f"Write it: -o {made.page.name}.pdf")
        session.out.file(render(made.page, form))
        return
    name = args.output
    if Path(name).is_dir():
        name = str(Path(name) / f"{made.page.name}.{form}")
    to = target(name, session.planner.paths, None, what="report", force=args.force)
    write(to, render(made.page, form))
    session.out.tell(f"{made.page.title} is in {to}.")

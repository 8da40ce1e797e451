"""`pmgoals ladder`: the rungs, what each asks for, and a company's own ladder from a file."""

from __future__ import annotations

from argparse import Namespace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmgoals.cli.output import Styled
from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.records import document
from pmgoals.cli.session import Session
from pmgoals.counting import said_count
from pmgoals.services.choices import pick

if TYPE_CHECKING:
    from pmgoals.ladder_file import LadderFile
    from pmgoals.model.ladder import Ladder, Level
    from pmgoals.services.ladders import Unseen


def ladder_show(parser: Parser) -> Run:
    """Declare `ladder show`."""
    parser.reading()
    parser.add_argument("level", nargs="*", metavar="LEVEL", help="what this one asks for")
    return _show


def ladder_set(parser: Parser) -> Run:
    """Declare `ladder set`."""
    parser.add_argument("--level", metavar="LEVEL", help="today's level, such as senior_pm")
    parser.add_argument("--aspired", metavar="LEVEL", help="the level worked towards")
    return _set


EXAMPLE = """For example (TOML; docs/cli.md has all of it, and how a table in CSV looks):
  [[level]]                     # from the lowest up
  name = "Senior PM II"         # and like = "senior_pm": that one says what is left out
  [[expectation]]
  level = "Senior PM II"
  competency = "managing_up"
  text = "Tells bad news first."
"""


def ladder_import(parser: Parser) -> Run:
    """Declare `ladder import`."""
    parser.add_argument(
        "ladder_file", metavar="FILE", help="a TOML file, or a CSV table; - reads standard input"
    )
    parser.add_argument("--name", metavar="TEXT", help="what it is called; else as the file says")
    parser.add_argument("--format", choices=("toml", "csv"), help="else by the file's ending")
    parser.add_argument("--dry-run", action="store_true", help="read it and say what is in it only")
    parser.example(EXAMPLE)
    return _import


def ladder_reset(parser: Parser) -> Run:
    """Declare `ladder reset`."""
    return _reset


# ---- showing ----


def _show(args: Namespace, session: Session) -> None:
    ladder = session.planner.ladders.now
    if args.level:
        key = session.planner.ladders.level(" ".join(args.level))
        level = next(level for level in ladder.levels if level.key == key)
        _show_level(args, session, ladder, level)
        return
    if args.json:
        session.out.json([_rung(session, ladder, level) for level in ladder.levels])
        return
    if session.planner.plan.ladder:
        session.out.say(Styled(ladder.name or "A ladder of your own", "head"))
    for level in ladder.levels:
        _head(session, level)
        texts = {"scope": level.scope, "expected": level.expected, "to grow": level.next_step}
        for name, text in texts.items():
            if text:
                session.out.field(f"  {name}", text)


def _head(session: Session, level: Level) -> None:
    here, aspired = _places(session)
    marks = [word for word, key in (("you are here", here), ("aspired", aspired))
             if key == level.key]  # fmt: skip
    mark = f"  ({', '.join(marks)})" if marks else ""
    session.out.say(Styled(level.name, "head"), f"  {level.key}{mark}")


def _places(session: Session) -> tuple[str, str]:
    """Return the keys of today's level and of the one worked towards, on the ladder in use."""
    ladders, profile = session.planner.ladders, session.planner.plan.profile
    told = (profile.level, profile.aspired) if profile else ("", "")
    here, aspired = (ladders.now.like(key) for key in told)
    return here.key if here else "", aspired.key if aspired else ""


def _rung(session: Session, ladder: Ladder, level: Level, **more: Any) -> Any:
    here, aspired = _places(session)
    marks = {"present": level.key == here, "aspired": level.key == aspired}
    return document(level, **marks, ladder=ladder.name, **more)


def _show_level(args: Namespace, session: Session, ladder: Ladder, level: Level) -> None:
    """Print what a level asks for in each competency, by area."""
    out = session.out
    cells = [(known, ladder.expectation(known.key, level.key)) for known in ladder.competencies]
    if args.json:
        entries = [
            {
                "competency": known.key,
                "name": known.name,
                "area": known.area,
                "step": cell.step,
                "text": cell.text,
            }
            for known, cell in cells
            if cell
        ]
        out.json(_rung(session, ladder, level, cells=entries))
        return
    _head(session, level)
    if level.expected:
        out.prose(level.expected, indent="  ")
    said = [(known, cell) for known, cell in cells if cell]
    if not said:
        out.tell("The ladder says nothing of single competencies at this level.")
    for area, group in groupby(said, key=lambda pair: pair[0].area):
        out.say("")
        out.say(Styled(area or "Competencies", "head"))
        for known, cell in group:
            out.say("  ", known.name, Styled(f"  {cell.step}" if cell.step else "", "dim"))
            out.prose(cell.text, indent="    ")


# ---- changing ----


def _set(args: Namespace, session: Session) -> None:
    if args.level is None and args.aspired is None:
        raise Usage("ladder set takes --level or --aspired.", "`pmgoals ladder` shows the levels.")
    labels = {level.key: level.name for level in session.planner.ladders.now.levels}
    level, aspired = (
        None if typed is None else pick(labels, typed, "level")
        for typed in (args.level, args.aspired)
    )
    session.planner.competencies.set_levels(level, aspired)
    here, towards = _places(session)
    session.out.tell(
        f"Level: {labels.get(here, 'not told')}. Aspired: {labels.get(towards, 'not told')}."
    )


def _import(args: Namespace, session: Session) -> None:
    from pmgoals.ladder_file import read_ladder
    from pmgoals.services.service import needed

    path, out, ladders = args.ladder_file, session.out, session.planner.ladders
    text = session.stdin() if session.is_stdin([path]) else session.file(Path(path))
    is_toml = args.format == "toml" if args.format else path.lower().endswith(".toml")
    name = "" if args.name is None else needed(args.name, "The name", "Ours 2027", field="name")
    found = read_ladder(text, toml=is_toml, name=name)
    if args.dry_run:
        out.tell(f"Would use {_counts(found)}.")
        _tell_unseen(ladders.look(found), session, would=True)
        out.tell("Nothing was changed.")
        return
    unseen = ladders.take(found)
    out.tell(f"Uses from now on {_counts(found)}.")
    _tell_unseen(unseen, session)


def _counts(found: LadderFile) -> str:
    """Return what a ladder file holds: `“Ours”: 5 levels, 8 competencies, 40 expectations`."""
    called = f"“{found.name}”" if found.name else "a ladder of your own (--name gives it a name)"
    skills = len(found.competencies)
    said = (
        said_count(len(found.levels), "level"),
        said_count(skills, "competency") if skills else "the common competencies",
        said_count(sum(map(len, found.expectations.values())), "expectation"),
    )
    return f"{called}: {', '.join(said)}"


def _reset(args: Namespace, session: Session) -> None:
    unseen = session.planner.ladders.reset()
    session.out.tell("Uses the common ladder again; `pmgoals undo` brings the other back.")
    _tell_unseen(unseen, session)


def _tell_unseen(unseen: Unseen, session: Session, *, would: bool = False) -> None:
    """Tell what the ladder does not show, though the plan keeps it."""
    out = session.out
    counts = {
        "rating": unseen.ratings,
        "piece of evidence": unseen.evidence,
        "learning entry": unseen.learning,
        "goal": unseen.goals,
    }
    said = [said_count(count, word) for word, count in counts.items() if count]
    if said:
        does = "would not be seen" if would else "are not seen"
        out.tell(
            f"Of competencies or levels that are not in it: {', '.join(said)}. On this ladder "
            f"they {does}; the plan keeps them."
        )
    if unseen.levels:
        word = "level" if len(unseen.levels) == 1 else "levels"
        out.tell(
            f"Not in it: your {word} {' and '.join(unseen.levels)}. Tell yours: "
            "pmgoals ladder set --level LEVEL --aspired LEVEL"
        )

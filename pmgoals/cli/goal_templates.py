"""`pmgoals goal templates` and `goal template`: goals that product managers set often."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pmgoals.cli.output import Cell, Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.errors import BadInput
from pmgoals.model.amounts import shown

if TYPE_CHECKING:
    from pmgoals.knowledge import Template
    from pmgoals.services.planner import Planner

DEADLINE = "The deadline"
"""What the blank asks that every template has."""


def goal_templates(parser: Parser) -> Run:
    """Declare `goal templates`."""
    parser.reading()
    parser.add_argument("words", nargs="*", metavar="WORDS", help="only those that hold them all")
    return _list


def goal_template(parser: Parser) -> Run:
    """Declare `goal template`."""
    parser.reading()
    parser.add_argument("template", metavar="KEY", help="its key, or a part of its name")
    parser.add_argument("blanks", nargs="*", metavar="BLANK=TEXT", help="what stands in a blank")
    return _show


def filled_blanks(texts: Sequence[str], template: Template, planner: Planner) -> dict[str, str]:
    """Return what was typed for blanks as NAME=TEXT, by blank. BadInput for one that is none."""
    from pmgoals.services.choices import pick

    known = {key: key for key in planner.templates.offered(template)}
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise BadInput(
                f"“{shown(text)}” says no text for a blank.",
                f"Write it as NAME=TEXT; the blanks are: {', '.join(known)}.",
            )
        found[pick(known, name, "blank")] = value
    return found


def _list(args: Namespace, session: Session) -> None:
    from pmgoals import knowledge

    words = " ".join(args.words).casefold().split()
    found = [t for t in knowledge.templates() if all(word in _searched(t) for word in words)]
    if args.json:
        session.out.json([_document(template, session.planner, {}) for template in found])
        return
    if not found:
        session.out.tell("No template holds these words. `pmgoals goal templates` lists them all.")
        return
    room = 2 + max(len(template.key) for template in found)
    for level, group in groupby(found, key=lambda template: template.level):
        of_level = list(group)
        session.out.say(Styled(_labels(of_level[0])[1], "head"), f"  {level}")
        for template in of_level:
            session.out.say(f"  {template.key:<{room}}", template.name)
            said = f"{_labels(template)[0]}, {template.fields.get('method', '')}".rstrip(", ")
            session.out.say(" " * (room + 2), Styled(said, "dim"))


def _labels(template: Template) -> tuple[str, str]:
    """Return the names of a template's competency and level."""
    from pmgoals import knowledge

    skill, level = knowledge.competency(template.competency), knowledge.level(template.level)
    return skill.name if skill else template.competency, level.name if level else template.level


def _searched(template: Template) -> str:
    """Return what a template is searched by."""
    parts = (template.key, template.name, template.about, template.competency, template.level)
    return "\n".join((*parts, *_labels(template))).casefold()


def _document(template: Template, planner: Planner, typed: dict[str, str]) -> dict[str, Any]:
    """Return a template as JSON, its line filled with what was typed, else with examples."""
    asks = {blank.key: blank.ask for blank in template.blank}
    offered = planner.templates.offered(template)
    return {
        "key": template.key,
        "name": template.name,
        "about": template.about,
        "competency": template.competency,
        "level": template.level,
        "method": template.fields.get("method", ""),
        "weeks": template.weeks,
        "line": planner.templates.line(template, typed),
        "blanks": [
            {
                "key": key,
                "ask": asks.get(key, DEADLINE),
                "example": example,
                "text": typed.get(key, "").strip() or offered[key],
            }
            for key, example in planner.templates.examples(template).items()
        ],
    }


def _show(args: Namespace, session: Session) -> None:
    planner, out = session.planner, session.out
    template = planner.templates.named(args.template)
    found = _document(template, planner, filled_blanks(args.blanks, template, planner))
    if args.json:
        out.json(found)
        return
    competency, level = _labels(template)
    out.say(Styled(template.name, "head"), f"  {template.key}")
    out.prose(template.about, indent="  ")
    method = f"{found['method']} goal, " if found["method"] else ""
    out.field("  usual", f"from {level} on, {method}about {template.weeks} weeks")
    out.field("  grows", competency)
    out.field("  goal", found["line"])
    out.say("")
    out.say(Styled("Blanks", "head"))
    rows: list[tuple[Cell, ...]] = [
        (
            blank["key"],
            blank["text"] or Styled(f"e.g. {blank['example']}", "dim"),
            Styled(blank["ask"], "dim"),
        )
        for blank in found["blanks"]
    ]
    out.table(rows, flex=(1, 2), indent="  ")
    blank = f" --blank {found['blanks'][0]['key']}=TEXT" if found["blanks"] else ""
    out.tell(f"Commit it: pmgoals goal add --template {template.key}{blank}")

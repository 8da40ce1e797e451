"""Goal templates: goals that product managers set often, filled in and opened in the wizard."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

import msgspec

from pmgoals import knowledge
from pmgoals.errors import BadInput
from pmgoals.knowledge import Blank, Template
from pmgoals.model.amounts import parse_amount, shown
from pmgoals.model.calendar import say_date
from pmgoals.model.dates import understand_day
from pmgoals.model.draft import Draft, MeasureDraft
from pmgoals.services.choices import pick
from pmgoals.services.service import Service

DUE = "due"
"""The blank that every template has: its deadline."""


class Templates(Service):
    """The goal templates."""

    def named(self, name: str) -> Template:
        """Return the template that a key, a name or a part of one means; BadInput otherwise."""
        every = {template.key: template for template in knowledge.templates()}
        return every[pick({key: t.name for key, t in every.items()}, name, "template")]

    def for_competency(self, competency: str, level: str = "") -> list[Template]:
        """Return the templates of a competency, those of the level first, then by level."""
        found = [t for t in knowledge.templates() if t.competency == competency]
        return sorted(found, key=lambda t: t.level != level)

    def offered(self, template: Template) -> dict[str, str]:
        """Return what stands in each blank until something else is typed, the deadline last.

        Empty for a number that only the person knows: how it stands today, where it is to get.
        """
        blanks = {blank.key: blank.proposal for blank in template.blank}
        return blanks | {DUE: say_date(self._due(template))}

    def examples(self, template: Template) -> dict[str, str]:
        """Return an example for each blank, the deadline last."""
        blanks = {blank.key: blank.example for blank in template.blank}
        return blanks | {DUE: say_date(self._due(template))}

    def _due(self, template: Template) -> dt.date:
        """Return the end of the quarter in which the template's time is over."""
        over = self._planner.today + dt.timedelta(weeks=template.weeks)
        return self._planner.calendar.quarter_of(over).end

    def _day(self, typed: str) -> str:
        """Return a typed deadline as a day, as it is where it cannot be read."""
        planner = self._planner
        try:
            day = understand_day(typed, planner.today, planner.calendar, lean="future").day
        except BadInput:
            return typed
        return say_date(day)

    def line(self, template: Template, blanks: Mapping[str, str]) -> str:
        """Return a template's sentence, an example where nothing is typed."""
        typed = {key: text.strip() for key, text in blanks.items() if text.strip()}
        return _filled(template.line, self.examples(template) | typed)

    def fill(
        self,
        template: Template,
        blanks: Mapping[str, str] | None = None,
        line: str = "",
        *,
        due: str = "",
    ) -> Draft:
        """Return a new draft of a template; a blank that is empty or left out keeps its proposal.

        A line in one's own words takes the place of the template's, and its numbers are then not
        asked. `due` is a deadline said beside the blanks; it is what every text of the template
        says. A value of today that is not known is left open. A competency that the ladder in use
        does not have is left out. Nothing is on disk before the draft is saved. BadInput for a
        blank that takes a number and has none, and for a number that moves the other way.
        """
        typed = {key: text.strip() for key, text in (blanks or {}).items() if text.strip()}
        said = self.offered(template) | typed
        if due.strip():
            said[DUE] = self._day(due)
        for blank in template.blank:
            said[blank.key] = read_blank(blank, said[blank.key])
        if not line:
            _check_numbers(template, said)

        def filled(text: str) -> str:
            return _filled(text, said)

        fields = {key: filled(text) for key, text in template.fields.items()}
        fields.setdefault("competency", template.competency)
        if self._planner.ladders.now.competency(fields["competency"]) is None:
            del fields["competency"]
        draft = self._planner.drafts.begin(line or filled(template.line), **fields)
        measures = [
            MeasureDraft(**{k: filled(v) for k, v in msgspec.structs.asdict(measure).items()})
            for measure in template.measure
        ]
        return msgspec.structs.replace(draft, measures=measures)


def _filled(text: str, said: Mapping[str, str]) -> str:
    """Return a text with its blanks filled, without the way from a value that is not known."""
    text = re.sub(r"from \{(\w+)\}(?: %)? ", lambda b: b[0] if said[b[1]] else "", text)
    return re.sub(r"\{(\w+)\}", lambda blank: said.get(blank[1], blank[0]), text)


def read_blank(blank: Blank, text: str) -> str:
    """Return what a template says for a blank, a number without the % that stands behind it.

    BadInput for what is no number where one is asked; empty stays empty.
    """
    text = text.strip()
    if not text or not blank.is_number:
        return text
    usual = {None, "%" if "%" in blank.ask else None, parse_amount(blank.example).unit}
    try:
        sound = parse_amount(text).unit in usual
    except BadInput:
        sound = False
    if not sound:
        raise BadInput(
            f"{shown(text)} is no number for “{blank.ask}”.",
            f"Write it like: {blank.example}",
            field=blank.key,
        )
    return text.removesuffix("%").rstrip()


def _check_numbers(template: Template, said: Mapping[str, str]) -> None:
    """Refuse a number to come that is not said, or that goes the other way than the template."""
    missing = [b for b in template.blank if b.kind == "then" and not said[b.key]]
    if missing:
        asked = " and ".join(f"“{blank.ask}”" for blank in missing)
        raise BadInput(
            f"Nobody but you can say {asked}.",
            f"Say it like: {', '.join(f'{blank.key}={blank.example}' for blank in missing)}",
            field=missing[0].key,
        )
    todays = [blank for blank in template.blank if blank.kind == "today"]
    thens = [blank for blank in template.blank if blank.kind == "then"]
    for today, then in zip(todays, thens, strict=False):
        if not said[today.key]:
            continue
        usual = _move(today.example, then.example)
        if _move(said[today.key], said[then.key]) * usual <= 0:
            raise BadInput(
                f"“{then.ask}” is to be {'above' if usual > 0 else 'below'} the "
                f"{said[today.key]} of today, and {said[then.key]} is not.",
                "If the other way is meant, start the goal in your own words.",
                field=then.key,
            )


def _move(today: str, then: str) -> float:
    return parse_amount(then).value - parse_amount(today).value

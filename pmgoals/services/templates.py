"""Goal templates: goals that product managers set often, filled in and opened in the wizard."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

import msgspec

from pmgoals import knowledge
from pmgoals.errors import BadInput
from pmgoals.knowledge import Template
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
        """Return what stands in each blank until something else is typed, the deadline last."""
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

    def fill(
        self, template: Template, blanks: Mapping[str, str] | None = None, *, due: str = ""
    ) -> Draft:
        """Return a new draft of a template; a blank that is empty or left out keeps its example.

        `due` is a deadline said beside the blanks; it is what every text of the template says. A
        competency that the ladder in use does not have is left out. Nothing is on disk before
        the draft is saved.
        """
        typed = {key: text.strip() for key, text in (blanks or {}).items() if text.strip()}
        said = self.offered(template) | typed
        if due.strip():
            said[DUE] = self._day(due)

        def filled(text: str) -> str:
            return re.sub(r"\{(\w+)\}", lambda blank: said.get(blank[1], blank[0]), text)

        fields = {key: filled(text) for key, text in template.fields.items()}
        fields.setdefault("competency", template.competency)
        if self._planner.ladders.now.competency(fields["competency"]) is None:
            del fields["competency"]
        draft = self._planner.drafts.begin(filled(template.line), **fields)
        measures = [
            MeasureDraft(**{k: filled(v) for k, v in msgspec.structs.asdict(measure).items()})
            for measure in template.measure
        ]
        return msgspec.structs.replace(draft, measures=measures)

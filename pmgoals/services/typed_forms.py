"""What was typed into forms and not saved: it outlasts the program, however that ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pmgoals.services.service import Service
from pmgoals.storage.typed_file import TypedFile

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

KEPT_FOR = dt.timedelta(days=14)
"""After so long what was typed into a form is let go: nobody remembers what it was about."""

ABOUT, TITLE, DAY = "about", "title", "day"
TYPED = "typed"


class TypedForms(Service):
    """Forms that were begun, by their name."""

    def __init__(self, planner: Planner) -> None:
        super().__init__(planner)
        self._file = TypedFile(planner.places.forms, planner.store.seal)

    def keep(self, name: str, title: str, typed: Mapping[str, str]) -> None:
        """Keep what was typed into a form, by field; nothing typed lets the form go.

        PlanUnwritable when it cannot be kept.
        """
        about = {TITLE: title, DAY: self._planner.today.isoformat()}
        if typed or self._file.load(name):
            self._file.save(name, {ABOUT: about, TYPED: dict(typed)} if typed else {})

    def of(self, name: str) -> dict[str, str]:
        """Return what was typed into a form, by field; nothing for one that was not begun."""
        texts = self._file.load(name)
        return dict(texts.get(TYPED, {})) if self._is_fresh(texts.get(ABOUT, {})) else {}

    def let_go(self, name: str) -> None:
        """Forget what was typed into a form: it was saved, or is as it was before."""
        self.keep(name, "", {})

    def titles(self) -> list[str]:
        """Return the titles of the forms that were begun, the latest first."""
        every = [self._file.load(name).get(ABOUT, {}) for name in self._file.names()]
        return [about.get(TITLE, "") for about in reversed(every) if self._is_fresh(about)]

    def _is_fresh(self, about: Mapping[str, str]) -> bool:
        try:
            day = dt.date.fromisoformat(about.get(DAY, ""))
        except ValueError:
            return False
        return self._planner.today - day <= KEPT_FOR

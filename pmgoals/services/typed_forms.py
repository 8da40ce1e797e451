"""What was typed into forms and not saved: it outlasts the program, however that ends.

The same form may be open in two programs: each has a slot of its own then, so that neither takes
away what was typed in the other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from pmgoals.services.service import Service
from pmgoals.storage.typed_file import Texts, TypedFile

KEPT_FOR = dt.timedelta(days=14)
"""After so long what was typed into a form is let go: nobody remembers what it was about."""

ABOUT, TITLE, DAY = "about", "title", "day"
TYPED = "typed"

SLOTS = 8
"""Slots of one form, at most; the last one is shared."""


class TypedForms(Service):
    """Forms that were begun, by their name."""

    @property
    def _file(self) -> TypedFile:
        return TypedFile(self._planner.places.forms, self._planner.store.seal)

    def begin(self, name: str, title: str) -> TypedForm:
        """Return a form as it was left, or an empty one."""
        return TypedForm(self, name, title)

    def of(self, slot: str) -> dict[str, str]:
        """Return what was typed into a form, by field; nothing for one that was not begun."""
        texts = self._file.load(slot)
        return dict(texts.get(TYPED, {})) if self._is_fresh(texts.get(ABOUT, {})) else {}

    def put(self, slot: str, title: str, typed: Mapping[str, str]) -> None:
        """Keep what was typed in a slot; nothing typed empties it. PlanUnwritable if it cannot."""
        about = {TITLE: title, DAY: self._planner.today.isoformat()}
        wanted: Texts = {ABOUT: about, TYPED: dict(typed)} if typed else {}
        if self._file.load(slot) != wanted:
            self._file.save(slot, wanted)

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


class TypedForm:
    """One form that is open."""

    def __init__(self, forms: TypedForms, name: str, title: str) -> None:
        self._forms, self._title = forms, title
        self._slots = [name, *(f"{name}~{number}" for number in range(2, SLOTS + 1))]
        begun = [slot for slot in self._slots if forms.of(slot)]
        self._slot = begun[0] if begun else name
        self.typed = forms.of(self._slot)
        """What was typed into it, by field, as it was last kept."""

    def keep(self, typed: Mapping[str, str]) -> None:
        """Keep what was typed, by field; nothing typed lets it go. PlanUnwritable if it cannot."""
        held = self._forms.of(self._slot)
        if held and held != self.typed:  # another program types into the same form
            free = [slot for slot in self._slots if not self._forms.of(slot)]
            if typed:
                self._slot = free[0] if free else self._slots[-1]
            else:
                return
        self._forms.put(self._slot, self._title, typed)
        self.typed = dict(typed)

    def let_go(self) -> None:
        """Forget it: it was saved."""
        self.keep({})

"""What a form asks: fields as values, so that a modal can be described without being drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

Check = Callable[[str], str]
"""From a field's text to what is wrong with it; empty when nothing is."""


LABEL_WIDEST = 30
"""Cells a label may take."""


class FormField(msgspec.Struct, kw_only=True):
    """One question of a form."""

    key: str
    """Name of the value."""
    label: str
    """What stands before it; the form cuts it at `LABEL_WIDEST` cells."""
    value: str = ""
    """What stands in it at first."""
    placeholder: str = ""
    """An example of what it takes, shown as one while it is empty."""
    expects: str = ""
    """What it takes, in words, where an example would say less."""
    help: str = ""
    """One sentence, shown while it has the focus."""
    options: Sequence[tuple[str, str]] = ()
    """Keys and words to choose from; empty for free text."""
    check: Check | None = None
    """Says at once what is wrong."""
    replaced: bool = False
    """Whether the first key replaces what stands in it; Enter keeps it."""
    prose: bool = False
    """Whether it takes several lines."""

    @property
    def shown_empty(self) -> str:
        """What stands in it while it is empty."""
        return self.expects or (f"e.g. {self.placeholder}" if self.placeholder else "")


class Answer(msgspec.Struct, frozen=True):
    """What a person made of a form."""

    values: dict[str, str]
    """What stood in the fields, by key."""
    saved: bool
    """Whether it is to be saved; else it was left."""
    at: str = ""
    """Key of the field that had the cursor."""


class Form(msgspec.Struct, kw_only=True):
    """A few questions with one answer: all of their values, or none."""

    name: str
    """Names the form and what it is about; what was typed is kept under it when it is left."""
    title: str
    """What stands above."""
    fields: list[FormField]
    """The questions."""
    intro: str = ""
    """A line or two before them."""
    save: str = "save"
    """What saving is called."""
    error: str = ""
    """Why the last try was refused."""
    at: str = ""
    """Key of the field that has the cursor first; empty for the first of all."""

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields at first."""
        return {field.key: field.value for field in self.fields}

    def filled(self, values: Mapping[str, str]) -> Form:
        """Return the form with other values in it."""
        fields = [
            msgspec.structs.replace(field, value=values.get(field.key, field.value))
            for field in self.fields
        ]
        return msgspec.structs.replace(self, fields=fields)

    def refused(self, answer: Answer, error: str, about: str = "") -> Form:
        """Return the form as it was answered, with why that was refused.

        The cursor is in the field it is `about` where the form asks that, else where it was.
        """
        at = about if about in answer.values else answer.at
        return msgspec.structs.replace(self.filled(answer.values), error=error, at=at)

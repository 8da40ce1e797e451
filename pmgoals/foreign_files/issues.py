"""Issues that Jira or Linear exported as CSV, told apart by their headers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from pmgoals.cells.columns import listed, plain_name
from pmgoals.cells.date_forms import Order
from pmgoals.cells.rows import Row
from pmgoals.errors import BadInput
from pmgoals.foreign_files.days import Here, day_of
from pmgoals.foreign_files.sheet import Days, Sheet, sheet
from pmgoals.foreign_files.things import ForeignFile, Gathered, Thing, one_line

DONE = frozenset(("done", "closed", "resolved", "complete", "completed", "released", "shipped"))
"""Statuses of what is done, in lower case; a day it was done on says so, too."""

CATEGORIES = {"done": True, "to do": False, "in progress": False}
"""Whether an issue is done, by the category of its status in Jira, in lower case."""

GIVEN_UP = frozenset(
    (
        "won't do", "won't fix", "wont do", "wont fix", "duplicate", "cannot reproduce", "declined",
        "rejected", "invalid", "incomplete", "abandoned", "obsolete", "canceled", "cancelled",
    )
)  # fmt: skip
"""Statuses and resolutions of what will not be done, in lower case."""


class _Form(msgspec.Struct, frozen=True):
    """How a program names its columns, in lower case; of several the first filled one counts."""

    program: str
    key: str
    title: str
    due: tuple[str, ...]
    done: tuple[str, ...]
    about: tuple[str, ...]
    given_up: tuple[str, ...]


_FORMS = (
    _Form(
        program="Jira",
        key="issue key",
        title="summary",
        due=("due date", "due"),
        done=("resolved", "resolution date", "status category changed"),
        about=("issue type",),
        given_up=(),
    ),
    _Form(
        program="Linear",
        key="id",
        title="title",
        due=("due date",),
        done=("completed", "completed at"),
        about=("project",),
        given_up=("canceled", "canceled at", "cancelled", "cancelled at"),
    ),
)


def read_issues(text: str, here: Here, order: Order | None = None) -> ForeignFile:
    """Return the issues of an export; instants are days as they are where the person is.

    FaultyFile names every line at fault; BadInput for a file of neither program, one that cannot
    be taken apart, or dates that do not say whether the day or the month stands first.
    """
    found = sheet(text, lambda header: _form_of(header) is not None)
    form = _form_of(found.header)
    if form is None:
        raise BadInput(
            "This is no export of Jira (Issue key, Summary) nor of Linear (ID, Title); nothing was "
            f"changed. Its columns are: {listed(found.header)}.",
            "Any other table is taken with: pmgoals import csv --as KIND --column FIELD=COLUMN",
        )
    return _Reader(form, found, here, order).read()


def _form_of(header: Sequence[str]) -> _Form | None:
    names = set(map(plain_name, header))
    return next((form for form in _FORMS if names >= {form.key, form.title}), None)


class _Reader:
    """Reads one table of issues."""

    def __init__(self, form: _Form, found: Sheet, here: Here, order: Order | None) -> None:
        self._form, self._sheet, self._here = form, found, here
        names = [name for name in (*form.due, *form.done) if name in found]
        self._days = Days([(name, found.column(name)) for name in names], order)
        self._gathered = Gathered(form.program)

    def read(self) -> ForeignFile:
        """Return what the table holds."""
        for row in self._sheet.body:
            try:
                self._take(row)
            except BadInput as problem:
                self._gathered.fault(row.line, problem.what.rstrip("."))
        return self._gathered.done()

    def _take(self, row: Row) -> None:
        form, cell = self._form, self._sheet.cell
        if wrong := self._sheet.too_long(row):
            raise BadInput(wrong)
        key, title = cell(row, form.key), one_line(cell(row, form.title))
        if not key:
            raise BadInput(f"it has no {form.key}")
        called = title or key
        if why := self._given_up(row):
            self._gathered.leave(row.line, called, why)
            return
        due, done = self._day(row, form.due), self._day(row, form.done)
        if not self._is_done(row):
            done = None
        elif done is None:
            self._gathered.leave(row.line, called, "it is done, and no column says on which day")
            return
        about = ", ".join(filter(None, (key, *(cell(row, name) for name in form.about))))
        self._gathered.add(
            Thing(
                line=row.line,
                origin=f"{form.program.lower()}:{one_line(key)}",
                title=title,
                text=about,
                on=done,
                due=due,
            )
        )

    def _given_up(self, row: Row) -> str:
        """Return why an issue will not be done, empty for one that may be."""
        for name in ("resolution", "status"):
            word = self._sheet.cell(row, name)
            if word.casefold().replace("’", "'") in GIVEN_UP:
                return f"its {name} is {one_line(word)[:40]}"
        return "it is canceled" if self._sheet.cell(row, *self._form.given_up) else ""

    def _is_done(self, row: Row) -> bool:
        """Tell whether an issue is done: by its category, its status, or a day of its own."""
        cell = self._sheet.cell
        category = cell(row, "status category").casefold()
        if category in CATEGORIES:  # another one is a word of another language
            return CATEGORIES[category]
        resolved = [name for name in self._form.done if name != "status category changed"]
        return cell(row, "status").casefold() in DONE or bool(cell(row, *resolved))

    def _day(self, row: Row, names: Sequence[str]) -> dt.date | None:
        """Return the day of the first filled of some columns; BadInput for one that is no day."""
        for name in names:
            if text := self._sheet.cell(row, name):
                try:
                    return day_of(self._days.reader(name).read(text), self._here)
                except BadInput as problem:
                    raise BadInput(f"{name}: {problem.what}") from None
        return None

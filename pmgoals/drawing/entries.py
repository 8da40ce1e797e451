"""What a legend says: what each line of a chart means, each with its number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from pmgoals.analytics.course import Course
from pmgoals.analytics.forecast import FEWEST
from pmgoals.drawing.frame import values_of
from pmgoals.drawing.raster import Role
from pmgoals.drawing.ticks import Amounts
from pmgoals.model.calendar import say_date


class Entry(NamedTuple):
    """A piece of the legend."""

    rank: int
    """How much it tells: 0 is the most telling."""
    text: str
    """Its words."""
    role: Role = ""
    """What kind of line it names; empty for none."""
    goes_on: bool = False
    """Whether it goes on with what stands before it."""


class Room(NamedTuple):
    """The room of a legend, in cells or pixels alike."""

    width: float
    """How wide a row may be."""
    gap: float
    """How much stands between two entries."""
    measure: Callable[[Entry], float]
    """How wide an entry is, its sign and words."""

    def width_of(self, row: list[Entry]) -> float:
        """Return how wide a row is."""
        gaps = sum(not entry.goes_on for entry in row[1:])
        return sum(map(self.measure, row)) + gaps * self.gap


def entries(course: Course, amounts: Amounts, *, chance: bool) -> list[Entry]:
    """Return everything there is to say; `chance` tells whether the chance is part of it."""
    if course.now is None:
        return [Entry(0, "no reading yet")]
    now = amounts.say(course.now, typed=True)
    found = [Entry(0, f"now {now}", "actual")]
    if course.expected_today is not None:
        found.append(Entry(2, f"expected {amounts.say(course.expected_today)}", "expected"))
    if course.fan and course.due:
        landing = course.fan[-1]
        ends = f"{amounts.bare(landing.low)} to {amounts.say(landing.high)}"
        found.append(Entry(1, f"likely {ends}", "range"))
        found.append(Entry(5, f" by {say_date(course.due)}", goes_on=True))
        if chance and course.chance is not None:
            text = f", {round(course.chance * 100)} % to reach it"
            found.append(Entry(3, text, goes_on=True))
    elif _is_too_early(course):
        found.append(Entry(3, f"a forecast takes {FEWEST} readings"))
    if course.limits:
        word = "target" if course.target is not None else "limit"
        ends = " and ".join(amounts.say(value, typed=True) for value in course.limits)
        found.append(Entry(4, f"{word} {ends}", "target"))
    return found


def _is_too_early(course: Course) -> bool:
    """Tell whether there is no forecast for want of readings alone."""
    ahead = course.due is not None and course.due > course.today
    return ahead and course.target is not None and len(course.actual) < FEWEST


def fitted(every: list[Entry], room: Room, *, rows: int, least: int) -> list[list[Entry]]:
    """Return the entries by row, in up to `rows` rows, empty where they have no room.

    Those of `least` rank and more are left out where they must be, the least telling first.
    """
    for most in range(max(entry.rank for entry in every), least - 2, -1):
        laid_out = list(_laid_out([entry for entry in every if entry.rank <= most], room))
        if len(laid_out) <= rows and all(room.width_of(row) <= room.width for row in laid_out):
            return laid_out
    return []


def _laid_out(kept: list[Entry], room: Room) -> Iterator[list[Entry]]:
    """Yield the entries one after the other, on as few rows as hold each of them whole."""
    row: list[Entry] = []
    for entry in kept:
        if row and room.width_of([*row, entry]) > room.width:
            yield row
            row = []
        row.append(entry if row else entry._replace(text=entry.text.lstrip(" ,")))
    yield row


def in_words(course: Course, *, chance: bool = True) -> str:
    """Return what a chart shows as words: its numbers, then its days; without a full stop."""
    low, high = values_of(course)
    said = "".join(
        entry.text if not at or entry.goes_on else f", {entry.text}"
        for at, entry in enumerate(entries(course, Amounts(course.unit, high - low), chance=chance))
    )
    days = say_date(course.start) + (f" to {say_date(course.due)}" if course.due else "")
    return f"{said}; {days}, as of {say_date(course.today)}"

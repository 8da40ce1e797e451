"""What every record has: an id, its stamps, who may see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Literal

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model.amounts import LARGEST, shown
from pmgoals.model.calendar import FIRST_YEAR, LAST_YEAR, Week

Privacy = Literal["me", "mentor", "manager", "public"]
"""Who may read a record in an export; each level includes those before it."""


Instant = Annotated[dt.datetime, msgspec.Meta(tz=True)]
"""An instant with its zone: without one it cannot be held against others."""


def need_day(name: str, day: dt.date | None) -> None:
    """Raise ValueError for a day that no calendar of a plan reaches."""
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{name} is outside the years {FIRST_YEAR} to {LAST_YEAR}")


def need_above_0(name: str, value: float | None) -> None:
    """Raise ValueError for a number that is not above 0, or beyond what a field takes."""
    if value is not None and not 0 < value <= LARGEST:
        raise ValueError(
            f"{name} is not above 0" if value <= 0 else f"{name} is beyond {LARGEST:.0e}"
        )


def need_amount(name: str, value: float | None) -> None:
    """Raise ValueError for a number beyond what a field takes."""
    if value is not None and not -LARGEST <= value <= LARGEST:
        raise ValueError(f"{name} is beyond {LARGEST:.0e}")


@lru_cache(maxsize=1024)
def need_week(text: str) -> None:
    """Raise ValueError for what is not the name of a week as it is kept, such as `2026-W47`."""
    need_period(text, Week.parse)


def need_period(text: str, parse: Callable[[str], object]) -> None:
    """Raise ValueError for what is not the name of a period as it is kept."""
    try:
        sound = str(parse(text)) == text
    except BadInput:
        sound = False
    if not sound:
        raise ValueError(f"“{shown(text)}” names no period")


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One kept thing. Records are values: a change is a new record with the same id."""

    id: str
    """Own id, see `pmgoals.model.ids`; the first letter names the kind."""
    created: Instant
    """Instant of the first save, UTC."""
    updated: Instant
    """Instant of the last save, UTC."""
    zone: str = "UTC"
    """Name of the local zone at the last save, for the reader's sake."""
    deleted: Instant | None = None
    """Instant it went to the trash; None while it is alive."""
    privacy: Privacy = "me"
    """Who may read it in an export."""


class Brought(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A record that may have come from another program; one of a plan has the same origin."""

    origin: str = ""
    """What it was made from, such as `jira:PM-12`; empty for what was written here."""
    origin_said: dict[str, str] = {}
    """What that said when it was last taken in, by field, each as a digest."""

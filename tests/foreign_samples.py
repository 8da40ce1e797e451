"""The files that other programs wrote, and where their person is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "foreign"
"""Where they stand; the README beside them says how they were made."""


def sample(name: str) -> str:
    """Return the text of one of them."""
    return (FOLDER / name).read_text(encoding="utf-8")


def berlin(instant: dt.datetime) -> dt.date:
    """Return the day of an instant in Berlin, summer time from 29 Mar to 25 Oct 2026 included."""
    summer = dt.date(2026, 3, 29) <= instant.date() < dt.date(2026, 10, 25)
    return (instant + dt.timedelta(hours=2 if summer else 1)).date()


def utc(instant: dt.datetime) -> dt.date:
    """Return the day of an instant for somebody whose clock is UTC."""
    return instant.astimezone(dt.UTC).date()

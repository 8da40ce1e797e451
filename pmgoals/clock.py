"""Time as an argument: the real clock, and one that stands still."""

from __future__ import annotations

import datetime as dt


class Clock:
    """Tells the day and the instant; `today` may be fixed for tests and demonstrations."""

    def __init__(self, fixed: dt.date | None = None) -> None:
        self._fixed = fixed

    def today(self) -> dt.date:
        """Return the person's local day."""
        return self._fixed or dt.datetime.now().astimezone().date()

    def now(self) -> dt.datetime:
        """Return the instant in UTC, to the millisecond; on a fixed day, with the real time."""
        real = dt.datetime.now(dt.UTC)
        real = real.replace(microsecond=real.microsecond // 1000 * 1000)
        if self._fixed is None:
            return real
        return dt.datetime.combine(self._fixed, real.timetz())

    def day_of(self, instant: dt.datetime) -> dt.date:
        """Return the day that an instant falls on where the person is."""
        return instant.astimezone().date()

    def zone(self) -> str:
        """Return the local zone's short name, kept beside instants for the reader's sake."""
        return dt.datetime.now().astimezone().tzname() or "UTC"

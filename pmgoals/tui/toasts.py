"""What the app tells in passing: one toast for one thing, gone once it was read."""

from __future__ import annotations

from time import time

from textual import events
from textual.app import App
from textual.notifications import SeverityLevel

from pmgoals.inert import one_line

READ_AFTER = 1.5
"""Seconds after which the next key takes a toast away that says what was done."""


class Toasts(App[int]):
    """An app that tells things in toasts."""

    _hint = ""

    def tell(self, text: str) -> None:
        """Say in a toast what was done."""
        self.toast(one_line(text), timeout=4)

    def hint(self, text: str) -> None:
        """Say in a toast what to do next; once anything else is told, that was done."""
        self.tell(text)
        self._hint = one_line(text)

    def toast(self, text: str, *, timeout: float, severity: SeverityLevel = "information") -> None:
        """Show a toast, in place of one that says the same."""
        for shown in list(self._notifications):
            if shown.message in (text, self._hint):
                self._unnotify(shown, refresh=False)
        self.notify(text, markup=False, timeout=timeout, severity=severity)

    async def on_event(self, event: events.Event) -> None:
        """Clear the room of what was read when the next key comes; what went wrong stays."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            for shown in list(self._notifications):
                if shown.severity == "information" and time() - shown.raised_at > READ_AFTER:
                    self._unnotify(shown)
        await super().on_event(event)

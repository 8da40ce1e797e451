"""Keys that come in a flood, as of a paste that the terminal does not mark, are taken at once."""

from __future__ import annotations

from contextlib import suppress

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePumpClosed
from textual.widgets import Input

LEAST = 8
"""Printable keys in a row from which on they are a flood: nobody types so far ahead."""


class Bursts(App[int]):
    """An app that hands a flood of letters to the field in focus as one text.

    One by one each of them is drawn, and judged by what watches the field: 20,000 take 20 s.
    """

    async def on_event(self, event: events.Event) -> None:
        """Gather what is printable and waits behind a printable key."""
        if _is_letter(event) and self._takes_text:
            assert isinstance(event, events.Key)
            keys = [event]
            with suppress(MessagePumpClosed):
                while _is_letter(waiting := self._peek_message()):
                    await self._get_message()
                    assert isinstance(waiting, events.Key)
                    keys.append(waiting)
            if len(keys) >= LEAST:
                event = events.Paste("".join(key.character or "" for key in keys))
            else:
                for key in keys[:-1]:
                    await super().on_event(key)
                event = keys[-1]
        await super().on_event(event)

    @property
    def _takes_text(self) -> bool:
        """Whether what has the focus takes letters as text."""
        focused = self.focused
        return isinstance(focused, Input) or type(focused).__name__ == "Prose"


def _is_letter(message: Message | None) -> bool:
    """Tell whether a message is a key of one printable character, as it came in."""
    return isinstance(message, events.Key) and message.is_printable and not message.is_forwarded

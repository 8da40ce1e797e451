"""Keys that come in a flood, as of a paste that the terminal does not mark, are taken at once."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any
from weakref import WeakSet

from textual import events
from textual.app import App, ScreenStackError
from textual.message import Message
from textual.message_pump import MessagePumpClosed
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from pmgoals.tui.widgets.lines import RowList

BEGUN_WITHIN = 0.5
"""Seconds that a key waits for the screen it is for."""

LEAST = 8
"""Printable keys in a row from which on they are a flood: nobody types so far ahead."""


class Bursts(App[int]):
    """An app that hands a flood of letters to the field in focus as one text.

    One by one each of them is drawn, and judged by what watches the field: 20,000 take 20 s.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._seen: WeakSet[Screen[Any]] = WeakSet()
        """Screens that had a key already: they have begun."""

    async def on_event(self, event: events.Event) -> None:
        """Gather what is printable and waits behind a printable key.

        A key of a screen that is not laid out yet waits for it, and for the field it begins in.
        """
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self._begun()
            if isinstance(self.focused, RowList) and await self._acted(event.key):
                return
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

    async def _acted(self, key: str) -> bool:
        """Run what a key does on a list, at once; tell whether it does anything.

        Textual runs it when the key has climbed from the list to the app: behind all keys that came
        with it, which then act on the screen below the window that it opens.
        """
        acted = await self._check_bindings(key, priority=True)
        return acted or await self._check_bindings(key)

    async def _begun(self) -> None:
        """Wait until the screen is laid out and has put the focus where it begins."""
        with suppress(TimeoutError, ScreenStackError):
            async with asyncio.timeout(BEGUN_WITHIN):
                await self.screen._mounted_event.wait()
                while isinstance(self.screen, ModalScreen) and self.screen.focused is None:
                    if not self.screen.AUTO_FOCUS or self.screen in self._seen:
                        break
                    await asyncio.sleep(0.002)
        with suppress(ScreenStackError):
            self._seen.add(self.screen)

    @property
    def _takes_text(self) -> bool:
        """Whether what has the focus takes letters as text."""
        focused = self.focused
        return isinstance(focused, Input) or type(focused).__name__ == "Prose"


def _is_letter(message: Message | None) -> bool:
    """Tell whether a message is a key of one printable character, as it came in."""
    return isinstance(message, events.Key) and message.is_printable and not message.is_forwarded

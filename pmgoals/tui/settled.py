"""Waiting until a field has taken every key that was typed before."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

LONGEST_WAIT = 0.5
"""Seconds to wait in all, also for a field that is ending already."""


async def settled(screen: Screen[Any]) -> None:
    """Wait until the field in focus has taken every key that was typed before this one.

    Keys go to a field through its own queue, and what it says climbs from parent to parent; a key
    of the screen overtakes them, and may end the field.
    """
    focused = screen.focused
    if focused is None or focused.screen is not screen:
        return
    with suppress(TimeoutError):
        async with asyncio.timeout(LONGEST_WAIT):
            await _climbed(focused, screen)


async def _climbed(focused: Widget, screen: Screen[Any]) -> None:
    """Wait for what is queued at a field and at each of its parents, up to the screen."""
    climb = [node for node in focused.ancestors_with_self if isinstance(node, MessagePump)]
    for pump in climb[: climb.index(screen) + 1]:
        for _ in range(2):  # what it says to its parent it first says to itself
            heard = asyncio.Event()
            pump.call_later(heard.set)
            await heard.wait()

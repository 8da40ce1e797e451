"""A window of a server, as a browser has it, with a screen of text to look at."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import aiohttp
import pyte
from chromium import UNKNOWN_TO_PYTE
from served import Served


class Screen:
    """A window of the app, as a browser has it."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self.line = line
        self._screen = pyte.Screen(100, 30)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    async def wait(self, words: str, seconds: float = 30) -> None:
        """Wait until words stand on the screen."""
        end = time.monotonic() + seconds
        while words not in self.text:
            left = end - time.monotonic()
            assert left > 0, f"never saw {words!r} on:\n{self.text}"
            with suppress(TimeoutError):
                message = await self.line.receive(left)
                assert message.type == aiohttp.WSMsgType.BINARY, message
                self._stream.feed(UNKNOWN_TO_PYTE.sub(b"", message.data))

    async def type(self, keys: str) -> None:
        await self.line.send_json(["stdin", keys])

    async def log(self, title: str, time: str) -> None:
        """Log learning, as fast as one reads what one types."""
        await self.type("l")
        await self.wait("Log learning")
        await self.type(title)
        await self.wait(title)
        await self.type("\r")
        await self.wait("How long it took")
        await self.type(time)
        await self.wait(f"  {time} ")
        await self.type("\x13")
        await self.wait("Logged")

    async def ended(self, seconds: float = 30) -> int | None:
        """Wait until the server closes the window, and return the code it gives."""
        while (await self.line.receive(seconds)).type == aiohttp.WSMsgType.BINARY:
            pass
        return self.line.close_code


@asynccontextmanager
async def window(server: Served) -> AsyncIterator[Screen]:
    """Open a window of the app as the page does it."""
    room, cookie = server.enter()
    headers = {"Origin": server.origin, "Cookie": cookie}
    async with aiohttp.ClientSession() as session:
        address = f"{server.origin}{room}ws?width=100&height=30"
        async with session.ws_connect(address, headers=headers) as line:
            await line.send_json(["focus"])
            yield Screen(line)

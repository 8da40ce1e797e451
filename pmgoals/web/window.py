"""One window of a browser: a process of the app, and what goes to and from it.

The process is to the browser what a program is to a terminal. What is sent to it is `D` with keys
or `M` with a JSON object, each behind its length; what it sends is `D` with what to draw or `M`.
That is how Textual's driver for the web speaks.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

DRIVER = "pmgoals.tui.browser:BrowserDriver"
"""What draws the app in a process of a window, as Textual's `TEXTUAL_DRIVER` names it."""

BEGIN = b"__GANGLION__\n"
"""What the driver writes before its first packet."""

SMALLEST, LARGEST = 1, 1000
"""Columns or lines of a window."""

PATIENCE = 3.0
"""Seconds that the app has to put drafts away before it is ended."""

TOO_LONG = 64 * 1024 * 1024
"""Bytes that no packet of the app has."""

MOST_WORDS = 4000
"""Bytes that are kept of what the app says on stderr: the last ones."""


class Window:
    """A process of the app."""

    def __init__(self, command: Sequence[str], draw: Callable[[bytes], Awaitable[None]]) -> None:
        self._command = command
        self._draw = draw
        self._process: Process | None = None
        self._said = b""
        self._is_seen = True

    async def open(self, columns: int, lines: int) -> None:
        """Start the app in a window of a size, in cells."""
        env = {
            **os.environ,
            "TEXTUAL_DRIVER": DRIVER,
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "COLUMNS": str(_within(columns)),
            "ROWS": str(_within(lines)),
        }
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=env,
            start_new_session=True,  # Ctrl+C is for the server, which then closes its windows
        )

    async def run(self) -> str:
        """Draw until the app ends, and return what it said on stderr."""
        process = self._started
        assert process.stdout is not None
        listening = asyncio.create_task(self._listen())
        with suppress(asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            await process.stdout.readuntil(BEGIN)
            while True:
                await self._draw_next(process.stdout)
        passing = asyncio.create_task(_pass_over(process.stdout))
        await self.close()
        await asyncio.wait({listening, passing}, timeout=PATIENCE)  # what it started may live on
        listening.cancel()
        passing.cancel()
        return self._said.decode("utf-8", "replace").strip()

    async def _draw_next(self, stream: asyncio.StreamReader) -> None:
        """Take in one packet, and draw it unless nobody looks any more."""
        head = await stream.readexactly(5)
        length = int.from_bytes(head[1:], "big")
        if length > TOO_LONG:
            raise ValueError(length)
        payload = await stream.readexactly(length)
        if head[:1] == b"D" and self._is_seen:
            try:
                await self._draw(payload)
            except ConnectionError:
                self._is_seen = False

    async def _listen(self) -> None:
        """Keep the last of what the app says on stderr."""
        stream = self._started.stderr
        assert stream is not None
        while data := await stream.read(4096):
            self._said = (self._said + data)[-MOST_WORDS:]

    async def take(self, message: object) -> None:
        """Pass on what the page sent; nothing for what no page of ours sends."""
        match message:
            case ["stdin", str(keys)]:
                await self._send(b"D", keys.encode("utf-8", "replace"))
            case ["resize", {"width": int(columns), "height": int(lines)}]:
                size = {"width": _within(columns), "height": _within(lines)}
                await self._send(b"M", _encoded(type="resize", **size))
            case ["focus" | "blur" as kind]:
                await self._send(b"M", _encoded(type=kind))

    async def _send(self, kind: bytes, payload: bytes) -> None:
        stream = self._started.stdin
        assert stream is not None
        if stream.is_closing():
            return
        with suppress(ConnectionError):
            stream.write(kind + len(payload).to_bytes(4, "big") + payload)
            await stream.drain()

    async def close(self) -> None:
        """Hang up, and end the app when it does not go by itself."""
        process = self._started
        assert process.stdin is not None
        process.stdin.close()
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                await asyncio.wait_for(process.wait(), PATIENCE)
                return
            except TimeoutError:
                with suppress(ProcessLookupError):
                    process.send_signal(number)
        await process.wait()

    @property
    def _started(self) -> Process:
        assert self._process is not None, "open() comes first"
        return self._process


async def _pass_over(stream: asyncio.StreamReader) -> None:
    """Read to the end what nobody wants: a program that is not read from cannot leave."""
    while await stream.read(65536):
        pass


def _within(cells: int) -> int:
    return min(max(cells, SMALLEST), LARGEST)


def _encoded(**fields: Any) -> bytes:
    return json.dumps(fields).encode()

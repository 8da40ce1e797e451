"""The server in this process, with small programs for an app."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

import aiohttp
import pytest

from pmgoals.web import server as module
from pmgoals.web.server import Server


class Running:
    """A server that runs in this loop."""

    def __init__(self, command: Sequence[str]) -> None:
        self.told: list[str] = []
        self.server = Server("127.0.0.1", 0, command, self.told.append)
        own, _, query = self.server.guard.address.partition("/?")
        self.origin, self.entrance = own, f"{own}/?{query}"
        self.headers = {
            "Origin": own,
            "Cookie": self.server.guard.set_cookie.partition(";")[0],
        }

    async def window(self, session: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
        address = f"{self.origin}{self.server.guard.room}ws"
        return await session.ws_connect(address, headers=self.headers)


@asynccontextmanager
async def running(command: Sequence[str]) -> AsyncIterator[tuple[Running, aiohttp.ClientSession]]:
    found, ready = Running(command), asyncio.Event()
    serving = asyncio.create_task(found.server._serve(ready.set))
    await ready.wait()
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield found, session
    serving.cancel()
    with suppress(asyncio.CancelledError):
        await serving


async def test_an_app_that_cannot_start_is_told() -> None:
    async with running(["/nowhere/pmgoals"]) as (found, session):
        line = await found.window(session)
        assert (await line.receive(10)).type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)
    assert found.told == ["A window of the app could not be opened: No such file or directory."]


async def test_what_an_app_says_at_its_end_is_told() -> None:
    code = "import sys; print('no prelude'); sys.exit('The plan cannot be read.')"
    async with running([sys.executable, "-c", code]) as (found, session):
        line = await found.window(session)
        assert (await line.receive(10)).type is aiohttp.WSMsgType.CLOSE
    assert found.told == ["The plan cannot be read."]


@pytest.mark.parametrize(
    "written",
    [
        "b'__GANGLION__\\n' + b'D' + b'\\xff' * 4",
        "b'x' * 200_000",
        "b'__GANGLION__\\nZ\\0\\0\\0\\1z'",
    ],
)
async def test_an_app_that_speaks_wrongly_ends_its_window_alone(written: str) -> None:
    code = f"import os; os.write(1, {written})"
    async with running([sys.executable, "-c", code]) as (found, session):
        line = await found.window(session)
        assert (await line.receive(20)).type is aiohttp.WSMsgType.CLOSE
        async with session.get(found.entrance, allow_redirects=False) as answer:
            assert answer.status == 303


async def test_there_are_only_so_many_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WINDOWS", 2)
    async with running([sys.executable, "-c", "import sys; sys.stdin.read()"]) as (found, session):
        lines = [await found.window(session) for _ in range(2)]
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await found.window(session)
        assert refused.value.status == 503
        await lines[0].close()
        async with asyncio.timeout(10):
            while len(found.server._windows) > 1:
                await asyncio.sleep(0.02)
        await found.window(session)


async def test_keys_arrive_as_they_were_sent() -> None:
    code = (
        "import os\n"
        "os.write(1, b'__GANGLION__\\n')\n"
        "said = b''\n"
        "while not said.endswith(b'!'):\n"
        "    said += os.read(0, 100)\n"
        "os.write(1, b'D' + len(said).to_bytes(4, 'big') + said)\n"
    )
    async with running([sys.executable, "-c", code]) as (found, session):
        line = await found.window(session)
        await line.send_json(["stdin", "é\x1b[A"])
        await line.send_json(["resize", {"width": 0, "height": 10**9}])
        await line.send_json(["focus"])
        await line.send_json(["stdin", "!"])
        message = await line.receive(10)
    assert message.data == (
        b"D\0\0\0\5\xc3\xa9\x1b[A"
        b'M\0\0\0\x2e{"type": "resize", "width": 1, "height": 1000}'
        b'M\0\0\0\x11{"type": "focus"}'
        b"D\0\0\0\1!"
    )

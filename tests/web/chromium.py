"""A headless Chromium, driven by its own DevTools protocol, with a screen of text to look at.

The terminal of the page is a canvas; what stands on it is read from what came over its WebSocket.
"""

from __future__ import annotations

import asyncio
import base64
import os
import re
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pyte

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTH, HEIGHT = 1200, 800

UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=?][0-9;]*[a-zA-Z]|\x1b\[[0-9;]*\$[a-z]|\x1bP.*?\x1b\\")

TYPED = {"Enter": "\r", "Escape": ""}
"""What a key types that is not called by what it types."""


def program() -> str | None:
    """Return the browser's program: what PMGOALS_TEST_BROWSER names, else one that is known."""
    names = [os.environ.get("PMGOALS_TEST_BROWSER", ""), *NAMES]
    return next((found for name in names if name and (found := shutil.which(name))), None)


class Page:
    """The only page of a browser."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self._line = line
        self._number = 0
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.screen = pyte.Screen(120, 40)
        self._stream = pyte.ByteStream(self.screen)
        self.asked: list[str] = []
        """Every address that was asked for."""
        self.complaints: list[str] = []
        """What the browser had to say: refusals of the policy, errors of scripts."""

    async def listen(self) -> None:
        """Take in what the browser says, until it ends."""
        async for message in self._line:
            said = message.json()
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said)
            else:
                self._note(said["method"], said["params"])

    def _note(self, method: str, said: dict[str, Any]) -> None:
        match method:
            case "Network.requestWillBeSent":
                self.asked.append(said["request"]["url"])
            case "Network.webSocketCreated":
                self.asked.append(said["url"])
                self._stream.feed(b"\x1bc")
            case "Network.webSocketFrameReceived" if said["response"]["opcode"] == 2:
                data = base64.b64decode(said["response"]["payloadData"])
                self._stream.feed(UNKNOWN_TO_PYTE.sub(b"", data))
            case "Network.webSocketFrameSent":
                size = re.match(
                    r'\["resize",\{"width":(\d+),"height":(\d+)', said["response"]["payloadData"]
                )
                if size:
                    self.screen.resize(int(size[2]), int(size[1]))
            case "Runtime.exceptionThrown" | "Log.entryAdded":
                self.complaints.append(str(said))

    async def tell(self, method: str, **params: Any) -> dict[str, Any]:
        """Have the browser do something, and return its result."""
        self._number += 1
        answer = self._answers[self._number] = asyncio.get_running_loop().create_future()
        await self._line.send_json({"id": self._number, "method": method, "params": params})
        said = await asyncio.wait_for(answer, 15)
        assert "error" not in said, said
        return said["result"]

    async def value(self, script: str) -> Any:
        """Return what an expression is in the page."""
        found = await self.tell("Runtime.evaluate", expression=script, returnByValue=True)
        return found["result"].get("value")

    async def go(self, address: str) -> None:
        """Open an address."""
        self.screen.reset()
        await self.tell("Page.navigate", url=address)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    async def wait(self, words: str, seconds: float = 60) -> None:
        """Wait until words stand on the screen."""
        end = time.monotonic() + seconds
        while words not in self.text:
            told = f"never saw {words!r} on:\n{self.text}\n{self.complaints}\n{self.asked}"
            assert time.monotonic() < end, told
            await asyncio.sleep(0.05)

    async def press(self, key: str, code: int = 0, *, control: bool = False) -> None:
        """Press a key: a letter or `Enter`; `code` as browsers number keys."""
        text = "" if control else TYPED.get(key, key)
        common = {
            "key": key,
            "windowsVirtualKeyCode": code or {"Enter": 13, "Escape": 27}.get(key, 0),
            "modifiers": 2 if control else 0,
        }
        kind = "keyDown" if text else "rawKeyDown"
        await self.tell("Input.dispatchKeyEvent", type=kind, text=text, **common)
        await self.tell("Input.dispatchKeyEvent", type="keyUp", **common)

    async def type(self, text: str) -> None:
        """Type text, letter by letter."""
        for letter in text:
            await self.press(letter)

    async def picture(self, path: Path) -> None:
        """Keep what is seen as a PNG."""
        found = await self.tell("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(found["data"]))


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Page]:
    """Start a browser that reaches this machine alone, and give its page."""
    found = program()
    assert found is not None
    process = await asyncio.create_subprocess_exec(
        found, "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={folder}",
        f"--window-size={WIDTH},{HEIGHT}", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        *(["--no-sandbox"] if os.geteuid() == 0 else []), "about:blank",
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL, env={**os.environ, "HOME": str(folder)},
    )  # fmt: skip
    try:
        async with aiohttp.ClientSession() as session:
            port = await _port(folder / "DevToolsActivePort", process)
            async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                pages = [found for found in await answer.json() if found["type"] == "page"]
            line = await session.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0)
            page = Page(line)
            listening = asyncio.create_task(page.listen())
            for domain in ("Network", "Page", "Runtime", "Log"):
                await page.tell(f"{domain}.enable")
            yield page
            listening.cancel()
            await line.close()
    finally:
        process.terminate()
        await process.wait()


async def _port(file: Path, process: asyncio.subprocess.Process) -> int:
    """Return the port of the protocol, once the browser has written it down."""
    end = time.monotonic() + 60
    while not (file.exists() and (text := file.read_text())):
        assert process.returncode is None, "the browser ended at once"
        assert time.monotonic() < end, "the browser never said its port"
        await asyncio.sleep(0.05)
    return int(text.split()[0])

"""A journey through the app in a headless Chromium, on the demonstration plan."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from chromium import Page, browser, program
from served import Served, served, soon
from tinydb import TinyDB

pytestmark = pytest.mark.skipif(
    program() is None, reason="no Chromium here; PMGOALS_TEST_BROWSER names one"
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    env = {**os.environ, "PMGOALS_HOME": str(tmp_path / "home"), "PMGOALS_TODAY": "2026-11-21"}
    command = [sys.executable, "-m", "pmgoals", "demo"]
    return Path(subprocess.run(command, capture_output=True, text=True, env=env).stdout.strip())


def titles(plan: Path) -> list[str]:
    with TinyDB(plan, access_mode="r") as db:
        return [each["title"] for each in db.table("learning").all()]


async def test_a_journey_from_the_address_to_an_entry_in_the_plan(
    plan: Path, tmp_path: Path
) -> None:
    words = ("--plan", str(plan), "--today", "2026-11-21")
    with served(tmp_path / "home", *words) as server:
        async with browser(tmp_path / "profile") as page:
            await page.go(server.address)
            await page.wait("This week")
            await page.wait("Sat 21 Nov 2026")
            await the_address_is_clean(page, server)
            await the_page_looks_right(page)
            await page.press("l")
            await page.wait("Log learning")
            await page.type("Read about browsers")
            await page.wait("Read about browsers")
            await page.press("Enter")
            await page.wait("How long it took")
            await page.type("45m")
            await page.wait("  45m ")
            await page.press("s", 83, control=True)
            await page.wait("Logged")
            assert titles(plan).count("Read about browsers") == 1
            await page.press("q")
            await page_shows(page, "This window of pmgoals is closed")
            page.screen.reset()
            await page.value("document.getElementById('again').click()")
            await page.wait("This week")
            assert_nothing_came_from_elsewhere(page, server)
            await page.picture(tmp_path / "today.png")
        soon(lambda: server.apps == [], "an app has stayed after its window")


async def the_address_is_clean(page: Page, server: Served) -> None:
    """The token is in no address that is kept, and no script can read the cookie."""
    address = await page.value("location.href")
    assert "token" not in address
    assert urlsplit(address).netloc == server.host
    assert await page.value("document.cookie + document.referrer") == ""
    history = await page.tell("Page.getNavigationHistory")
    assert "token" not in json.dumps([entry["url"] for entry in history["entries"]])


async def the_page_looks_right(page: Page) -> None:
    """The letters are those that were sent, the window is filled, and keys go to the app."""
    assert await page.value("document.fonts.check(\"16px 'Roboto Mono'\")")
    assert await page.value("[...document.fonts].every((face) => face.status === 'loaded')")
    box = await page.value(
        "(({width, height}) => [innerWidth - width, innerHeight - height])"
        "(document.querySelector('.xterm-screen').getBoundingClientRect())"
    )
    assert 0 <= box[0] < 30
    assert 0 <= box[1] < 30
    assert await page.value("document.activeElement.className") == "xterm-helper-textarea"
    assert (
        await page.value("getComputedStyle(document.querySelector('.waiting')).display") == "none"
    )


async def page_shows(page: Page, words: str) -> None:
    for _ in range(200):
        if words in await page.value("document.body.innerText"):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(await page.value("document.body.innerText"))


def assert_nothing_came_from_elsewhere(page: Page, server: Served) -> None:
    assert len(page.asked) > 8
    assert {urlsplit(address).netloc for address in page.asked} == {server.host}
    assert not [said for said in page.complaints if "Content Security" in said or "Error" in said]


async def test_a_page_of_another_server_reaches_nothing(tmp_path: Path) -> None:
    """Not by a socket, not by a frame, not by a script: a real browser that holds the cookie."""
    with served(tmp_path / "home") as server, served(tmp_path / "other") as other:
        async with browser(tmp_path / "profile") as page:
            await page.go(server.address)
            await page.wait("Write the first goal")
            room = await page.value("location.pathname")
            await page.go(other.address)
            await page.wait("Write the first goal")
            soon(lambda: server.apps == [], "the app has stayed after its window")
            await page.tell("Page.setBypassCSP", enabled=True)
            await page.go(other.address)
            await page.wait("Write the first goal")
            opened = await page.tell(
                "Runtime.evaluate",
                expression=(
                    f"new Promise((done) => {{ const line = new WebSocket('ws://{server.host}{room}ws');"
                    "line.onopen = () => done('opened'); line.onerror = () => done('refused'); })"
                ),
                awaitPromise=True,
            )
            assert opened["result"]["value"] == "refused"
            read = await page.tell(
                "Runtime.evaluate",
                expression=(
                    f"fetch('{server.origin}{room}', {{credentials: 'include'}})"
                    ".then(() => 'read', () => 'refused')"
                ),
                awaitPromise=True,
            )
            assert read["result"]["value"] == "refused"
            cookies = await page.tell("Network.getCookies", urls=[f"{other.origin}/"])
            assert cookies["cookies"] == []
            assert server.apps == []

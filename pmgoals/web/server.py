"""The server: what the guard lets in is a page, its files, or a window of the app."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from aiohttp import WSCloseCode, WSMsgType, web

from pmgoals.errors import BadInput
from pmgoals.web import assets
from pmgoals.web.guard import Guard, Visit
from pmgoals.web.window import Window

MOST_WINDOWS = 20
"""Windows at a time: each is a process."""

LONGEST_MESSAGE = 4 * 1024 * 1024
"""Bytes of one message of the page: more than anybody pastes."""

HEARTBEAT = 30.0
"""Seconds between two looks whether a browser is still there."""

GOODBYE = 2.0
"""Seconds that a browser has to answer a goodbye."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def headers(host: str) -> dict[str, str]:
    """Return what every answer tells the browser to refuse. `host` is how the server is named.

    Styles may be written into the page, since the terminal does that for its colours; scripts not.
    """
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        f"img-src data:; connect-src ws://{host}; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "Permissions-Policy": "clipboard-read=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Server": "pmgoals",
    }


class Server:
    """What listens, for one run."""

    def __init__(self, host: str, port: int, command: Sequence[str], tell: Callable[[str], None]):
        """Take a port of a loopback address, 0 for a free one; BadInput when it is not to be had.

        `command` starts the app, `tell` is told what an app said at its end.
        """
        self._assets = assets.load()
        self._socket = _listener(host, port)
        self._command = command
        self._tell = tell
        self._windows: dict[asyncio.Task[None], web.WebSocketResponse] = {}
        self.guard = Guard(host, self._socket.getsockname()[1])
        """Who may come in."""

    def serve(self, ready: Callable[[], None]) -> int:
        """Serve until a signal says to end, and return its number; `ready` is called once."""
        return asyncio.run(self._serve(ready))

    async def _serve(self, ready: Callable[[], None]) -> int:
        loop = asyncio.get_running_loop()
        ended: asyncio.Future[int] = loop.create_future()

        def end(number: int) -> None:
            if not ended.done():
                ended.set_result(number)

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, end, number)
        runner = web.AppRunner(
            self._app(), access_log=None, logger=_silent(), shutdown_timeout=30, keepalive_timeout=5
        )
        await runner.setup()
        try:
            await web.SockSite(runner, self._socket).start()
            ready()
            return await ended
        finally:
            await runner.cleanup()

    def _app(self) -> web.Application:
        """Return what aiohttp runs."""
        app = web.Application(middlewares=[self._guarded])
        app.router.add_get(f"{self.guard.room}ws", self._window, allow_head=False)
        app.router.add_get(f"{self.guard.room}{{name:[^/]*}}", self._asset, allow_head=False)
        app.on_response_prepare.append(self._add_headers)
        app.on_shutdown.append(self._close_windows)
        return app

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Ask the guard before anything else is looked at."""
        visit = Visit(
            method=request.method,
            path=request.path,
            hosts=request.headers.getall("Host", []),
            origins=request.headers.getall("Origin", []),
            cookies=request.headers.getall("Cookie", []),
            tokens=request.query.getall("token", []),
            for_socket="Upgrade" in request.headers or request.path == f"{self.guard.room}ws",
        )
        refusal = self.guard.refusal(visit)
        if refusal:
            return web.Response(status=refusal.status, text=refusal.why)
        if self.guard.enters(visit):
            self.guard.spend(visit)
            given = {"Location": self.guard.room, "Set-Cookie": self.guard.set_cookie}
            return web.Response(status=303, headers=given)
        return await handler(request)

    async def _add_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(headers(request.host if response.status < 400 else "none.invalid"))

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        """Send a file of the page."""
        asset = self._assets.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        return web.Response(body=asset.data, headers={"Content-Type": asset.kind})

    async def _window(self, request: web.Request) -> web.StreamResponse:
        """Run the app for a window of the browser, until either goes."""
        remote = web.WebSocketResponse(
            timeout=GOODBYE, heartbeat=HEARTBEAT, max_msg_size=LONGEST_MESSAGE
        )
        if not remote.can_prepare(request) or len(self._windows) >= MOST_WINDOWS:
            raise web.HTTPServiceUnavailable(text="No window of the app can be opened here.\n")
        await remote.prepare(request)
        size = _number(request, "width", 80), _number(request, "height", 24)
        window = Window(self._command, remote.send_bytes)
        playing = asyncio.create_task(self._play(remote, window, *size))
        self._windows[playing] = remote
        playing.add_done_callback(self._windows.pop)
        await asyncio.shield(playing)  # a browser that is killed does not keep the app from ending
        return remote

    async def _play(
        self, remote: web.WebSocketResponse, window: Window, columns: int, lines: int
    ) -> None:
        """Carry keys and pictures between a browser and the app."""
        try:
            await window.open(columns, lines)
        except OSError as error:
            self._tell(f"A window of the app could not be opened: {error.strerror}.")
            return

        async def draw() -> None:
            try:
                if said := await window.run():
                    self._tell(said)
            finally:
                await remote.close()

        drawing = asyncio.create_task(draw())
        try:
            async for message in remote:
                if message.type == WSMsgType.TEXT:
                    await _take(window, message.data)
        finally:
            await window.close()
            await drawing

    async def _close_windows(self, app: web.Application) -> None:
        """Say goodbye to every browser, and wait until the apps behind them have ended."""
        playing = dict(self._windows)
        goodbyes = [remote.close(code=WSCloseCode.GOING_AWAY) for remote in playing.values()]
        await asyncio.gather(*goodbyes, return_exceptions=True)
        await asyncio.gather(*playing, return_exceptions=True)


async def _take(window: Window, text: str) -> None:
    """Pass a message on; what is no JSON is left out."""
    with suppress(ValueError, RecursionError):
        await window.take(json.loads(text))


def _number(request: web.Request, name: str, default: int) -> int:
    """Return a number of the query."""
    text = request.query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default


def _listener(host: str, port: int) -> socket.socket:
    """Return a socket that listens. BadInput when the port is not to be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or "no such port"
        raise BadInput(
            f"Port {port} of {host} is not to be had: {why}.",
            "Name another with --port, or none for a free one.",
        ) from None


def _silent() -> logging.Logger:
    """Return a logger that says nothing: what is logged of requests could hold what was typed."""
    logger = logging.Logger("pmgoals.web")
    logger.addHandler(logging.NullHandler())
    return logger

"""Windows of the app: one that asks something is open at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import App
from textual.screen import ModalScreen, Screen
from textual.worker import get_current_worker

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode
    from textual.worker import Worker

T = TypeVar("T")

OPENED_WITHIN = 0.5
"""Seconds that the keys behind one that opens a window wait for the window."""

LAID_OUT_WITHIN = 2.0
"""Seconds that a key waits for the screen it is for."""


class OneWindow(App[int]):
    """An app whose workers show windows and wait for what is answered."""

    _asking: Worker[Any] | None = None
    """The worker whose window is open."""

    async def shown(self, window: Screen[T]) -> T | None:
        """Show a window until it is left, and return its answer. For workers.

        One at a time: None at once while another worker's window is open, since a key that is
        held, or typed again before the window is there, asks for the same a second time.
        """
        worker = get_current_worker()
        if self._asking is not None and self._asking is not worker:
            return None
        self._asking = worker
        try:
            return await self.push_screen_wait(window)
        finally:
            self._asking = None

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action once its screen is laid out: a key that was typed ahead finds its parts.

        While a window that was asked for is not there yet, the key is lost; so is one that comes
        after the app was left.
        """
        if self._exit:
            return True
        with suppress(TimeoutError):
            async with asyncio.timeout(LAID_OUT_WITHIN):
                await self.screen._mounted_event.wait()
        if self._asking is not None and not isinstance(self.screen, ModalScreen):
            return True
        before = set(self.workers)
        done = await super().run_action(action, default_namespace, namespaces)
        await self._opened(set(self.workers) - before)
        return done

    async def _opened(self, started: set[Worker[Any]]) -> None:
        """Wait until workers that an action started have asked something, or are done.

        Keys that came in one read with the key of a form are for the form, not for what is below.
        """
        end = monotonic() + OPENED_WITHIN
        while any(worker.is_running for worker in started) and monotonic() < end:
            if isinstance(self.screen, ModalScreen):
                return
            await asyncio.sleep(0.002)

"""The app in a window of a browser: Textual's driver for the web, which knows when to leave."""

from __future__ import annotations

import os
import signal
from contextlib import suppress

from textual.drivers.web_driver import WebDriver


class BrowserDriver(WebDriver):
    """A driver to which a window that is gone is a terminal that hung up."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        write = self._write

        def write_if_heard(data: bytes) -> int:
            """Write; nobody reads any more when the window is gone."""
            with suppress(BrokenPipeError):
                return write(data)
            return 0

        self._write = write_if_heard  # type: ignore[assignment]

    def run_input_thread(self) -> None:
        """Pass on what is typed; at its end the app puts drafts away and leaves.

        Otherwise an app whose server was killed would stay for ever.
        """
        super().run_input_thread()
        if not self.exit_event.is_set():
            os.kill(os.getpid(), signal.SIGHUP)

"""What a plan refuses while a key or a message is handled is told; it ends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.message import Message
from textual.message_pump import MessagePump

from pmgoals.errors import PmgoalsError

if TYPE_CHECKING:
    from pmgoals.tui.app import PmgoalsApp


class Guarded(MessagePump):
    """A part of the app whose handlers read the plan, which may be unsound at any moment.

    Textual ends the loop of whatever a handler raised in, and the app with it: errors of the plan
    are caught before that, wherever they were met. So is a part that is looked for on a screen
    which is going: a key or a signal may end the app while a screen is being laid out.
    """

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except PmgoalsError as error:
            cast("PmgoalsApp", self.app).tell_error(error)
        except (NoMatches, ScreenStackError):
            if not self._is_going:
                raise

    @property
    def _is_going(self) -> bool:
        """Whether this part, or the app with it, is being taken down."""
        app = self.app
        return self._closing or not self.is_attached or app._exit or not app._running

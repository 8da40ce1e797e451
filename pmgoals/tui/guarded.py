"""What a plan refuses while a key or a message is handled is told; it ends nothing."""

from __future__ import annotations

from textual.message import Message
from textual.message_pump import MessagePump

from pmgoals.errors import PmgoalsError


class Guarded(MessagePump):
    """A part of the app whose handlers read the plan, which may be unsound at any moment.

    Textual ends the loop of whatever a handler raised in, and the app with it: errors of the plan
    are caught before that, wherever they were met.
    """

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except PmgoalsError as error:
            self.app.tell_error(error)  # type: ignore[attr-defined]

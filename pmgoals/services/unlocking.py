"""Where the key of an encrypted plan comes from: the session, a command, the person."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pmgoals.errors import BadInput, PlanLocked

if TYPE_CHECKING:
    from pmgoals.config import Settings
    from pmgoals.storage.sealing import PlanSeal

Ask = Callable[[str], str | None]
"""Asks the person for the passphrase, telling a complaint; None when there is nobody to ask."""

TRIES = 3
"""How often a person may mistype the passphrase."""

COMMAND_SECONDS = 60.0
"""Seconds that `passphrase_command` has: a password manager may ask for something itself."""


class Unlocking:
    """Unlocks a plan's seal: with the key of this session, else a command, else by asking."""

    def __init__(self, settings: Callable[[], Settings], ask: Ask | None = None) -> None:
        self._settings = settings
        self.ask = ask
        """How the person is asked; None where that is not possible."""

    def __call__(self, seal: PlanSeal) -> None:
        """Unlock a seal. PlanLocked when that cannot be done."""
        from pmgoals.storage import session_key  # nothing of this is needed for a plain plan

        kept = session_key.load(session_folder(), seal.places.session_name)
        if kept and seal.try_key(kept):
            return
        phrase = self.commanded()
        if phrase is not None:
            if seal.try_secret(phrase):
                return
            raise _wrong(seal, "What passphrase_command printed")
        self._by_asking(seal)

    def commanded(self) -> str | None:
        """Return the first line that `passphrase_command` prints, None when it is not set.

        PlanLocked when it fails. What it prints is kept and told nowhere.
        """
        command = self._settings().passphrase_command
        if not command:
            return None
        from pmgoals.services.metric_command import printed_by

        try:
            printed = printed_by(command, COMMAND_SECONDS)
        except BadInput as error:
            what = error.what.removeprefix("Its command ")
            raise PlanLocked(
                f"The passphrase_command of the settings failed: {what}",
                "Mend it; nothing was changed.",
            ) from None
        try:
            line = printed.decode().partition("\n")[0].rstrip("\r")
        except UnicodeDecodeError:
            line = ""
        if not line:
            raise PlanLocked(
                "The passphrase_command of the settings printed no passphrase.",
                "Its first line is to be the passphrase, in UTF-8.",
            )
        return line

    def _by_asking(self, seal: PlanSeal) -> None:
        complaint = ""
        for _ in range(TRIES):
            words = self.ask(complaint) if self.ask is not None else None
            if words is None:
                raise PlanLocked(
                    f"{seal.places.plan} is encrypted, and is locked.",
                    "Run `pmgoals unlock` in a terminal, or set passphrase_command. A pmgoals that "
                    "is started anew in a terminal asks for the passphrase.",
                )
            if words and seal.try_secret(words):
                return
            complaint = "That is not the passphrase."
        raise _wrong(seal, "What was typed")


def _wrong(seal: PlanSeal, what: str) -> PlanLocked:
    return PlanLocked(
        f"{what} is not the passphrase of {seal.places.plan}; nothing was changed.",
        f"Was {seal.places.key} damaged, then its copy is {seal.places.key_copy}; "
        "the recovery key unlocks it too.",
    )


def session_folder() -> Path | None:
    """Return the folder that goes with this login session, None where there is none."""
    named = os.environ.get("XDG_RUNTIME_DIR", "")
    return Path(named) if named.startswith("/") else None

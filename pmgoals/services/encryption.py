"""Encrypting a plan at rest, unlocking it, and the way back."""

from __future__ import annotations

from pathlib import Path

import msgspec

from pmgoals import files
from pmgoals.errors import BadInput, NotFound
from pmgoals.services.service import Service
from pmgoals.services.unlocking import session_folder
from pmgoals.storage import conversion, key_files, session_key
from pmgoals.storage.codec import Damaged
from pmgoals.storage.conversion import Converted
from pmgoals.storage.sealing import PlanSeal, refused_library

__all__ = ["Converted", "Encryption", "State"]

SHORTEST = 8
"""Letters of the shortest passphrase that is taken: it guards a file that others may come by."""


class State(msgspec.Struct, frozen=True):
    """How far a plan is encrypted."""

    plan: bool
    """Whether the plan file is."""
    sealed: int
    """How many files beside it are."""
    plain: int
    """How many files beside it are not."""
    has_key: bool
    """Whether there is a locked key."""
    unlocked: bool
    """Whether this login session holds the key."""

    @property
    def begun(self) -> bool:
        """Whether anything is encrypted, or a key was made."""
        return self.plan or bool(self.sealed) or self.has_key

    @property
    def whole(self) -> bool:
        """Whether everything is encrypted."""
        return self.plan and not self.plain


class Encryption(Service):
    """What stands between private bytes and whoever comes by the files."""

    @property
    def _seal(self) -> PlanSeal:
        return self._planner.store.seal

    def state(self) -> State:
        """Return how far the plan is encrypted; nothing is unlocked for it."""
        seal, places = self._seal, self._planner.places
        sealed, plain = conversion.count(places)
        kept = session_key.load(session_folder(), places.session_name)
        return State(seal.plan_is_sealed, sealed, plain, seal.has_key, bool(kept))

    # ---- there and back ----

    def begin(self, phrase: str) -> str:
        """Make a key that a passphrase locks, and return it: the recovery key.

        Nothing is encrypted yet. BadInput for a passphrase that is too short, without pyrage, or
        when there is a key already.
        """
        check_phrase(phrase)
        if refusal := refused_library():
            raise refusal
        if self.state().begun:
            raise BadInput("There is a key of this plan already.", "Nothing was changed.")
        self._planner.plan  # noqa: B018 - an unsound plan is refused before a key is made
        secret = key_files.new_secret()
        data = key_files.locked(secret, phrase)
        places = self._planner.places
        with files.refusals(places.key):
            for path in (places.key_copy, places.key):
                key_files.write(path, data)
        self._seal.try_key(secret)
        return secret

    def finish(self) -> Converted:
        """Encrypt everything that is not yet, with the key there is; it is asked for if need be.

        NotFound without a key.
        """
        if not self.state().begun:
            raise NotFound("There is no key to encrypt with.", "Begin with: pmgoals encrypt")
        self._seal.secret  # noqa: B018 - asked for before the lock is taken
        return conversion.encrypt(self._planner.places, self._seal)

    def take_back(self) -> Converted:
        """Decrypt everything, and let the key go. NotFound for a plan that is not encrypted."""
        places = self._planner.places
        if not self.state().begun:
            raise NotFound("The plan is not encrypted.", "Nothing was changed.")
        self._seal.secret  # noqa: B018 - asked for before the lock is taken
        self.lock()  # first: cut short, no key is left behind in the session
        done = conversion.decrypt(places, self._seal)
        self._seal.forget()
        return done

    def opened(self, path: Path) -> bytes:
        """Return what one sealed file holds. BadInput when it cannot be read or opened."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise BadInput(f"{path} cannot be read: {error.strerror}.", "Check its name.") from None
        try:
            return self._seal.open(data)
        except Damaged as error:
            raise BadInput(f"{path} cannot be opened: {error}.", "Nothing was changed.") from None

    # ---- the key ----

    def lock_with(self, phrase: str) -> None:
        """Lock the key with a new passphrase; nothing else is written anew.

        NotFound for a plan that is not encrypted, BadInput for a passphrase that is too short.
        """
        check_phrase(phrase)
        secret = self.secret()
        data = key_files.locked(secret, phrase)
        places = self._planner.places
        with files.refusals(places.key):
            for path in (places.key, places.key_copy):
                key_files.write(path, data)

    def secret(self) -> str:
        """Return the unlocked key, asked for if need be. NotFound for a plan without one."""
        if not self.state().begun:
            raise NotFound("The plan is not encrypted.", "To begin: pmgoals encrypt")
        return self._seal.secret

    def unlock(self) -> Path:
        """Keep the key unlocked for this login session, and return its file.

        NotFound for a plan that is not encrypted, BadInput where there is no folder for it.
        """
        folder = session_folder()
        trouble = session_key.trouble_with(folder)
        if trouble or folder is None:
            raise BadInput(
                f"The key cannot be kept unlocked: {trouble}.",
                "The setting passphrase_command unlocks it each time instead.",
            )
        secret = self.secret()
        with files.refusals(folder):
            return session_key.save(folder, self._planner.places.session_name, secret)

    def lock(self) -> bool:
        """Let the session's key go, and tell whether there was one."""
        folder = session_folder()
        with files.refusals(folder or self._planner.places.plan):
            return session_key.remove(folder, self._planner.places.session_name)


def check_phrase(phrase: str) -> None:
    """Raise BadInput for a passphrase that is too short, or no text."""
    if len(phrase) < SHORTEST:
        raise BadInput(
            f"A passphrase has at least {SHORTEST} letters; nothing was changed.",
            "Several words are best: they are long, and can be kept in mind.",
        )
    try:
        phrase.encode()
    except UnicodeEncodeError:
        raise BadInput("The passphrase is not UTF-8 text.", "Take another.") from None

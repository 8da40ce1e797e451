"""The wall between private bytes and the disk.

Whatever is private is closed before it is written and opened after it was read. The bytes of a plan
that is not encrypted pass as they are. Those of an encrypted one are age files (age-encryption.org)
to one key, which the passphrase locks: to seal takes the key's public half alone, so that nothing
typed is ever lost because a plan is locked. pyrage is imported when the first sealed byte is met.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pmgoals import files
from pmgoals.errors import BadInput, PlanLocked
from pmgoals.storage import key_files
from pmgoals.storage.codec import Damaged

if TYPE_CHECKING:
    from pathlib import Path

    from pmgoals.storage.places import Places

FIRST_LINE = b"age-encryption.org/v1\n"
"""How a sealed file begins."""

_BLANK = b"\xef\xbb\xbf \t\r\n"

Unlock = Callable[["PlanSeal"], None]
"""What opens a seal, by `try_secret`; it raises PlanLocked when it cannot."""


def is_sealed(data: bytes) -> bool:
    """Tell whether bytes are sealed."""
    return data.startswith(FIRST_LINE)


class Seal:
    """The seal of what is not encrypted: it lets plain bytes pass."""

    def open(self, data: bytes) -> bytes:
        """Return bytes as they were before they were sealed; plain ones as they are.

        PlanLocked when they cannot be opened now, Damaged when they never can.
        """
        if is_sealed(data):
            raise PlanLocked("It is encrypted, and no key is at hand.", "Nothing was changed.")
        return data

    def close(self, data: bytes) -> bytes:
        """Return bytes sealed, where there is a key to seal to."""
        return data

    def kept(self, data: bytes) -> bytes:
        """Return bytes as they are to be written beside the plan: sealed if it is encrypted."""
        return data


OPEN = Seal()
"""The seal of everything that belongs to no plan."""


class PlanSeal(Seal):
    """The seal of one plan; it asks for the key when it first needs it, and then holds it."""

    def __init__(self, places: Places, unlock: Unlock | None = None) -> None:
        self.places = places
        """Where the plan and its key are."""
        self.notes: list[str] = []
        """What a person is to be told of the key, in lines."""
        self._ask = unlock
        self._identity: Any = None
        self._secret = ""
        self._key: bytes | None = None

    # ---- what is encrypted ----

    @property
    def plan_is_sealed(self) -> bool:
        """Whether the plan file is encrypted."""
        return is_sealed(_beginning(self.places.real))

    @property
    def has_key(self) -> bool:
        """Whether there is a locked key of this plan."""
        return self.places.key.exists() or self.places.key_copy.exists()

    @property
    def wanted(self) -> bool:
        """Whether what is written from now on is to be sealed: the plan is, and decides.

        A plan that is missing or damaged beyond knowing is taken for encrypted when it has a key.
        """
        first = _beginning(self.places.real)
        return is_sealed(first) or (not first.lstrip(_BLANK).startswith(b"{") and self.has_key)

    # ---- bytes ----

    def open(self, data: bytes) -> bytes:
        """Return bytes as they were before they were sealed; plain ones as they are.

        PlanLocked when the key cannot be had, Damaged for what it does not open.
        """
        if not is_sealed(data):
            return data
        pyrage = key_files.library()
        if self._identity is None:
            self.unlock()
        for last in (False, True):
            try:
                opened: bytes = pyrage.decrypt(data, [self._identity])
            except pyrage.DecryptError:
                if last or not self._is_stale():
                    break
                self.forget()  # encrypted anew meanwhile
                self.unlock()
            else:
                return opened
        raise Damaged("it is encrypted, and was damaged or sealed with another key")

    def close(self, data: bytes) -> bytes:
        """Return bytes sealed to the plan's key, which need not be unlocked."""
        pyrage = key_files.library()
        try:
            recipient = pyrage.x25519.Recipient.from_str(self.public)
        except pyrage.RecipientError:  # not known here, or no longer
            self.unlock()
            recipient = pyrage.x25519.Recipient.from_str(self.public)
        sealed: bytes = pyrage.encrypt(data, [recipient])
        return sealed

    def kept(self, data: bytes) -> bytes:
        """Return bytes as they are to be written beside the plan: sealed if it is encrypted.

        A plan that was encrypted on another machine, and never unlocked on this one, tells nothing
        of its key: until it is, what is typed here is kept as before, rather than lost.
        """
        if is_sealed(data) or not self.wanted:
            return data
        try:
            return self.close(data)
        except PlanLocked:
            return data

    # ---- the key ----

    @property
    def public(self) -> str:
        """The public half of the key, empty when it is not known here."""
        if self._identity is not None:
            return str(self._identity.to_public())
        return _word(self.places.recipient)

    @property
    def secret(self) -> str:
        """The unlocked key, as the recovery key is written; it is asked for when needed."""
        if self._identity is None:
            self.unlock()
        return self._secret

    @property
    def is_unlocked(self) -> bool:
        """Whether the key is at hand."""
        return self._identity is not None

    def unlock(self) -> None:
        """Have the key unlocked. PlanLocked when it cannot be."""
        if self._ask is None:
            raise PlanLocked(
                f"{self.places.plan} is encrypted, and was not unlocked.", "Nothing was changed."
            )
        self._ask(self)
        if self._identity is None:  # whoever asks must not come back without it
            raise PlanLocked("The plan was not unlocked.", "Nothing was changed.")

    def forget(self) -> None:
        """Let go of the unlocked key."""
        self._identity, self._secret, self._key = None, "", None

    def try_secret(self, words: str) -> bool:
        """Tell whether words are the passphrase or the recovery key, and unlock with them.

        PlanLocked when the locked key is missing or damaged.
        """
        secret = words.strip()
        if secret.upper().startswith(key_files.SECRET):
            return self.try_key(secret.upper())
        return self._try_passphrase(words)

    def try_key(self, secret: str) -> bool:
        """Tell whether this is the plan's key, and hold it."""
        pyrage = key_files.library()
        try:
            identity = pyrage.x25519.Identity.from_str(secret)
        except pyrage.IdentityError:
            return False
        if not self._fits(pyrage, identity):
            return False
        self._identity, self._secret = identity, secret
        self._key = key_files.read(self.places.key)
        if self.plan_is_sealed:
            with suppress(OSError):
                self._remember(str(identity.to_public()))
        return True

    def _try_passphrase(self, phrase: str) -> bool:
        lost: list[str] = []
        for path in (self.places.key, self.places.key_copy):
            data = key_files.read(path)
            if data is None:
                lost.append(f"{path} is missing or cannot be read")
                continue
            try:
                secret = key_files.opened(data, phrase)
            except key_files.WrongPassphrase:
                return False
            except Damaged:
                lost.append(f"{path} is damaged")
                continue
            if self.try_key(secret):
                if lost:
                    self.notes.append(f"{lost[0]}; its copy {path} was used.")
                    self.notes.append("`pmgoals passphrase` writes both anew.")
                elif self.plan_is_sealed:
                    with suppress(OSError):
                        key_files.write(self.places.key_copy, data)
                return True
            lost.append(f"{path} is not the key of this plan")
        raise PlanLocked(
            f"The plan cannot be unlocked with a passphrase: {', and '.join(lost)}.",
            "Bring one of the two back, or give the recovery key (AGE-SECRET-KEY-1...) instead.",
        )

    def _fits(self, pyrage: Any, identity: Any) -> bool:
        """Tell whether a key is the plan's: its public half is known, or it opens the plan."""
        known = _word(self.places.recipient)
        if known == str(identity.to_public()):
            return True
        if not self.plan_is_sealed:
            return not known
        try:
            pyrage.decrypt(self.places.real.read_bytes(), [identity])
        except (OSError, pyrage.DecryptError):
            return False
        return True

    def _remember(self, public: str) -> None:
        """Note on this machine what its private bytes are sealed to. OSError when it cannot."""
        known = _word(self.places.recipient)
        if known == public:
            return
        files.make_private(self.places.corner)
        copy = self.places.key_copy
        if known.startswith("age1") and known.isalnum() and copy.exists():
            copy.replace(copy.with_stem(f"plan-{known[-8:]}"))  # it opens what is older than that
        files.write_whole(self.places.recipient, f"{public}\n".encode())
        self.notes.append("What was kept on this machine before may still be plain;")
        self.notes.append("`pmgoals encrypt` seals it too.")

    def _is_stale(self) -> bool:
        """Tell whether the plan's key is another one by now."""
        known = _word(self.places.recipient)
        other = bool(known) and known != str(self._identity.to_public())
        return other or key_files.read(self.places.key) != self._key


def write_apart(to: Path, data: bytes, seal: PlanSeal) -> None:
    """Write a plan to a file of its own, private: of an encrypted one sealed, its key beside it.

    OSError when it cannot be written.
    """
    if seal.wanted:
        places = seal.places
        key = key_files.read(places.key) or key_files.read(places.key_copy)
        beside = to.with_suffix(places.key.suffix)
        if key is not None and not beside.exists():
            files.write_whole(beside, key)
    files.write_whole(to, seal.kept(data))


def _beginning(path: Path) -> bytes:
    """Return the first bytes of a file, none when it cannot be read."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # a pipe waits
        with os.fdopen(descriptor, "rb") as stream:
            return stream.read(64) or b""
    return b""


def _word(path: Path) -> str:
    """Return the one word that a file holds, empty when it holds none."""
    try:
        return path.read_bytes()[:200].decode("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def refused_library() -> BadInput | None:
    """Return what is said where there is nothing to encrypt with, None where there is."""
    try:
        key_files.library()
    except PlanLocked:
        return BadInput(
            "To encrypt takes the package pyrage, which is not installed.",
            "Install it: pip install 'pmgoals[encryption]'",
        )
    return None

"""The key of an encrypted plan, locked by a passphrase: an age file that holds an age identity."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

from pmgoals import files
from pmgoals.errors import PlanLocked
from pmgoals.storage.codec import Damaged

SECRET = "AGE-SECRET-KEY-1"
"""How an unlocked key begins."""

LARGEST = 64 * 1024
"""Bytes beyond which a file is not taken for a key."""

_WRONG = "Decryption failed"  # what pyrage says when a passphrase does not fit; else it is damage


class WrongPassphrase(Exception):
    """The passphrase does not open the key."""


def library() -> Any:
    """Return pyrage. PlanLocked when it is not installed."""
    try:
        import pyrage
        import pyrage.passphrase
        import pyrage.x25519
    except ImportError:
        raise PlanLocked(
            "The plan is encrypted, and the package pyrage that opens it is not installed.",
            "Install it: pip install 'pmgoals[encryption]'",
        ) from None
    return pyrage


def new_secret() -> str:
    """Return a new key."""
    return str(library().x25519.Identity.generate())


def locked(secret: str, phrase: str) -> bytes:
    """Return a key locked by a passphrase, as `age -p` locks an identity; it takes seconds."""
    pyrage = library()
    public = pyrage.x25519.Identity.from_str(secret).to_public()
    text = f"# the key of a pmgoals plan\n# public key: {public}\n{secret}\n"
    sealed: bytes = pyrage.passphrase.encrypt(text.encode(), phrase)
    return sealed


def opened(data: bytes, phrase: str) -> str:
    """Return the key in a locked one; it takes seconds. WrongPassphrase, or Damaged."""
    pyrage = library()
    try:
        text = pyrage.passphrase.decrypt(data, phrase)
    except pyrage.DecryptError as error:
        if str(error) == _WRONG:
            raise WrongPassphrase from None
        raise Damaged("it is damaged, or no key that a passphrase locks") from None
    for line in text.decode("ascii", "replace").splitlines():
        if line.startswith(SECRET):
            return str(line.strip())
    raise Damaged("it holds no key")


def read(path: Path) -> bytes | None:
    """Return a key file's bytes, None when there is none that can be read."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
            return None
        return path.read_bytes()
    except OSError:
        return None


def write(path: Path, data: bytes) -> None:
    """Write a key file, unless it holds just that. OSError when it cannot be written."""
    if read(path) != data:
        files.make_private(path.parent)
        files.write_whole(path, data)

"""Encrypted plans for tests: the slow part, locking a key by its passphrase, is done once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pmgoals.storage import conversion, key_files
from pmgoals.storage.places import Places
from pmgoals.storage.sealing import PlanSeal, Unlock

PHRASE = "correct horse battery"


@cache
def key() -> tuple[str, bytes]:
    """A key, and the same locked by `PHRASE`."""
    secret = key_files.new_secret()
    return secret, key_files.locked(secret, PHRASE)


def by_key(seal: PlanSeal) -> None:
    """Unlock a seal with the key."""
    assert seal.try_key(key()[0])


def laid(places: Places) -> None:
    """Lay the locked key where an encrypted plan has it."""
    for path in (places.key, places.key_copy):
        key_files.write(path, key()[1])


def encrypt(places: Places) -> conversion.Converted:
    """Encrypt a plan and all that is beside it."""
    laid(places)
    seal = PlanSeal(places, by_key)
    seal.unlock()
    return conversion.encrypt(places, seal)


def decrypt(places: Places) -> conversion.Converted:
    """Decrypt a plan and all that is beside it."""
    seal = PlanSeal(places, by_key)
    seal.unlock()
    return conversion.decrypt(places, seal)


def marks_in(folder: Path, *marks: str) -> list[tuple[Path, str]]:
    """Return where a byte search over a folder finds one of the marks."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            found += [(path, mark) for mark in marks if mark.encode() in data]
    return found


__all__ = ["PHRASE", "Unlock", "by_key", "decrypt", "encrypt", "key", "laid", "marks_in"]

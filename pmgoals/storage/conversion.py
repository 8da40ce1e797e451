"""Encrypting a plan and all that is kept beside it, and the way back.

A kill at any moment leaves every file as it was or as it is to be, and every key as long as
something is sealed with it. The plan file goes first: it says what is written from then on. Doing
it again does what was left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import msgspec

from pmgoals import files
from pmgoals.errors import NotFound
from pmgoals.storage import copies, history, key_files, lock, plan_file
from pmgoals.storage.codec import Damaged
from pmgoals.storage.places import KEY, Places
from pmgoals.storage.sealing import PlanSeal, is_sealed

LEFT_OVER = 60.0
"""Seconds after which a draft being written was surely left behind by a crash."""

_LINES = ".jsonl"
_NOT_PRIVATE = (".lock", KEY, files.TEMPORARY)

Change = Callable[[bytes], bytes]


class Converted(msgspec.Struct):
    """What became of the files."""

    changed: int = 0
    """How many were written anew, the plan among them."""
    shut: list[Path] = []
    """Those that stay encrypted, because the plan's key does not open them."""


def private_files(places: Places) -> list[Path]:
    """Return what is kept beside a plan and is private: every file of its corner but the keys."""
    found = []
    with suppress(OSError):
        for path in sorted(places.corner.rglob("*")):
            private = path.suffix not in _NOT_PRIVATE and path != places.recipient
            if private and path.is_file() and not path.is_symlink():
                found.append(path)
    return found


def count(places: Places) -> tuple[int, int]:
    """Return how many private files beside a plan are sealed, and how many hold plain bytes."""
    sealed = plain = 0
    for path in private_files(places):
        with suppress(OSError):
            if data := path.read_bytes():
                shut, open_ = _is_shut(path, data)
                sealed, plain = sealed + shut, plain + open_
    return sealed, plain


def encrypt(places: Places, seal: PlanSeal) -> Converted:
    """Seal everything to the key, which must be unlocked and lie beside the plan, locked.

    The plan must be sound. PlanBusy, PlanUnreadable or PlanUnwritable when it cannot be done.
    """
    with _working(places) as done:
        loaded = plan_file.load(places, seal)
        plan_file.check_writable(places)
        key = key_files.read(places.key) or key_files.read(places.key_copy)
        if key is None:  # given by the recovery key alone: without a passphrase nobody could go on
            raise NotFound("There is no key that a passphrase locks.", "Set: pmgoals passphrase")
        for path in (places.key, places.key_copy):
            if key_files.read(path) is None:
                key_files.write(path, key)
        files.write_whole(places.recipient, f"{seal.public}\n".encode())
        if loaded.data is not None and not loaded.sealed:
            plan_file.store(places, loaded.data, seal.close(loaded.data))
            done.changed += 1
        _convert(places, seal, lambda data: data if is_sealed(data) else seal.close(data), done)
        return done


def decrypt(places: Places, seal: PlanSeal) -> Converted:
    """Open everything, and let the keys go: the second copy stays while something stays sealed.

    The key must be unlocked. PlanBusy, PlanUnreadable or PlanUnwritable when it cannot be done.
    """
    with _working(places) as done:
        loaded = plan_file.load(places, seal)
        plan_file.check_writable(places)
        if loaded.data is not None and loaded.sealed:
            plan_file.store(places, loaded.data, seal.open(loaded.data))
            done.changed += 1
        _convert(places, seal, seal.open, done)
        gone = [places.key, places.recipient] + ([] if done.shut else [places.key_copy])
        for path in gone:
            path.unlink(missing_ok=True)
        files.sync_folder(places.real.parent)
        return done


@contextmanager
def _working(places: Places) -> Iterator[Converted]:
    """Hold the plan's lock, with nothing lying about that a crash left behind."""
    with files.refusals(places.plan), lock.hold(places.lock):
        files.make_private(places.corner)
        for path in (places.real, places.key, places.key_copy, places.recipient):
            files.sweep(path.parent, path.name)
        for path in private_files(places):
            if path not in (places.ritual, places.forms):  # which have locks of their own
                files.sweep(path.parent, path.name, LEFT_OVER * (path.parent == places.drafts))
        yield Converted()


def _convert(places: Places, seal: PlanSeal, change: Change, done: Converted) -> None:
    """Write every private file anew that `change` changes, the copies beside the plan too."""
    for path in (*private_files(places), *copies.copies_of(places.real, seal)):
        with ExitStack() as stack:
            if path in (places.ritual, places.forms):
                stack.enter_context(lock.hold(path.with_suffix(".lock")))
                files.sweep(path.parent, path.name)
            for _ in range(3):  # a draft may be typed on meanwhile
                with suppress(FileNotFoundError):
                    if _anew(path, change, done):
                        break


def _anew(path: Path, change: Change, done: Converted) -> bool:
    """Write a file anew if it is changed; False when another program wrote it meanwhile."""
    data = path.read_bytes()
    new, opened = _changed(path, data, change)
    if not opened:
        done.shut.append(path)
    if new == data:
        return True
    temporary = files.write_temporary(path, new)
    if path.read_bytes() != data:
        temporary.unlink()
        return False
    files.replace(temporary, path)
    done.changed += 1
    return True


def _changed(path: Path, data: bytes, change: Change) -> tuple[bytes, bool]:
    """Return a file's bytes changed, and whether all of them could be.

    Each line of a history is changed apart; one that holds no step was cut short, and goes.
    """
    if path.suffix != _LINES:
        try:
            return change(data), True
        except Damaged:
            return data, False
    opened, kept = True, []
    for line in data.splitlines():
        try:
            found = history.converted(line, change)
        except Damaged:
            found, opened = line, False
        if found is not None:
            kept.append(found + b"\n")
    return b"".join(kept), opened


def _is_shut(path: Path, data: bytes) -> tuple[bool, bool]:
    """Tell whether a file holds sealed bytes, and whether it holds plain ones."""
    if path.suffix != _LINES:
        return is_sealed(data), not is_sealed(data)
    shut = [line.startswith(history.SEALED) for line in data.splitlines()]
    return any(shut), not all(shut)

"""What was typed and not yet kept: one small file beside the plan for rituals, one for forms."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from pmgoals import files
from pmgoals.errors import PlanLocked
from pmgoals.inert import harmless_json
from pmgoals.storage import lock
from pmgoals.storage.codec import Damaged
from pmgoals.storage.sealing import OPEN, Seal

if TYPE_CHECKING:
    from pathlib import Path

Texts = dict[str, dict[str, str]]
"""Texts by the key of their question, by the key of its stage; a form has one stage."""

MOST = 40
"""Rituals or forms whose texts are kept; those not gone on with for longest give way."""


class TypedFile:
    """A file of one plan; it holds every ritual or form that was begun, by its name.

    While an encrypted plan is locked, its file cannot be read: what is typed then goes to a second
    one, and both are joined again by whoever holds the key.
    """

    def __init__(self, path: Path, seal: Seal = OPEN) -> None:
        self._path = path
        self._seal = seal
        self._locked_out: dict[str, Texts] = {}
        """What was typed into this very handle while the file could not be read."""

    @property
    def _meanwhile(self) -> Path:
        return self._path.with_suffix(".meanwhile.json")

    def load(self, name: str) -> Texts:
        """Return what was typed under a name; nothing for another one, or an unreadable file."""
        return self._readable().get(name, {})

    def names(self) -> list[str]:
        """Return the names under which something was typed, the latest at the end."""
        return list(self._readable())

    def save(self, name: str, texts: Texts) -> None:
        """Keep what was typed, whole or not at all; halves of characters become `?`.

        PlanUnwritable when it cannot be kept.
        """
        with files.refusals(self._path), lock.hold(self._path.with_suffix(".lock")):
            self._put(name, texts)

    def _put(self, name: str, texts: Texts) -> None:
        path = self._path
        try:
            every = self._every(keep=True)
        except PlanLocked:
            every, path = self._locked_out, self._meanwhile
        every = {key: held for key, held in every.items() if key != name}
        every = dict(list(every.items())[-(MOST - bool(texts)) :])
        if texts:
            every[name] = {
                stage: {key: _valid(text) for key, text in held.items()}
                for stage, held in texts.items()
            }
        if path == self._meanwhile:
            self._locked_out = every
        if every:
            files.make_private(path.parent)
            data = harmless_json(msgspec.json.encode(every))
            files.write_whole(path, self._seal.kept(data))
        else:
            path.unlink(missing_ok=True)
        if path == self._path:  # what was typed meanwhile is in it by now
            self._locked_out = {}
            with suppress(OSError):
                self._meanwhile.unlink()

    def _readable(self) -> dict[str, Texts]:
        """Return what was typed, as far as it can be read now."""
        try:
            return self._every()
        except PlanLocked:
            return self._locked_out

    def _every(self, *, keep: bool = False) -> dict[str, Texts]:
        """Return what was typed; with `keep`, a file that cannot be read is put aside first.

        PlanLocked when it is encrypted and the key cannot be had.
        """
        return self._in(self._path, keep=keep) | self._in(self._meanwhile, keep=keep)

    def _in(self, path: Path, *, keep: bool) -> dict[str, Texts]:
        try:
            data = self._seal.open(path.read_bytes())
            return msgspec.json.decode(data, type=dict[str, Texts])
        except FileNotFoundError:
            return {}
        except (OSError, Damaged, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            if keep:
                with suppress(OSError):
                    path.replace(path.with_suffix(".unreadable"))
            return {}


def _valid(text: str) -> str:
    """Return a text in valid Unicode: a terminal may hand over half a character."""
    return text.encode(errors="replace").decode()

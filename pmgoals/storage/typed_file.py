"""What was typed and not yet kept: one small file beside the plan for rituals, one for forms."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from pmgoals import files
from pmgoals.inert import harmless_json
from pmgoals.storage import lock

if TYPE_CHECKING:
    from pathlib import Path

Texts = dict[str, dict[str, str]]
"""Texts by the key of their question, by the key of its stage; a form has one stage."""

MOST = 40
"""Rituals or forms whose texts are kept; those not gone on with for longest give way."""


class TypedFile:
    """A file of one plan; it holds every ritual or form that was begun, by its name."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self, name: str) -> Texts:
        """Return what was typed under a name; nothing for another one, or an unreadable file."""
        return self._every().get(name, {})

    def names(self) -> list[str]:
        """Return the names under which something was typed, the latest at the end."""
        return list(self._every())

    def save(self, name: str, texts: Texts) -> None:
        """Keep what was typed, whole or not at all; halves of characters become `?`.

        PlanUnwritable when it cannot be kept.
        """
        with files.refusals(self._path), lock.hold(self._path.with_suffix(".lock")):
            self._put(name, texts)

    def _put(self, name: str, texts: Texts) -> None:
        every = {key: held for key, held in self._every(keep=True).items() if key != name}
        every = dict(list(every.items())[-(MOST - bool(texts)) :])
        if texts:
            every[name] = {
                stage: {key: _valid(text) for key, text in held.items()}
                for stage, held in texts.items()
            }
        if not every:
            with suppress(OSError):
                self._path.unlink()
            return
        files.make_private(self._path.parent)
        files.write_whole(self._path, harmless_json(msgspec.json.encode(every)))

    def _every(self, *, keep: bool = False) -> dict[str, Texts]:
        """Return what the file holds; with `keep`, one that cannot be read is put aside first."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, Texts])
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            if keep:
                with suppress(OSError):
                    self._path.replace(self._path.with_suffix(".unreadable"))
            return {}


def _valid(text: str) -> str:
    """Return a text in valid Unicode: a terminal may hand over half a character."""
    return text.encode(errors="replace").decode()

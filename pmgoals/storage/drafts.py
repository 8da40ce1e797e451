"""Drafts on disk: one file each, so that a half-written goal survives anything."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from pmgoals import files
from pmgoals.errors import BadInput
from pmgoals.inert import harmless_json
from pmgoals.model.draft import Draft
from pmgoals.storage.codec import Damaged
from pmgoals.storage.sealing import OPEN, Seal

if TYPE_CHECKING:
    from pathlib import Path

LEFT_OVER = 3600.0
"""Seconds after which a file being written was surely left behind by a crash."""


class DraftFiles:
    """The drafts of one plan."""

    def __init__(self, folder: Path, seal: Seal = OPEN) -> None:
        self._folder = folder
        self._seal = seal

    def _path(self, draft_id: str) -> Path:
        return self._folder / f"{draft_id}.json"

    def save(self, draft: Draft) -> None:
        """Keep a draft, whole or not at all. PlanUnwritable when it cannot be kept."""
        path = self._path(draft.id)
        data = harmless_json(_encoded(draft))
        with files.refusals(path):
            files.make_private(self._folder)
            files.sweep(self._folder, age=LEFT_OVER)
            files.write_whole(path, self._seal.kept(data))

    def all(self) -> list[Draft]:
        """Return the drafts that can be read, the one touched last first.

        PlanLocked when they are encrypted and cannot be unlocked.
        """
        found = []
        with suppress(OSError):
            for path in self._folder.glob("d*.json"):
                with suppress(
                    OSError, Damaged, msgspec.MsgspecError, UnicodeDecodeError, RecursionError
                ):
                    draft = msgspec.json.decode(self._seal.open(path.read_bytes()), type=Draft)
                    if draft.id == path.stem:  # an id is a file's name, and no way out of here
                        found.append(draft)
        return sorted(found, key=lambda draft: draft.updated, reverse=True)

    def unreadable(self) -> list[Path]:
        """Return the files that are no drafts, though they are named like one."""
        known = {draft.id for draft in self.all()}
        with suppress(OSError):
            return sorted(p for p in self._folder.glob("d*.json") if p.stem not in known)
        return []

    def remove(self, draft_id: str) -> None:
        """Let a draft go; nothing happens when it is gone already."""
        with suppress(OSError):
            self._path(draft_id).unlink()


def _encoded(draft: Draft) -> bytes:
    try:
        return msgspec.json.encode(draft)
    except UnicodeEncodeError:
        raise BadInput(
            "The text holds characters that are not valid Unicode.", "Write them another way."
        ) from None

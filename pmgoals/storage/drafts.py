"""Drafts on disk: one file each, so that a half-written goal survives anything."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from pmgoals.model.draft import Draft
from pmgoals.storage import files

if TYPE_CHECKING:
    from pathlib import Path


class DraftFiles:
    """The drafts of one plan."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, draft_id: str) -> Path:
        return self._folder / f"{draft_id}.json"

    def save(self, draft: Draft) -> None:
        """Keep a draft, whole or not at all. PlanUnwritable when it cannot be kept."""
        path = self._path(draft.id)
        try:
            files.make_private(self._folder)
            files.write_whole(path, msgspec.json.encode(draft))
        except OSError as error:
            raise files.refusal(error, path) from None

    def all(self) -> list[Draft]:
        """Return the drafts that can be read, the one touched last first."""
        found = []
        with suppress(OSError):
            for path in self._folder.glob("d*.json"):
                with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
                    found.append(msgspec.json.decode(path.read_bytes(), type=Draft))
        return sorted(found, key=lambda draft: draft.updated, reverse=True)

    def remove(self, draft_id: str) -> None:
        """Let a draft go; nothing happens when it is gone already."""
        with suppress(OSError):
            self._path(draft_id).unlink()

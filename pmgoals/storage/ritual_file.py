"""What was typed into the weekly ritual and not yet kept: one small file beside the plan."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from pmgoals import files
from pmgoals.inert import harmless_json

if TYPE_CHECKING:
    from pathlib import Path

Texts = dict[str, dict[str, str]]
"""Texts by the key of their question, by the key of its stage."""


class Typed(msgspec.Struct):
    """Everything typed for one week."""

    week: str
    """The ISO week, such as `2026-W47`."""
    texts: Texts = {}
    """What was typed, by stage and question."""


class RitualFile:
    """The file of one plan; it holds one week at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self, week: str) -> Texts:
        """Return what was typed for a week; nothing for another one, or when it cannot be read."""
        with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            typed = msgspec.json.decode(self._path.read_bytes(), type=Typed)
            if typed.week == week:
                return typed.texts
        return {}

    def save(self, week: str, texts: Texts) -> None:
        """Keep what was typed, whole or not at all. PlanUnwritable when it cannot be kept."""
        if not texts:
            self.remove()
            return
        with files.refusals(self._path):
            files.make_private(self._path.parent)
            files.write_whole(self._path, harmless_json(msgspec.json.encode(Typed(week, texts))))

    def remove(self) -> None:
        """Let it go; nothing happens when there is none."""
        with suppress(OSError):
            self._path.unlink()

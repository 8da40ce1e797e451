"""Where one plan keeps what stands beside it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec


class Places(msgspec.Struct, frozen=True):
    """A plan file and its own corner of the state folder."""

    plan: Path
    """The plan as it was named; it may be a link into a synced folder."""
    state: Path
    """The state folder that all plans share."""

    @property
    def corner(self) -> Path:
        """The plan's own folder in the state folder."""
        return self.state / f"{self.plan.stem[:24]}-{_mark(self.plan)}"

    @property
    def real(self) -> Path:
        """The file itself, links followed."""
        return self.plan.resolve()

    @property
    def lock(self) -> Path:
        """The lock of the real file, so that two names of one plan share it; never deleted."""
        return self.state / "locks" / f"{_mark(self.real)}.lock"

    @property
    def backups(self) -> Path:
        """Folder of the backups."""
        return self.corner / "backups"

    @property
    def drafts(self) -> Path:
        """Folder of the drafts."""
        return self.corner / "drafts"

    @property
    def history(self) -> Path:
        """The undo steps."""
        return self.corner / "history.jsonl"


def _mark(path: Path) -> str:
    return hashlib.blake2b(str(path).encode("utf-8", "surrogateescape"), digest_size=5).hexdigest()

"""Where one plan keeps what stands beside it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec


class Places(msgspec.Struct, frozen=True):
    """A plan file and its own corner of the state folder."""

    plan: Path
    """The plan as it was named; it may be a link into a synced folder."""
    state: Path
    """The state folder that all plans share."""
    named: bool = False
    """Whether the plan was named for this run; else it is the person's usual one."""

    @property
    def corner(self) -> Path:
        """The plan's own folder in the state folder; both may be moved together."""
        return self.state / f"{self.plan.stem[:24]}-{_mark(_way(self.plan, self.state))}"

    @property
    def real(self) -> Path:
        """The file itself, links followed."""
        return Path(os.path.realpath(self.plan))

    @property
    def lock(self) -> Path:
        """The lock of the real file, so that two names of one plan share it; never deleted."""
        return self.state / "locks" / f"{_mark(str(self.real))}.lock"

    @property
    def backups(self) -> Path:
        """Folder of the backups."""
        return self.corner / "backups"

    @property
    def drafts(self) -> Path:
        """Folder of the drafts."""
        return self.corner / "drafts"

    @property
    def ritual(self) -> Path:
        """What was typed into the rituals and not yet kept."""
        return self.corner / "ritual.json"

    @property
    def forms(self) -> Path:
        """What was typed into forms and not yet saved."""
        return self.corner / "forms.json"

    @property
    def history(self) -> Path:
        """The undo steps."""
        return self.corner / "history.jsonl"


def _way(plan: Path, state: Path) -> str:
    """Return the way from the state folder to the plan; the plan's own path on another drive."""
    try:
        return os.path.relpath(plan, state)
    except ValueError:
        return str(plan)


def _mark(path: str) -> str:
    return hashlib.blake2b(os.fsencode(path), digest_size=5).hexdigest()

"""Where one plan keeps what stands beside it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec

KEY = ".key"
"""Ending of the files that hold a key."""


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
    def key(self) -> Path:
        """The key of an encrypted plan, locked by the passphrase; it is synced with the file."""
        real = self.real
        return real.with_suffix(KEY) if real.suffix != KEY else real.with_name(real.name + KEY)

    @property
    def key_copy(self) -> Path:
        """The second copy of the locked key, should the first be lost."""
        return self.corner / f"plan{KEY}"

    @property
    def recipient(self) -> Path:
        """What this plan's private bytes are sealed to: the public half of its key, no secret."""
        return self.corner / "recipient.txt"

    @property
    def session_name(self) -> str:
        """Name of the file that holds the unlocked key for a login session."""
        return f"{_mark(str(self.real))}{KEY}"

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

"""What the doctor finds, and how it is mended."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from pmgoals.storage.transaction import Transaction

InPlan = Callable[["Transaction"], object]
"""Mends something in the plan, as a part of one step."""

OnDisk = Callable[[], object]
"""Mends something beside the plan; OSError when it cannot."""


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is not as it should be."""

    area: str
    """Where: `plan`, `links`, `places`, `dates`, `files`, `backups`, `copies`, `history`."""
    said: str
    """What it is, in a sentence."""
    mend: str
    """What mends it; what a person can do where nothing does by itself."""
    in_plan: InPlan | None = None
    """How it is mended in the plan, None where it is not."""
    on_disk: OnDisk | None = None
    """How it is mended beside the plan, None where it is not."""

    @property
    def can_be_mended(self) -> bool:
        """Whether the doctor can mend it."""
        return self.in_plan is not None or self.on_disk is not None

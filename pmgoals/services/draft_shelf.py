"""The drafts that wait on disk: kept, listed and let go, without reading what they say."""

from __future__ import annotations

import msgspec

from pmgoals.model.draft import Draft
from pmgoals.services.names import find_among
from pmgoals.services.service import Service
from pmgoals.storage.drafts import DraftFiles


class DraftShelf(Service):
    """Goals being written, as they were typed."""

    @property
    def _files(self) -> DraftFiles:
        store = self._planner.store
        return DraftFiles(store.places.drafts, store.seal)

    def save(self, draft: Draft) -> Draft:
        """Keep a draft as typed. PlanUnwritable when it cannot be kept."""
        kept = msgspec.structs.replace(draft, updated=self._planner.clock.now())
        self._files.save(kept)
        return kept

    def all(self) -> list[Draft]:
        """Return the drafts, the one touched last first."""
        return self._files.all()

    def named(self, name: str) -> Draft:
        """Return the draft that a name means: its id, the start of it, or a part of its words.

        NotFound when none does, AmbiguousName when several do.
        """
        return find_among(self.all(), name, "draft")

    def discard(self, draft_id: str) -> None:
        """Let a draft go."""
        self._files.remove(draft_id)

"""The steps that were done: which still stand, and the way back to one of them."""

from __future__ import annotations

from pmgoals.errors import NotFound
from pmgoals.services.service import Service
from pmgoals.storage import history
from pmgoals.storage.history import Step

__all__ = ["Step", "Steps"]


class Steps(Service):
    """Steps of the history."""

    def standing(self) -> list[Step]:
        """Return the steps that can be taken back, the latest first."""
        done, _ = history.stacks(self._planner.history())
        return done[::-1]

    def after(self, generation: int) -> list[Step]:
        """Return a step and all that stand after it, the latest first.

        NotFound for the number of no step that stands.
        """
        standing = self.standing()
        numbers = [step.generation for step in standing]
        if generation not in numbers:
            raise NotFound(
                f"No step {generation} stands.", "`pmgoals history` lists the steps by number."
            )
        return standing[: numbers.index(generation) + 1]

    def back_to(self, generation: int) -> list[str]:
        """Take back a step and all after it, one by one; return their labels, the latest first.

        Each can be done again by itself. NotFound for no step that stands; BadInput when a record
        of one was changed since by something else: those after it are taken back then.
        """
        return [self._planner.undo() for _ in self.after(generation)]

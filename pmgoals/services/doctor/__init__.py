"""The doctor: whether the plan and what stands beside it are sound, and what can be mended."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pmgoals import files
from pmgoals.errors import BadInput, PlanUnreadable
from pmgoals.services.doctor import beside, records
from pmgoals.services.doctor.trouble import Trouble
from pmgoals.services.service import Service
from pmgoals.storage import plan_file
from pmgoals.storage.codec import Damaged
from pmgoals.storage.salvage import Salvaged, salvage
from pmgoals.storage.sealing import write_apart

__all__ = ["Doctor", "Salvaged", "Trouble"]


class Doctor(Service):
    """Looks at everything, mends what can be mended, saves what can be read."""

    def look(self) -> list[Trouble]:
        """Return what is not as it should be, the plan first. Nothing is changed."""
        return [*self._plan(), *beside.troubles_of(self._planner)]

    def _plan(self) -> list[Trouble]:
        """Return what is wrong with the plan itself, and with its records if it can be read."""
        try:
            plan = self._planner.plan
        except PlanUnreadable as error:
            return [Trouble(area="plan", said=error.what, mend=error.mend)]
        now = max(self._planner.clock.now(), dt.datetime.now(dt.UTC))  # the day may be another's
        found = list(records.troubles_of(plan, now))
        if self._planner.store.changed_by_another:
            changed = Trouble(
                area="plan",
                said=self._planner.store.changed_words,
                mend="Nothing needs to be done.",
            )
            found.insert(0, changed)
        return found

    def fix(self) -> tuple[list[Trouble], list[str]]:
        """Mend what can be mended, after a backup; return what was, and what could not be.

        What is mended in the plan is one step that can be undone.
        """
        found = [trouble for trouble in self.look() if trouble.can_be_mended]
        in_plan = [trouble for trouble in found if trouble.in_plan is not None]
        if in_plan:
            self._planner.store.back_up()
            with self._planner.change("mended by the doctor") as tx:
                for trouble in in_plan:
                    assert trouble.in_plan is not None
                    trouble.in_plan(tx)
        refused = []
        mended = list(in_plan)
        for trouble in found:
            if trouble.on_disk is not None:
                try:
                    trouble.on_disk()
                    mended.append(trouble)
                except OSError as error:
                    refused.append(f"{trouble.said} It could not be mended: {error.strerror}.")
        return mended, refused

    def salvage(self, to: Path) -> Salvaged:
        """Write what can be read of the plan's file to a new plan; the old one stays as it is.

        BadInput when the new file is there already, when nothing can be read, or when the plan is
        sound; PlanUnwritable when the new one cannot be written.
        """
        places = self._planner.places
        if to.exists() or to.is_symlink():
            raise BadInput(f"{to} is there already; nothing was written.", "Name another file.")
        try:
            data, _ = plan_file.read(places.real)
        except OSError as error:
            raise BadInput(
                f"{places.real} cannot be read: {error.strerror}.", "Nothing was written."
            ) from None
        seal = self._planner.seal
        try:
            found = salvage(seal.open(data))
        except Damaged as reason:
            raise BadInput(
                f"{places.real} cannot be read: {reason}.", "Bring back a backup: pmgoals restore"
            ) from None
        if not found.count:
            backups = self._planner.backups.all()
            way = "Bring back a backup: pmgoals restore" if backups else "Nothing was written."
            raise BadInput(f"No record can be read of {places.real}.", way)
        with files.refusals(to):
            files.make_private(to.absolute().parent)
            write_apart(to.absolute(), found.data, seal)
        return found

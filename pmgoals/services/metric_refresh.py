"""Readings from commands: the settings name them, and only the person sets them off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from pmgoals.errors import AmbiguousName, BadInput, NotFound, PmgoalsError
from pmgoals.model.amounts import parse_amount, shown
from pmgoals.model.measure import Measure, Reading
from pmgoals.services.measures import in_unit_of
from pmgoals.services.names import find
from pmgoals.services.service import Service

if TYPE_CHECKING:
    from pmgoals.model.amounts import Amount

TIMEOUT = 30.0
"""Seconds a command has, unless the person says otherwise."""

LONGEST_TIMEOUT = 3600.0
"""The most seconds a command may be given."""


class Job(msgspec.Struct, frozen=True):
    """A command of the settings, and the measure its name means."""

    name: str
    """The name in the `[metrics]` table."""
    command: str
    """The command."""
    measure: Measure | None
    """The measure; None when the name means none."""
    trouble: PmgoalsError | None = None
    """What is wrong with the name."""


class Refreshed(msgspec.Struct, frozen=True):
    """What a command came to."""

    measure: Measure
    """The measure it is for."""
    reading: Reading
    """Today's reading."""
    fresh: bool
    """Whether it was taken now; else today's was the same already, and nothing was changed."""
    before: Reading | None
    """The reading that stood there for today, None when there was none."""
    as_share: bool
    """Whether it lies from 0 to 1 without a unit, though the measure is kept in %."""


class MetricRefresh(Service):
    """Takes readings from the commands of the settings."""

    def jobs(self, name: str = "") -> list[Job]:
        """Return every command, in the order of the settings, or those of one measure.

        Commands of measures whose goal is closed are left out, unless asked for by name. NotFound
        when there is none, or when no measure has that name; AmbiguousName for several.
        """
        wanted = self._planner.measures.named(name) if name else None
        jobs = list(self._every())
        if wanted is None:
            closed = {g.id for g in self._planner.plan.goals.values() if g.state == "closed"}
            jobs = [job for job in jobs if not (job.measure and job.measure.goal in closed)]
        else:
            jobs = [job for job in jobs if job.measure and job.measure.id == wanted.id]
        if jobs:
            return jobs
        if wanted is None:
            raise NotFound(
                "The settings name no command for a measure of an open goal.",
                "Name one: pmgoals config set metrics.MEASURE COMMAND",
            )
        raise NotFound(
            f"The settings name no command for “{shown(wanted.name)}”.",
            f"Name one: pmgoals config set metrics.{wanted.id} COMMAND",
        )

    def run(self, job: Job, timeout: float = TIMEOUT) -> Refreshed:
        """Run a command and keep what it prints as today's reading.

        A reading of today with another value is corrected; the same value changes nothing.
        `timeout` is in seconds, above 0 and up to 3,600. BadInput, with nothing changed, when the
        command fails or prints no number in the measure's unit; for a name that means no measure,
        its trouble.
        """
        from pmgoals.services.metric_command import last_line

        if not 0 < timeout <= LONGEST_TIMEOUT:
            raise BadInput(
                "A timeout is a number of seconds above 0, up to 3,600.", "Write --timeout 60."
            )
        if job.measure is None:
            raise job.trouble or NotFound(f"“{shown(job.name)}” means no measure.")
        amount = _amount(last_line(job.command, timeout))
        value = in_unit_of(job.measure, amount)
        as_share = job.measure.unit == "%" and amount.unit is None and 0 < value <= 1
        today = self._planner.today
        of_today = self._planner.plan.readings_of(job.measure.id, today)[-1:]
        before = of_today[0] if of_today and of_today[0].on == today else None
        if before is not None and before.value == value:
            return Refreshed(job.measure, before, False, before, as_share)
        taken = self._planner.measures.read(job.measure.id, value)
        return Refreshed(job.measure, taken, True, before, as_share)

    def _every(self) -> Iterator[Job]:
        """Yield every command with the measure it is for; each measure has one."""
        plan, taken = self._planner.plan, dict[str, str]()
        for name, command in self._planner.settings.metrics.items():
            try:
                measure = find(plan, Measure, name)
            except (NotFound, AmbiguousName) as error:
                yield Job(name, command, None, error)
                continue
            if measure.id in taken:
                what = f"“{shown(taken[measure.id])}” names the same measure already."
                yield Job(name, command, None, BadInput(what, "Take one out of the settings."))
                continue
            taken[measure.id] = name
            yield Job(name, command, measure)


def _amount(line: str) -> Amount:
    try:
        return parse_amount(line)
    except BadInput:
        raise BadInput(
            f"Its command printed “{shown(line)}”, which is not a number.",
            "Make its last line one number, such as 62 or 62 %.",
        ) from None

"""What can go wrong, told as: what happened, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple


class Exit(IntEnum):
    """Exit codes of the command line; `docs/cli.md` explains each."""

    DONE = 0
    """Everything asked for was done."""
    NOT_FOUND = 1
    """Nothing was found, or a check failed."""
    USAGE = 2
    """The command line could not be understood."""
    BAD_INPUT = 3
    """A date, a number, a name or a file was not what the field takes."""
    UNREADABLE = 4
    """The plan cannot be read: damaged, encrypted, of a newer version, or locked too long."""
    UNWRITABLE = 5
    """The plan cannot be written: read-only, disk full, no permission."""


class PmgoalsError(Exception):
    """An error a person can act on: `what` happened and `mend`, the next step."""

    exit: Exit = Exit.BAD_INPUT

    def __init__(self, what: str, mend: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.what} {self.mend}".strip()


class BadInput(PmgoalsError):
    """A value that its field does not take; nothing was changed."""

    def __init__(self, what: str, mend: str = "", *, field: str = "") -> None:
        super().__init__(what, mend)
        self.field = field
        """Name of the field, as services call it; empty when it is about none or several."""


class AmbiguousName(BadInput):
    """A name that fits several records; `matches` are their (id, title) pairs."""

    def __init__(self, what: str, mend: str, matches: list[tuple[str, str]]) -> None:
        super().__init__(what, mend)
        self.matches = matches


class Fault(NamedTuple):
    """What is wrong with a line of a file."""

    line: int
    """The line, 1-based."""
    why: str
    """What is wrong, without a full stop."""


class FaultyFile(BadInput):
    """A file with faults; nothing of it was taken. `faults` names every line."""

    def __init__(self, what: str, faults: Sequence[Fault]) -> None:
        count = "a fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(
            f"{what} has {count}; nothing was changed.", "Mend the file, then do it again."
        )
        self.faults = list(faults)


class NotFound(PmgoalsError):
    """No record has this name."""

    exit = Exit.NOT_FOUND


class PlanUnreadable(PmgoalsError):
    """The plan file is not a sound plan; it is left exactly as it was."""

    exit = Exit.UNREADABLE


class PlanLocked(PlanUnreadable):
    """The plan is encrypted and was not unlocked; it is as sound as it was."""


class PlanBusy(PmgoalsError):
    """Another process held the lock for too long; nothing was saved."""

    exit = Exit.UNREADABLE


class PlanUnwritable(PmgoalsError):
    """The plan could not be saved; the file still holds what it held before."""

    exit = Exit.UNWRITABLE


def frames(error: BaseException) -> Iterator[str]:
    """Return where an error came from: files, lines and functions, no values and no text."""
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    step = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        yield f"{code.co_filename}:{step.tb_lineno} in {code.co_qualname}"
        step = step.tb_next

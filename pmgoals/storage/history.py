"""The steps that can be taken back: one line for each transaction."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import msgspec

from pmgoals import files
from pmgoals.inert import harmless_json
from pmgoals.storage.codec import Damaged
from pmgoals.storage.sealing import OPEN, Seal, is_sealed

KEPT_STEPS = 500
"""Steps kept when the file is thinned."""

THIN_AT = 16 * 1024 * 1024
"""Size in bytes at which the file is thinned; half of it stays, and the newest step always."""


SEALED_AT = 512 * 1024
"""Size in bytes from which the steps of an encrypted plan are counted: each is opened by itself."""

StepKind = Literal["do", "undo", "redo"]
"""Whether the person did a step, took it back, or did it again."""


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """One record before and after a step; None where it did not exist."""

    table: str
    """Name of the table."""
    key: str
    """Document id, in decimal."""
    before: dict[str, Any] | None = None
    """The document before."""
    after: dict[str, Any] | None = None
    """The document after."""


class Sealed(msgspec.Struct, frozen=True, kw_only=True, tag_field="kept", tag="sealed"):
    """A step of an encrypted plan; its number alone can be read."""

    generation: int
    """The number of the write that made it."""
    sealed: bytes
    """The step's own line, sealed."""


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One transaction, as the history keeps it."""

    generation: int
    """The number of the write that made it."""
    when: str
    """Instant, UTC."""
    label: str
    """What was done, for a person."""
    kind: StepKind = "do"
    """Done, taken back, or done again."""
    of: int | None = None
    """For undo and redo: the generation of the step concerned."""
    changes: list[Change] = []
    """The records it touched."""


class _Numbered(msgspec.Struct):
    generation: int


SEALED = b'{"kept":"sealed",'
"""How a sealed line begins."""

Tables = Mapping[str, Mapping[str, dict[str, Any]]]


class Entry(msgspec.Struct):
    """What the history says of a transaction that is under way; filled in before it is saved."""

    when: dt.datetime
    """Instant, UTC."""
    label: str = ""
    """What was done, for a person."""
    kind: StepKind = "do"
    """Done, taken back, or done again."""
    of: int | None = None
    """For undo and redo: the generation of the step concerned."""

    def step(self, before: Tables, after: Tables, generation: int) -> Step | None:
        """Return the step between two states, None when they are the same."""
        changes = changes_between(before, after)
        if not changes:
            return None
        return Step(
            generation=generation,
            when=f"{self.when:%Y-%m-%dT%H:%M:%SZ}",
            label=self.label,
            kind=self.kind,
            of=self.of,
            changes=changes,
        )


def changes_between(before: Tables, after: Tables) -> list[Change]:
    """Return the records that differ between two states."""
    found = []
    for table in {**before, **after}:
        old, new = before.get(table, {}), after.get(table, {})
        for key in {**old, **new} if old is not new else ():
            was, now = old.get(key), new.get(key)
            if was is not now and was != now:
                found.append(Change(table, key, was, now))
    return found


def append(path: Path, step: Step, seal: Seal = OPEN) -> None:
    """Add a step, before the plan itself is replaced. OSError when it cannot be kept."""
    files.make_private(path.parent)
    line = closed(harmless_json(msgspec.json.encode(step)), step.generation, seal) + b"\n"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+b") as stream:
        size = stream.seek(0, os.SEEK_END)
        if size:
            stream.seek(size - 1)
            if stream.read(1) != b"\n":  # a step cut short by a crash: end its line
                line = b"\n" + line
        try:
            stream.write(line)
            stream.flush()
            os.fsync(stream.fileno())
        except OSError:
            os.ftruncate(stream.fileno(), size)
            raise
    if not size:
        files.sync_folder(path.parent)
    size += len(line)
    if size > THIN_AT or (size > SEALED_AT and line.startswith(SEALED) and _is_long(path)):
        files.sweep(path.parent, path.name)
        thin(path)


def closed(line: bytes, generation: int, seal: Seal) -> bytes:
    """Return a step's line as it is kept: sealed when the plan is."""
    kept = seal.kept(line)
    return msgspec.json.encode(Sealed(generation=generation, sealed=kept)) if kept != line else line


def converted(line: bytes, change: Callable[[bytes], bytes]) -> bytes | None:
    """Return a line whose step went through `change`, None for one that holds no step.

    `change` gets the step's own line, plain or sealed.
    """
    try:
        if line.startswith(SEALED):
            held = msgspec.json.decode(line, type=Sealed)
            generation, step = held.generation, held.sealed
        else:
            generation, step = msgspec.json.decode(line, type=Step).generation, line
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    changed = change(step)
    if not is_sealed(changed):
        return changed
    return msgspec.json.encode(Sealed(generation=generation, sealed=changed))


def read(path: Path, generation: int, seal: Seal = OPEN) -> list[Step]:
    """Return the steps up to a generation, earliest first.

    Steps of later generations were cut short before the plan was replaced and never happened;
    lines that cannot be read are passed over. OSError when the file cannot be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    steps: dict[int, Step] = {}
    for line in data.splitlines():
        try:
            if line.startswith(SEALED):
                held = msgspec.json.decode(line, type=Sealed)
                if held.generation > generation:
                    continue
                step = msgspec.json.decode(seal.open(held.sealed), type=Step)
            else:
                step = msgspec.json.decode(line, type=Step)
        except (msgspec.MsgspecError, UnicodeDecodeError, Damaged):
            continue
        if step.generation <= generation:
            steps.pop(step.generation, None)
            steps[step.generation] = step
    return list(steps.values())


def unreadable_lines(path: Path) -> int:
    """Return how many lines are no steps; sealed ones are not opened. OSError as for reading."""
    bad = 0
    for line in path.read_bytes().splitlines():
        try:
            msgspec.json.decode(line, type=Sealed if line.startswith(SEALED) else Step)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            bad += bool(line.strip())
    return bad


def latest(path: Path) -> int:
    """Return the highest generation the history tells of, 0 when it tells of none."""
    highest = 0
    for line in path.read_bytes().splitlines() if path.exists() else ():
        with suppress(msgspec.MsgspecError, UnicodeDecodeError):
            highest = max(highest, msgspec.json.decode(line, type=_Numbered).generation)
    return highest


def set_aside(path: Path, kept: Path) -> None:
    """Begin anew, keeping the old steps as `kept`."""
    if path.exists():
        path.replace(kept)
        files.sync_folder(path.parent)


def _is_long(path: Path) -> bool:
    """Tell whether a history holds twice the steps that are kept."""
    return path.read_bytes().count(b"\n") > 2 * KEPT_STEPS


def thin(path: Path) -> None:
    """Keep the newest steps: at most `KEPT_STEPS`, and half of `THIN_AT` bytes if not one step."""
    kept: list[bytes] = []
    room = THIN_AT // 2
    for line in reversed(path.read_bytes().splitlines(keepends=True)[-KEPT_STEPS:]):
        room -= len(line)
        if room < 0 and kept:
            break
        kept.append(line)
    files.write_whole(path, b"".join(reversed(kept)))


def next_undo(steps: Iterable[Step]) -> Step | None:
    """Return the latest step that still stands, None when there is none."""
    done, _ = stacks(steps)
    return done[-1] if done else None


def next_redo(steps: Iterable[Step]) -> Step | None:
    """Return the step that was taken back last, None when something was done since."""
    _, undone = stacks(steps)
    return undone[-1] if undone else None


def stacks(steps: Iterable[Step]) -> tuple[list[Step], list[Step]]:
    """Return (standing steps, steps taken back), the next to move at the end of each."""
    done: list[Step] = []
    undone: list[Step] = []
    for step in steps:
        if step.kind == "undo":
            if done and done[-1].generation == step.of:
                undone.append(done.pop())
        elif step.kind == "redo":
            if undone and undone[-1].generation == step.of:
                done.append(undone.pop())
        else:
            done.append(step)
            undone.clear()
    return done, undone

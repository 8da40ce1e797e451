"""What `task export` writes: a JSON list of tasks, or one task a line."""

from __future__ import annotations

import datetime as dt

from pmgoals.cells.date_forms import named
from pmgoals.errors import BadInput
from pmgoals.foreign_files.days import Here, compact_instant
from pmgoals.foreign_files.json_text import JsonText, Object
from pmgoals.foreign_files.things import ForeignFile, Gathered, Thing, one_line
from pmgoals.model.calendar import say_date

LEFT = {
    "deleted": "it is deleted in Taskwarrior",
    "recurring": "it is the pattern of a task that recurs; what it brings comes by itself",
}
"""Tasks that are not taken in, by their status, and why."""

OPEN = ("pending", "waiting")
"""The statuses of what is still to be done."""

LONGEST_ID = 64
"""The most characters of a task's uuid."""


def read_taskwarrior(text: str, here: Here) -> ForeignFile:
    """Return the tasks of an export; days as they are where the person is.

    FaultyFile names every line at fault; BadInput for a file that is no such export.
    """
    gathered = Gathered("Taskwarrior")
    for task in JsonText(text, "Taskwarrior").of_list():
        try:
            title = one_line(task.text("description"))
            if why := LEFT.get(task.text("status")):
                gathered.leave(task.line, title, why)
            else:
                gathered.add(_thing(task, title, here))
        except BadInput as problem:
            gathered.fault(task.line, problem.what.rstrip("."))
    return gathered.done()


def _thing(task: Object, title: str, here: Here) -> Thing:
    uuid, status = task.text("uuid").strip(), task.text("status")
    if not uuid or len(uuid) > LONGEST_ID:
        raise BadInput("it has no uuid")
    if status not in (*OPEN, "completed"):
        raise BadInput(f"its status {named(status)} is not known")
    done = _day(task, "end", here) if status == "completed" else None
    if status == "completed" and done is None:
        raise BadInput("it is completed, and no end says when")
    return Thing(
        line=task.line,
        origin=f"taskwarrior:{uuid}",
        title=title,
        text=_annotations(task, here),
        on=done,
        due=_day(task, "due", here),
        project=task.text("project").strip(),
        tags=task.texts("tags"),
    )


def _day(task: Object, name: str, here: Here) -> dt.date | None:
    text = task.text(name)
    try:
        return compact_instant(text, here) if text else None
    except BadInput as problem:
        raise BadInput(f"{name}: {problem.what}") from None


def _annotations(task: Object, here: Here) -> str:
    """Return what was noted of a task, a line each with its day."""
    notes = task.fields.get("annotations") or []
    if not isinstance(notes, list) or not all(isinstance(note, dict) for note in notes):
        raise BadInput("its annotations are no list")
    lines = []
    for note in (Object(task.line, fields) for fields in notes):
        day = _day(note, "entry", here)
        said = one_line(note.text("description"))
        lines.append(f"{say_date(day)}: {said}" if day else said)
    return "\n".join(line for line in lines if line)

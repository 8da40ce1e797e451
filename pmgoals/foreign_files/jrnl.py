"""What `jrnl --export json` writes: dated entries with a title, a body and tags."""

from __future__ import annotations

from pmgoals.errors import BadInput, NotFound
from pmgoals.foreign_files.days import plain_day
from pmgoals.foreign_files.json_text import JsonText, Object
from pmgoals.foreign_files.things import ForeignFile, Gathered, Thing, one_line, origin_of
from pmgoals.model.amounts import shown

STARRED = "starred"
"""The label of an entry with a star."""


def read_jrnl(text: str, tag: str = "") -> ForeignFile:
    """Return the entries of a journal, with a tag only those that have it.

    An entry is known by its day, time and title; a second one that has the same is numbered.
    FaultyFile names every line at fault; BadInput for a file that is no such export; NotFound
    when no entry has the tag.
    """
    gathered = Gathered("jrnl")
    seen: dict[str, list[str]] = {}
    tags: dict[str, None] = {}
    taken = 0
    for entry in JsonText(text, "jrnl").of_member("entries"):
        try:
            thing = _thing(entry, seen)
        except BadInput as problem:
            gathered.fault(entry.line, problem.what.rstrip("."))
            continue
        tags |= dict.fromkeys(each for each in thing.tags if each != STARRED)
        if not tag or plain_tag(tag) in map(str.casefold, thing.tags):
            taken += 1
            gathered.add(thing)
    found = gathered.done()
    if tag and not taken:
        there = ", ".join(shown(each) for each in list(tags)[:20])
        raise NotFound(
            f"No entry has the tag “{shown(tag)}”.",
            f"Those that are there: {there}." if there else "There are no tags in the file.",
        )
    return found


def plain_tag(tag: str) -> str:
    """Return a tag without the sign that jrnl puts before it, as tags are compared."""
    return tag.strip().lstrip("@#").casefold()


def _thing(entry: Object, seen: dict[str, list[str]]) -> Thing:
    title, body = one_line(entry.text("title")), entry.text("body").strip()
    day, time = plain_day(entry.text("date")), entry.text("time")
    origin = origin_of("jrnl", day, time, title)
    bodies = seen.setdefault(origin, [])
    if body not in bodies:
        bodies.append(body)
    if number := bodies.index(body):
        origin = f"{origin}-{number + 1}"
    tags = [tag.strip().lstrip("@#") for tag in entry.texts("tags")]
    if entry.fields.get("starred") is True:
        tags.append(STARRED)
    return Thing(
        line=entry.line,
        origin=origin,
        title=title,
        text=body,
        on=day,
        tags=[tag for tag in dict.fromkeys(tags) if tag],
    )

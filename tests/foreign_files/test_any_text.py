"""Laws of all readers: any text is read or refused, and what is read can be kept."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from foreign_samples import berlin, sample
from hypothesis import given, settings
from hypothesis import strategies as st

from pmgoals.errors import BadInput, PmgoalsError
from pmgoals.foreign_files.issues import read_issues
from pmgoals.foreign_files.jrnl import read_jrnl
from pmgoals.foreign_files.mapped import FIELDS, read_mapped
from pmgoals.foreign_files.taskwarrior import read_taskwarrior
from pmgoals.foreign_files.things import MOST, ForeignFile
from pmgoals.model.calendar import FIRST_YEAR, LAST_YEAR

READERS: dict[str, Callable[[str], ForeignFile]] = {
    "jrnl": read_jrnl,
    "taskwarrior": lambda text: read_taskwarrior(text, berlin),
    "issues": lambda text: read_issues(text, berlin),
    **{kind: lambda text, kind=kind: read_mapped(text, kind, {}) for kind in FIELDS},
}
SAMPLES = {
    "jrnl": sample("jrnl.json"),
    "taskwarrior": sample("taskwarrior.json"),
    "issues": sample("jira.csv"),
    "linear": sample("linear.csv"),
    "learning": "title,on,minutes,rating\nA,3 Nov 2026,45m,4\nB,1/5/2026,1:30,5\n",
    "evidence": "title;on;text\nA;2026-11-03;more\n",
    "milestones": "title\tdue\ttarget\nA\t2026-11-03\t70 %\n",
}
HOSTILE = (
    "\x1b[2J", "\0", "\u202e", "\ud800", '"', "'", "{", "}", "[", "]", ",", ":", ";", "\n", "\r",
    "NaN", "Infinity", "-1e999", "9" * 5000, "null", "true", "title", "on", "2026-02-30",
    "99999999T999999Z", "20261127T101500Z", "/Nov/26", "=1+1", "\ufeff", "²", "٣", " ", "é",
)  # fmt: skip


def held(read: Callable[[str], ForeignFile], text: str) -> None:
    """Hold what a reader makes of a text against what every reader promises."""
    try:
        found = read(text)
    except PmgoalsError as error:
        assert error.what and "\n" not in error.what and len(error.what) < 500
        assert isinstance(error, BadInput)
        return
    assert len({thing.origin for thing in found.things}) == len(found.things) <= MOST
    for thing in found.things:
        assert thing.title == " ".join(thing.title.split()) != ""
        assert thing.line >= 1
        assert all(FIRST_YEAR <= day.year <= LAST_YEAR for day in (thing.on, thing.due) if day)
        json.dumps([thing.title, thing.text, thing.tags]).encode()


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=150, deadline=None)
@given(text=st.one_of(st.text(), st.lists(st.sampled_from(HOSTILE), max_size=30).map("".join)))
def test_any_text_is_read_or_refused(reader: str, text: str) -> None:
    held(READERS[reader], text)


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_mangled_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    text = SAMPLES[name]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        to = min(len(text), at + data.draw(st.integers(0, 40)))
        text = text[:at] + data.draw(st.sampled_from(HOSTILE)) + text[to:]
    held(READERS["issues" if name == "linear" else name], text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(
    ["title", "body", "date", "time", "tags", "starred", "uuid", "description", "status", "due",
     "end", "project", "annotations"]), VALUES), max_size=4))  # fmt: skip
def test_objects_of_any_shape_are_read_or_refused(objects: list[dict[str, object]]) -> None:
    listed = json.dumps(objects)
    held(READERS["taskwarrior"], listed)
    held(READERS["jrnl"], f'{{"tags": {{}}, "entries": {listed}}}')


def many(name: str, count: int) -> str:
    """A file of so many entries."""
    if name == "jrnl":
        entry = '{{"title": "A {0}", "body": "", "date": "2026-11-03", "time": "09:00"}}'
        return '{"entries": [' + ",\n".join(entry.format(n) for n in range(count)) + "]}"
    if name == "taskwarrior":
        task = '{{"uuid": "{0}", "description": "A", "status": "pending"}}'
        return "[" + ",\n".join(task.format(n) for n in range(count)) + "]"
    if name == "issues":
        return "Issue key,Summary\n" + "".join(f"A-{n},x\n" for n in range(count))
    return "title,on\n" + "".join(f"A {n},2026-11-03\n" for n in range(count))


@pytest.mark.parametrize("name", ["jrnl", "taskwarrior", "issues", "learning"])
def test_a_file_that_is_too_long_is_refused_and_one_that_is_not_is_read(name: str) -> None:
    assert len(READERS[name](many(name, MOST)).things) == MOST
    begin = time.perf_counter()
    with pytest.raises(BadInput, match="more than 20,000"):
        READERS[name](many(name, 100_000))
    assert time.perf_counter() - begin < 5


def test_a_megabyte_in_a_cell_is_named_by_its_line() -> None:
    with pytest.raises(BadInput, match="Line 3 begins a cell of more than"):
        READERS["learning"]("title,on\nA,2026-11-03\n" + "x" * 2_000_000 + ",2026-11-03\n")

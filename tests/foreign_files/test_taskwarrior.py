"""What `task export` wrote, task by task."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from foreign_samples import berlin, sample, utc

from pmgoals.errors import BadInput, FaultyFile
from pmgoals.foreign_files.taskwarrior import read_taskwarrior
from pmgoals.foreign_files.things import ForeignFile, Thing

TEXT = sample("taskwarrior.json")
TASKS = json.loads(TEXT)


def task(**fields: Any) -> dict[str, Any]:
    usual = {"uuid": "u1", "description": "A", "status": "pending", "due": "20261126T230000Z"}
    return {**usual, **fields}


def read(*tasks: dict[str, Any]) -> ForeignFile:
    return read_taskwarrior(json.dumps(list(tasks), indent=1), berlin)


def titled(title: str) -> Thing:
    (found,) = [t for t in read_taskwarrior(TEXT, berlin).things if title in t.title]
    return found


def test_every_task_of_a_real_list_is_taken_or_told() -> None:
    found = read_taskwarrior(TEXT, berlin)
    left = {"deleted", "recurring"}
    assert [t.origin for t in found.things] == [
        f"taskwarrior:{t['uuid']}" for t in TASKS if t["status"] not in left
    ]
    assert [t.title for t in found.things] == [
        t["description"] for t in TASKS if t["status"] not in left
    ]
    assert [(each.title, each.why.partition(";")[0]) for each in found.left] == [
        ("Send the weekly note", "it is the pattern of a task that recurs"),
        ("Build a tour", "it is deleted in Taskwarrior"),
        ("Typo", "it is deleted in Taskwarrior"),
    ]
    lines = TEXT.split("\n")
    assert all(json.dumps(t.title, ensure_ascii=False)[1:9] in lines[t.line - 1]
               for t in found.things)  # fmt: skip


def test_a_day_is_the_one_where_the_person_is() -> None:
    """Taskwarrior writes the day that begins in Berlin as the evening before, UTC."""
    guide, listed = titled("interview guide"), titled("List every step")
    assert guide.due == dt.date(2026, 11, 27)
    assert (listed.due, listed.on) == (dt.date(2026, 10, 2), dt.date(2026, 10, 1))
    assert titled("Prototype").due == dt.date(2026, 12, 18)
    there = read_taskwarrior(TEXT, utc).things[0]
    assert there.due == dt.date(2026, 11, 26)


def test_what_is_open_has_no_day_it_was_done() -> None:
    found = read_taskwarrior(TEXT, berlin).things
    done = [t for t in TASKS if t["status"] == "completed"]
    assert [t.origin for t in found if t.on] == [f"taskwarrior:{t['uuid']}" for t in done]
    assert read(task(status="waiting", wait="20270101T000000Z")).things[0].on is None


def test_annotations_are_its_text_and_the_project_may_mean_a_goal() -> None:
    interviews = titled("Run five interviews")
    assert interviews.text.endswith('see https://example.com/board?view="open"&x=1')
    assert interviews.text.count("\n") == 1 and interviews.text.startswith("28 Nov 2026: Two are")
    assert (interviews.project, interviews.tags) == ("onboarding", ["research"])


def test_tasks_without_a_list_are_read_too() -> None:
    lines = "\n".join(json.dumps(each) for each in TASKS)
    found, listed = read_taskwarrior(lines, berlin), read_taskwarrior(TEXT, berlin)
    assert [t.origin for t in found.things] == [t.origin for t in listed.things]


def test_every_line_at_fault_is_named() -> None:
    with pytest.raises(FaultyFile) as found:
        read(
            task(description="\t"),
            task(uuid=""),
            task(uuid="u2", status="done"),
            task(uuid="u3", status="completed"),
            task(uuid="u4", due="2026-11-27"),
            task(uuid="u5", due="20261399T000000Z"),
            task(uuid="u6", annotations={"a": 1}),
            task(uuid="u7", description=None),
            task(uuid="u8"),
            task(uuid="u8", description="Another"),
        )
    assert [fault.why for fault in found.value.faults] == [
        "it has no title",
        "it has no uuid",
        "its status “done” is not known",
        "it is completed, and no end says when",
        "due: “2026-11-27” is not an instant such as 20261127T101500Z",
        "due: “20261399T000000Z” is not an instant such as 20261127T101500Z",
        "its annotations are no list",
        "it has no title",
        "it is there otherwise on line 53, as the same one",
    ]


@pytest.mark.parametrize("text", ["5", '"x"', "[[]]", "[1, 2]", '{"a": 1} true', "nonsense", "[{]"])
def test_what_is_no_export_is_refused_in_a_line(text: str) -> None:
    with pytest.raises(BadInput) as found:
        read_taskwarrior(text, berlin)
    assert found.value.mend and "\n" not in found.value.what


def test_no_task_is_nothing() -> None:
    assert read_taskwarrior("[\n]\n", berlin).things == []


def test_an_instant_that_the_platform_does_not_know_is_a_day_of_its_own() -> None:
    def nowhere(_: dt.datetime) -> dt.date:
        raise OverflowError

    found = read_taskwarrior(json.dumps([task()]), nowhere)
    assert found.things[0].due == dt.date(2026, 11, 26)

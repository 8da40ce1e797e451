"""What other programs keep: once each, following what changed there and not here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from foreign_samples import berlin, sample
from goal_maker import HOSTILE, commit, steps_of, tables_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmgoals.errors import AmbiguousName, BadInput, FaultyFile, NotFound
from pmgoals.foreign_files.issues import read_issues
from pmgoals.foreign_files.jrnl import read_jrnl
from pmgoals.foreign_files.mapped import read_mapped
from pmgoals.foreign_files.taskwarrior import read_taskwarrior
from pmgoals.foreign_files.things import ForeignFile, LeftOut, Thing
from pmgoals.model.goal import Goal
from pmgoals.model.journal import Evidence
from pmgoals.model.milestone import Milestone
from pmgoals.services.foreign.intake import Intake
from pmgoals.services.planner import Planner

TODAY = dt.date(2026, 11, 23)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def task(number: int = 1, title: str = "Guide agreed", **fields: Any) -> Thing:
    usual = {"due": TODAY + dt.timedelta(days=7), "project": "setup"}
    return Thing(line=number, origin=f"taskwarrior:{number}", title=title, **{**usual, **fields})


def note(number: int = 1, title: str = "A long talk", **fields: Any) -> Thing:
    usual = {"on": day("2026-11-20"), "text": "It was about the import."}
    return Thing(line=number, origin=f"jrnl:{number}", title=title, **{**usual, **fields})


def file(*things: Thing, program: str = "Taskwarrior") -> ForeignFile:
    return ForeignFile(program, list(things), [])


def states(intake: Intake) -> list[str]:
    return [entry.state for entry in intake.entries]


@pytest.fixture
def take(planner: Planner) -> Callable[..., Intake]:
    """Take things in, looked at before: the look says the same and changes nothing."""

    def act(*things: Thing, kind: Any = "milestones", goal: str = "") -> Intake:
        before = tables_of(planner)
        looked = planner.foreign_import.look(file(*things), kind, goal)
        assert tables_of(planner) == before
        taken = planner.foreign_import.take(file(*things), kind, goal)
        assert [(e.line, e.state, e.why) for e in looked.entries] == [
            (e.line, e.state, e.why) for e in taken.entries
        ]
        return taken

    return act


def milestone(planner: Planner, origin: str = "taskwarrior:1") -> Milestone:
    (found,) = [m for m in planner.plan.every(Milestone).values() if m.origin == origin]
    return found


# ---- tasks ----


def test_a_task_is_a_milestone_and_a_done_one_is_reached_on_its_day(
    planner: Planner, goal: Goal, take: Callable[..., Intake]
) -> None:
    done = task(2, "Listed", due=day("2026-11-27"), on=day("2026-11-20"))
    intake = take(task(), done, task(3, "No day", due=None), task(4, "Else", project="home"))
    assert states(intake) == ["new", "new", "left", "left"]
    assert [e.why for e in intake.of("left")] == [
        "it has no due day",
        "its project “home” means no goal",
    ]
    open_one, reached = milestone(planner), milestone(planner, "taskwarrior:2")
    assert (open_one.goal, open_one.due, open_one.done_on) == (goal.id, day("2026-11-30"), None)
    assert (reached.due, reached.done_on) == (day("2026-11-27"), day("2026-11-20"))
    assert planner.history()[-1].label == "imported from Taskwarrior"


def test_what_is_done_can_be_evidence_and_what_is_open_stays_a_milestone(
    planner: Planner, goal: Goal, take: Callable[..., Intake]
) -> None:
    done = task(2, "Listed", on=day("2026-11-20"), text="in the folder")
    intake = take(task(), done, kind="evidence")
    assert [e.kind for e in intake.entries] == ["milestones", "evidence"]
    (shown,) = planner.plan.evidence
    assert (shown.title, shown.on, shown.text, shown.goal) == (
        "Listed", day("2026-11-20"), "in the folder", goal.id,
    )  # fmt: skip


def test_without_a_goal_evidence_stands_alone_and_what_is_open_is_left_out(
    planner: Planner, take: Callable[..., Intake]
) -> None:
    things = task(project=""), task(2, on=day("2026-11-20"), project="")
    intake = take(*things, kind="evidence")
    assert [(e.state, e.why) for e in intake.entries] == [
        ("left", "it is open, and no goal is named for it"),
        ("new", ""),
    ]
    assert [e.goal for e in planner.plan.evidence] == [None]


@pytest.mark.parametrize("project", ["setup", "pm.setup", "Raise first-week setup"])
def test_a_project_means_a_goal_as_a_name_does(
    planner: Planner, goal: Goal, take: Callable[..., Intake], project: str
) -> None:
    assert take(task(project=project)).entries[0].goal == goal.id


def test_a_project_means_no_closed_goal_and_none_of_several(
    planner: Planner, goal: Goal, take: Callable[..., Intake]
) -> None:
    other = commit(planner, title="Raise setup of teams")
    assert states(take(task())) == ["left"]
    planner.goals.close(goal.id, grade=0.5)
    assert take(task()).entries[0].goal == other.id


def test_a_day_before_its_goal_begins_is_left_out(
    planner: Planner, goal: Goal, take: Callable[..., Intake]
) -> None:
    (entry,) = take(task(due=goal.start - dt.timedelta(days=1))).entries
    assert entry.state == "left" and "starts" in entry.why


def test_a_goal_that_is_named_is_that_of_all(
    planner: Planner, goal: Goal, take: Callable[..., Intake]
) -> None:
    assert take(task(project="home"), goal=goal.id).entries[0].goal == goal.id
    with pytest.raises(NotFound):
        take(task(2), goal="nothing")


# ---- again ----


def test_taken_in_again_nothing_is_written(
    planner: Planner, goal: Goal, take: Callable[..., Intake]
) -> None:
    things = task(), task(2, on=day("2026-11-20"))
    take(*things)
    file, steps = planner.paths.plan.read_bytes(), steps_of(planner)
    assert states(take(*things)) == ["known", "known"]
    assert states(take(*things, kind="evidence")) == ["known", "known"]
    assert (planner.paths.plan.read_bytes(), steps_of(planner)) == (file, steps)


def test_what_changed_there_follows(
    planner: Planner, goal: Goal, take: Callable[..., Intake]
) -> None:
    take(task(), task(2, "Other"))
    moved = task(due=TODAY + dt.timedelta(days=14), title="Guide agreed on")
    (first, _) = take(moved, task(2, "Other", on=TODAY)).entries
    assert first.why == "it was “Guide agreed”; deadline 30 Nov 2026 → 7 Dec 2026"
    kept = milestone(planner)
    assert (kept.title, kept.due) == ("Guide agreed on", TODAY + dt.timedelta(days=14))
    assert milestone(planner, "taskwarrior:2").done_on == TODAY
    entry = planner.plan.ledger_of(goal.id)[-1]
    assert (entry.reason, entry.eased) == ("imported from Taskwarrior", True)
    assert states(take(moved, task(2, "Other", on=TODAY))) == ["known", "known"]
    assert take(task(2, "Other")).entries[0].why == "open again"
    assert milestone(planner, "taskwarrior:2").done_on is None


def test_a_promise_of_an_earlier_day_keeps_its_first_day(
    make_planner: Callable[..., Planner],
) -> None:
    commit(make_planner())
    make_planner().foreign_import.take(file(task()), "milestones")
    later = make_planner(TODAY + dt.timedelta(days=3))
    later.foreign_import.take(file(task(due=day("2026-12-11"))), "milestones")
    kept = milestone(later)
    assert (kept.due, kept.original_due) == (day("2026-12-11"), day("2026-11-30"))


def test_what_the_person_changed_stays(
    planner: Planner, goal: Goal, take: Callable[..., Intake]
) -> None:
    take(task())
    planner.milestones.edit(milestone(planner).id, title="Mine")
    assert states(take(task())) == ["known"]  # it says nothing else than it did
    (entry,) = take(task(title="Theirs", due=day("2026-12-04"))).entries
    assert entry.why == "deadline 30 Nov 2026 → 4 Dec 2026; your title stays"
    assert (milestone(planner).title, milestone(planner).due) == ("Mine", day("2026-12-04"))
    planner.milestones.done(milestone(planner).id, day("2026-11-20"))
    (entry,) = take(task(title="Mine", due=day("2026-12-04"), on=day("2026-11-22"))).entries
    assert (entry.state, entry.why) == ("kept", "your done day stays")
    assert milestone(planner).done_on == day("2026-11-20")


def test_what_lies_in_the_trash_stays_there(
    planner: Planner, goal: Goal, take: Callable[..., Intake]
) -> None:
    take(task(), task(2, on=TODAY), kind="evidence")
    planner.trash.put(milestone(planner).id)
    planner.trash.put(planner.plan.evidence[0].id)
    before = tables_of(planner)
    again = take(task(due=day("2026-12-24")), task(2, on=TODAY, title="New"), kind="evidence")
    assert states(again) == ["trash", "trash"] and tables_of(planner) == before


def test_a_day_that_its_goal_cannot_have_leaves_it_as_it_is(
    planner: Planner, goal: Goal, take: Callable[..., Intake]
) -> None:
    take(task())
    (entry,) = take(task(due=goal.start - dt.timedelta(days=1))).entries
    assert entry.state == "kept" and "starts" in entry.why
    assert milestone(planner).due == day("2026-11-30")


def test_evidence_follows_too(planner: Planner, take: Callable[..., Intake]) -> None:
    done = task(on=day("2026-11-20"), project="")
    take(done, kind="evidence")
    moved = task(on=day("2026-11-21"), project="", text="a note")
    assert take(moved, kind="evidence").entries[0].why == (
        "day 20 Nov 2026 → 21 Nov 2026; another text"
    )
    (kept,) = planner.plan.evidence
    assert (kept.on, kept.text) == (day("2026-11-21"), "a note")


def test_another_machine_s_record_of_the_same_thing_has_its_place(
    planner: Planner, goal: Goal, take: Callable[..., Intake]
) -> None:
    take(task())
    planner.trash.put(milestone(planner).id)
    with planner.change("as on another machine") as tx:
        tx.add(Milestone, goal=goal.id, title="Twin", due=TODAY, origin="taskwarrior:1")
    with pytest.raises(BadInput, match="taken its place"):
        planner.trash.restore("Guide agreed")
    assert states(take(task())) == ["kept"]  # the one that is alive counts


# ---- journal ----


def test_entries_follow_what_stands_in_the_week_of_their_day(
    planner: Planner, take: Callable[..., Intake]
) -> None:
    week = planner.week.plus(-1)
    planner.journal.write(text="Mine.", tags=["q4"], week=week)
    first = note(2, "Before", on=day("2026-11-17"), text="", tags=["win"])
    intake = take(note(), first, note(3, on=day("2026-09-01")), kind="journal")
    entry = planner.plan.journal[str(week)]
    assert entry.text == (
        "Mine.\n\n### 17 Nov 2026 · Before\n\n### 20 Nov 2026 · A long talk\n\n"
        "It was about the import."
    )
    assert (entry.tags, entry.origins) == (["q4", "win"], ["jrnl:2", "jrnl:1"])
    older = planner.plan.journal["2026-W36"]
    assert (older.late, older.on, intake.entries[2].id) == (False, TODAY, older.id)


def test_a_week_that_was_edited_or_deleted_brings_nothing_back(
    planner: Planner, take: Callable[..., Intake]
) -> None:
    take(note(), kind="journal")
    week = planner.week.plus(-1)
    planner.journal.write(text="All mine.", week=week)
    assert states(take(note(), kind="journal")) == ["known"]
    planner.trash.put(planner.plan.journal[str(week)].id)
    assert states(take(note(), note(2, "Another"), kind="journal")) == ["trash", "new"]
    assert planner.plan.journal[str(week)].origins == ["jrnl:2"]


def test_an_entry_of_the_journal_can_be_evidence_as_well(
    planner: Planner, take: Callable[..., Intake]
) -> None:
    take(note(), kind="journal")
    assert states(take(note(), kind="evidence")) == ["new"]
    assert states(take(note(), kind="learning")) == ["known"]
    assert [e.title for e in planner.plan.evidence] == ["A long talk"]


def test_learning_has_the_text_as_its_takeaway(
    planner: Planner, take: Callable[..., Intake]
) -> None:
    take(note(), kind="learning")
    assert planner.plan.learning[0].takeaway == "It was about the import."


# ---- tables ----


def test_words_are_the_plans_own(planner: Planner, goal: Goal) -> None:
    text = (
        "title,on,kind,competency,goal,minutes\n"
        "Read,2026-11-20,Book,fluency,setup,45\nWatched,2026-11-20,talk,Data,,\n"
    )
    planner.foreign_import.take(read_mapped(text, "learning", {}), "learning")
    first, second = sorted(planner.plan.learning, key=lambda each: each.title)
    assert (first.kind, first.competency, first.goal, first.minutes) == (
        "book", "fluency_with_data", goal.id, 45,
    )  # fmt: skip
    assert (second.kind, second.goal) == ("talk", None)


def test_milestones_of_a_table_have_their_numbers(planner: Planner, goal: Goal) -> None:
    text = "title,due,target,effort,goal\nHalf way,2027-02-01,56 %,12,setup\n"
    planner.foreign_import.take(read_mapped(text, "milestones", {}), "milestones")
    (kept,) = [m for m in planner.plan.milestones_of(goal.id) if m.origin]
    assert (kept.target, kept.effort) == (56, 12)


def test_every_line_at_fault_is_named_and_nothing_changed(planner: Planner, goal: Goal) -> None:
    text = (
        "title,on,kind,competency,goal,rating\n"
        "A,2026-11-20,,,,\nB,2026-11-24,,,,\nC,2026-11-20,nonsense,,,\nD,2026-11-20,,nonsense,,\n"
        "E,2026-11-20,,,nonsense,\nF,2026-11-20,,,,9\n"
    )
    before = tables_of(planner)
    for act in (planner.foreign_import.look, planner.foreign_import.take):
        with pytest.raises(FaultyFile) as found:
            act(read_mapped(text, "learning", {}), "learning")
        assert found.value.faults == [
            (3, "The day is still to come; the log holds what was done"),
            (4, "The kind “nonsense” is none of these"),
            (5, "The competency “nonsense” is none of these"),
            (6, "No goal is called “nonsense”"),
            (7, "A rating of 9 is not known; it takes 1 to 5"),
        ]
    assert tables_of(planner) == before


@pytest.mark.parametrize(
    ("thing", "kind", "why"),
    [
        (note(on=TODAY + dt.timedelta(days=7)), "journal", "2026-W49 is still to come"),
        (note(on=TODAY + dt.timedelta(days=1)), "evidence", "still to come"),
        (task(on=TODAY + dt.timedelta(days=1)), "milestones", "still to come"),
    ],
)
def test_what_is_still_to_come_is_a_fault(
    planner: Planner, goal: Goal, thing: Thing, kind: Any, why: str
) -> None:
    with pytest.raises(FaultyFile) as found:
        planner.foreign_import.take(file(thing), kind)
    assert why in found.value.faults[0].why


def test_a_goal_of_a_table_that_could_be_several_is_a_fault(planner: Planner, goal: Goal) -> None:
    commit(planner, title="Raise setup of teams")
    with pytest.raises(FaultyFile, match="a fault"):
        planner.foreign_import.take(file(task(goal="setup")), "milestones")
    with pytest.raises(AmbiguousName):
        planner.foreign_import.take(file(task()), "milestones", "setup")


def test_what_a_file_leaves_out_is_told_in_its_place(planner: Planner, goal: Goal) -> None:
    found = ForeignFile("Jira", [task(3)], [LeftOut(2, "Gone", "it is deleted")])
    intake = planner.foreign_import.take(found, "milestones", goal.id)
    assert [(e.line, e.state) for e in intake.entries] == [(2, "left"), (3, "new")]


def test_hostile_words_are_kept_as_typed_ones_are(
    planner: Planner, goal: Goal, take: Callable[..., Intake]
) -> None:
    take(task(title=HOSTILE), task(2, on=TODAY, title=HOSTILE, text=HOSTILE), kind="evidence")
    typed = planner.evidence.add(HOSTILE, text=HOSTILE)
    (taken,) = [e for e in planner.plan.evidence if e.origin]
    assert (taken.title, taken.text) == (typed.title, typed.text)
    assert milestone(planner).title == HOSTILE


# ---- real files ----

FILES: dict[str, Callable[[], tuple[ForeignFile, Any]]] = {
    "jrnl": lambda: (read_jrnl(sample("jrnl.json")), "journal"),
    "jrnl as evidence": lambda: (read_jrnl(sample("jrnl.json"), "@win"), "evidence"),
    "taskwarrior": lambda: (read_taskwarrior(sample("taskwarrior.json"), berlin), "milestones"),
    "jira": lambda: (read_issues(sample("jira.csv"), berlin), "milestones"),
    "linear": lambda: (read_issues(sample("linear.csv"), berlin), "evidence"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_is_one_step_that_undo_takes_back_and_redo_brings(
    planner: Planner, name: str
) -> None:
    goal = commit(planner, start="1 Sep 2026")
    before, steps = tables_of(planner), steps_of(planner)
    found, kind = FILES[name]()
    named = "" if kind == "journal" else goal.id
    intake = planner.foreign_import.take(found, kind, named)
    assert len(intake.of("new")) >= 6 and steps_of(planner) == steps + 1
    after = tables_of(planner)
    again = planner.foreign_import.take(found, kind, named)
    assert {e.state for e in again.entries} <= {"known", "left"}
    assert tables_of(planner) == after
    planner.undo()
    assert tables_of(planner) == before
    planner.redo()
    assert tables_of(planner) == after


# ---- laws ----

DAYS = st.dates(day("2026-10-01"), TODAY)
THINGS = st.builds(
    task,
    st.integers(1, 6),
    st.text(min_size=1, max_size=12).map(lambda t: " ".join(t.split()) or "x").filter(
        lambda t: not any(0xD800 <= ord(c) <= 0xDFFF for c in t)),
    due=st.none() | st.dates(day("2026-10-01"), day("2027-06-01")),
    on=st.none() | DAYS,
)  # fmt: skip
LISTS = st.lists(THINGS, max_size=6, unique_by=lambda t: t.origin)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=LISTS, second=LISTS, kind=st.sampled_from(["milestones", "evidence", "learning"]))
def test_twice_is_once_and_undo_gives_the_plan_before(
    make_planner: Callable[..., Planner], first: list[Thing], second: list[Thing], kind: Any
) -> None:
    planner = make_planner()
    if not planner.plan.goals:
        commit(planner, start="1 Sep 2026")
    for things in (first, second):
        before, steps = tables_of(planner), steps_of(planner)
        planner.foreign_import.take(file(*things), kind, "setup")
        once, taken = tables_of(planner), steps_of(planner) - steps
        planner.foreign_import.take(file(*things), kind, "setup")
        assert tables_of(planner) == once and taken in (0, 1)
        records = [r for made in (Milestone, Evidence) for r in planner.plan.alive(made).values()]
        origins = [record.origin for record in records if record.origin]
        assert len(origins) == len(set(origins))
        if taken:
            planner.undo()
            assert tables_of(planner) == before
            planner.redo()
        assert tables_of(planner) == once

"""The doctor: each kind of trouble is found, nothing else is, and each mend mends."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pmgoals.errors import BadInput
from pmgoals.model.checkin import Checkin
from pmgoals.model.goal import Goal, LedgerEntry
from pmgoals.model.journal import Evidence, JournalEntry
from pmgoals.model.learning import LearningActivity
from pmgoals.model.links import LINKS
from pmgoals.model.measure import Measure, Reading
from pmgoals.model.milestone import Milestone
from pmgoals.model.record import Record
from pmgoals.model.tables import TABLES
from pmgoals.services.demo import make_demo
from pmgoals.services.planner import Planner

GONE = "g0000000000001"


def put(planner: Planner, kind: type[Record], **fields: Any) -> Record:
    with planner.change("made") as tx:
        return tx.add(kind, **fields)


def goal_in(planner: Planner, **fields: Any) -> Goal:
    made = put(planner, Goal, **{"title": "Goal", "start": planner.today, **fields})
    assert isinstance(made, Goal)
    return made


def found(planner: Planner) -> list[str]:
    return [f"{trouble.area}: {trouble.said}" for trouble in planner.doctor.look()]


def mend(planner: Planner) -> None:
    """Have everything mended that can be, and see that nothing of it is found again."""
    before = [t for t in planner.doctor.look() if t.can_be_mended]
    mended, refused = planner.doctor.fix()
    assert len(mended) == len(before) and refused == []
    assert not [t for t in planner.doctor.look() if t.can_be_mended]


def test_a_plan_as_it_is_made_is_sound(planner: Planner) -> None:
    assert found(planner) == []
    goal = goal_in(planner)
    planner.milestones.add(goal.id, "Pilot", planner.today + dt.timedelta(days=5))
    planner.checkins.save(goal.id, confidence=5)
    planner.trash.put(goal.id)
    assert found(planner) == []


def test_the_demo_plan_is_sound(planner: Planner) -> None:
    make_demo(planner)
    assert found(planner) == []


# ---- links ----


def loose(kind: type[Record], field: str, today: dt.date) -> dict[str, Any]:
    """Return the fields of a record that names one which is not there."""
    day = {"on": today} if "on" in kind.__struct_fields__ else {}
    more: dict[type[Record], dict[str, Any]] = {
        Goal: {"title": "A", "start": today},
        Measure: {"name": "A"},
        Reading: {"value": 1.0, "measure": GONE},
        Milestone: {"title": "A", "due": today, "goal": GONE},
        Checkin: {"week": "2026-W47", "goal": GONE},
    }
    held: Any = [GONE] if field == "depends_on" else GONE
    if field == "rehearsed":
        held = {GONE: "did"}
    given = {**day, **more.get(kind, {}), field: held}
    for name in kind.__struct_fields__:
        if name in ("title", "cue", "response", "field", "before", "after", "reason"):
            given.setdefault(name, "a")
    return given


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, link.field) for kind, links in LINKS.items() for link in links]
)
def test_a_link_to_what_is_not_there_is_cleared(
    planner: Planner, kind: type[Record], field: str
) -> None:
    fields = loose(kind, field, planner.today)
    needed = {link.field for link in LINKS[kind] if link.needed}
    if field not in needed:
        other = goal_in(planner)
        measure = put(planner, Measure, goal=other.id, name="Speed")
        fields |= {"goal": other.id} if "goal" in needed else {}
        fields |= {"measure": measure.id} if "measure" in needed else {}
    if kind is Checkin:
        fields["confidence"] = 5
    record = put(planner, kind, **fields)
    (said,) = found(planner)
    assert said.startswith("links: ") and GONE[:8] in said
    mend(planner)
    kept = planner.plan.every(kind)[record.id]
    assert (kept.deleted is not None) is (field in needed)
    assert GONE not in repr(kept) or field in needed
    planner.undo()
    assert found(planner) == [said]


def test_a_part_of_what_lies_in_the_trash_goes_there_and_comes_back_with_it(
    planner: Planner,
) -> None:
    goal = goal_in(planner)
    step = planner.milestones.add(goal.id, "Pilot", planner.today + dt.timedelta(days=5))
    planner.trash.put(goal.id)
    with planner.change("restored alone") as tx:
        tx.change(planner.plan.every(Milestone)[step.id], deleted=None)
    assert found(planner)[0].startswith("links: The milestone “Pilot”")
    mend(planner)
    planner.trash.restore(goal.id)
    assert planner.plan.alive(Milestone)[step.id].deleted is None


def test_goals_above_themselves_are_told_once_and_parted(planner: Planner) -> None:
    one, two = goal_in(planner, title="One"), goal_in(planner, title="Two")
    with planner.change("a circle") as tx:
        tx.change(one, parent=two.id)
        tx.change(two, parent=one.id)
    assert len(found(planner)) == 1 and "above itself" in found(planner)[0]
    mend(planner)
    assert sorted(bool(g.parent) for g in planner.plan.goals.values()) == [False, True]


def test_goals_that_go_on_from_each_other_are_parted_and_nothing_hangs(planner: Planner) -> None:
    from pmgoals.model.past import PastPlan

    one, two = goal_in(planner, title="One"), goal_in(planner, title="Two")
    with planner.change("a circle") as tx:
        tx.change(one, continues=two.id)
        tx.change(two, continues=one.id)
    past = PastPlan(planner.plan, dt.datetime(2020, 1, 1, tzinfo=dt.UTC), planner.today)
    assert past.goals is not None
    assert len(found(planner)) == 1 and "goes on from itself" in found(planner)[0]
    mend(planner)


def test_goals_above_themselves_are_shown_once_on_align(planner: Planner) -> None:
    """They ended the app."""
    made = [goal_in(planner, title=title) for title in ("One", "Two", "Three")]
    with planner.change("circles") as tx:
        tx.change(made[0], parent=made[1].id)
        tx.change(made[1], parent=made[0].id)
        tx.change(made[2], parent=made[2].id)
    shown = [goal.title for goal in planner.align.look().goals]
    assert sorted(shown) == ["One", "Three", "Two"]
    assert planner.align.findings() is not None


# ---- places, days ----


def test_of_two_records_in_one_place_the_later_stays(
    planner: Planner, make_planner: Callable[..., Planner]
) -> None:
    goal = goal_in(planner)
    for planner_then, note in ((planner, "first"), (make_planner(), "second")):
        put(planner_then, Checkin, goal=goal.id, week="2026-W47", on=planner.today, note=note)
        put(planner_then, JournalEntry, week="2026-W47", on=planner.today, text=note)
    assert [said.split(":")[0] for said in found(planner)] == ["places", "places"]
    mend(planner)
    assert [c.note for c in planner.plan.alive(Checkin).values()] == ["second"]
    assert [e.text for e in planner.plan.alive(JournalEntry).values()] == ["second"]
    assert len(planner.plan.every(JournalEntry)) == 2


def test_days_that_cannot_be_are_left_to_the_person(planner: Planner) -> None:
    goal = goal_in(planner, due=planner.today - dt.timedelta(days=1))
    put(planner, Milestone, goal=goal.id, title="Early", due=planner.today - dt.timedelta(days=9))
    put(planner, Goal, title="Odd", start=planner.today, state="closed",
        closed_on=planner.today - dt.timedelta(days=2))  # fmt: skip
    assert len(found(planner)) == 3 and all(said.startswith("dates: ") for said in found(planner))
    assert planner.doctor.fix() == ([], [])


def test_stamps_of_days_to_come_are_told(planner: Planner) -> None:
    goal = goal_in(planner)
    with planner.change("from a machine of next year") as tx:
        later = dt.datetime.now(dt.UTC) + dt.timedelta(days=400)
        tx.now = later
        tx.change(goal, why="x")
    assert "later than now" in found(planner)[0] and "Nothing is lost" in str(
        planner.doctor.look()[0].mend
    )


# ---- beside the plan ----


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_modes_are_closed(planner: Planner) -> None:
    goal_in(planner)
    places = planner.places
    for path, mode in ((places.real, 0o644), (places.corner, 0o755), (places.history, 0o640)):
        path.chmod(mode)
    assert found(planner)[0].startswith("files: Others on this machine may read")
    mend(planner)
    assert places.real.stat().st_mode & 0o777 == 0o600
    assert places.corner.stat().st_mode & 0o777 == 0o700


def test_what_writes_left_behind_is_removed_once_it_is_old(planner: Planner) -> None:
    goal_in(planner)
    left = [
        planner.places.real.with_name(f".{planner.places.real.name}.0123abcd.tmp"),
        planner.places.backups / ".plan-x.json.0123abcd.tmp",
    ]
    for path in left:
        path.touch(mode=0o600)
    other = planner.places.real.with_name(".notes.txt.0123abcd.tmp")  # another program's
    other.touch()
    assert found(planner) == []
    for path in (*left, other):
        os.utime(path, (0, 0))
    assert "2 files of writes that were cut short" in found(planner)[0]
    mend(planner)
    assert not any(path.exists() for path in left) and other.exists()


def test_backups_and_drafts_that_cannot_be_read_are_put_aside(planner: Planner) -> None:
    goal_in(planner)
    bad = planner.places.backups / "plan-20260101T000000Z-g3.json"
    bad.write_text("{")
    bad.chmod(0o600)
    planner.drafts.begin("Raise it")
    draft = next(planner.places.drafts.glob("d*.json"), planner.places.drafts / "d1.json")
    draft.parent.mkdir(mode=0o700, exist_ok=True)
    draft.write_text("{")
    draft.chmod(0o600)
    assert [said.split(":")[0] for said in found(planner)] == ["backups", "files"]
    mend(planner)
    assert bad.with_name(f"{bad.name}.unreadable").exists()
    assert draft.with_name(f"{draft.name}.unreadable").exists()


def test_copies_lines_of_the_history_and_hand_edits_are_told(planner: Planner) -> None:
    goal_in(planner)
    real = planner.places.real
    shutil.copy(real, real.with_name("plan (1).json"))
    with planner.places.history.open("ab") as stream:
        stream.write(b'{"torn\n')
    real.write_bytes(real.read_bytes().replace(b'"Goal"', b'"Hand"'))
    areas = [said.split(":")[0] for said in found(planner)]
    assert areas == ["plan", "copies", "history"]
    assert planner.doctor.fix() == ([], [])


# ---- a damaged plan ----


def test_a_damaged_plan_is_told_with_the_way_back_and_saved_to_another_file(
    planner: Planner, tmp_path: Path
) -> None:
    goal = goal_in(planner, title="Kept")
    put(planner, Evidence, title="Lost", on=planner.today)
    real, to = planner.places.real, tmp_path / "new.json"
    broken = real.read_bytes().replace(b'"title":"Lost"', b'"title":"Lost')
    real.write_bytes(broken)
    (said,) = found(planner)
    assert said.startswith("plan: ") and "--salvage" in planner.doctor.look()[0].mend
    saved = planner.doctor.salvage(to)
    assert (saved.count, len(saved.lost)) == (1, 1)
    assert real.read_bytes() == broken and to.stat().st_mode & 0o777 == 0o600
    with pytest.raises(BadInput, match="there already"):
        planner.doctor.salvage(to)
    assert goal.id.encode() in to.read_bytes()
    real.write_bytes(b"nothing")
    with pytest.raises(BadInput, match="No record can be read"):
        planner.doctor.salvage(tmp_path / "other.json")
    real.unlink()
    with pytest.raises(BadInput, match="cannot be read"):
        planner.doctor.salvage(tmp_path / "other.json")
    assert not (tmp_path / "other.json").exists()


def test_every_link_names_a_field_and_what_it_may_name() -> None:
    for kind, links in LINKS.items():
        assert kind in TABLES.values()
        assert {link.field for link in links} <= set(kind.__struct_fields__)
    assert LearningActivity in LINKS and LedgerEntry in LINKS

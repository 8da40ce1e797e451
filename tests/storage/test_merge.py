"""Two copies of a plan joined: nothing is lost, both orders agree, true conflicts are told."""

from __future__ import annotations

import copy
import datetime as dt
import random
import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pmgoals.clock import Clock
from pmgoals.errors import PmgoalsError
from pmgoals.ladder_file import LadderFile
from pmgoals.model.calendar import Week
from pmgoals.model.checkin import Checkin
from pmgoals.model.draft import with_text
from pmgoals.model.journal import JournalEntry
from pmgoals.model.ladder import Competency, Level
from pmgoals.model.milestone import Milestone
from pmgoals.model.month import Month
from pmgoals.model.plan import Plan
from pmgoals.model.tables import TABLES
from pmgoals.paths import find_paths
from pmgoals.services.carrying import carry_over
from pmgoals.services.planner import Planner
from pmgoals.settings import Settings
from pmgoals.storage import soundness
from pmgoals.storage.codec import Head, Tables
from pmgoals.storage.copies import read_side
from pmgoals.storage.merge import Merged, Place, Side, comes_from, merge

DAY = dt.date(2026, 11, 20)


def planner_in(home: Path, day: dt.date = DAY, seed: str = "") -> Planner:
    paths = find_paths({"PMGOALS_HOME": str(home)})
    bits = random.Random(f"{home.name}{seed}").getrandbits
    return Planner(paths, Clock(day), Settings(), bits=bits)


def tables_of(planner: Planner) -> Tables:
    return copy.deepcopy({name: dict(kept) for name, kept in planner.plan.documents.items()})


def side(tables: Tables, generation: int = 5, device: str = "a") -> Side:
    return Side(tables, Head(schema=1, generation=generation, device=device))


def both_ways(
    base: Tables | None, ours: Side, theirs: Side, turned: Collection[Place] = ()
) -> Merged:
    one, other = merge(base, ours, theirs, turned), merge(base, theirs, ours, turned)
    assert one == other
    assert [list(t) for t in one.tables.values()] == [list(t) for t in other.tables.values()]
    soundness.check(one.tables)
    return one


class Copies:
    """A plan and two copies of it that go their own ways."""

    def __init__(self, root: Path) -> None:
        self.first = planner_in(root / "first")
        priority = self.first.priorities.add("Own pricing", why="it hangs on it")
        self.priority = priority.id
        draft = self.first.templates.fill(self.first.templates.named("setup"), {"target": "45"})
        self.first.drafts.commit(with_text(draft, "no_theme_reason", "a small one"))
        self.evidence = self.first.evidence.add("Shown", text="more").id
        self.first.journal.write(answers={"wins": "One"}, tags=["a", "b"])
        self.base = tables_of(self.first)
        self.ours, self.theirs = (self._copy(root / name) for name in ("ours", "theirs"))

    def _copy(self, home: Path) -> Planner:
        shutil.copytree(self.first.places.plan.parent, home)
        return planner_in(home)

    def merged(self, base: bool = True, turned: Collection[Place] = ()) -> Merged:
        return both_ways(
            self.base if base else None,
            side(tables_of(self.ours), 7, "ours"),
            side(tables_of(self.theirs), 9, "theirs"),
            turned,
        )


@pytest.fixture
def copies(tmp_path: Path) -> Copies:
    return Copies(tmp_path)


def only(merged: Merged, table: str) -> dict[str, Any]:
    (document,) = [d for d in merged.tables[table].values() if "deleted" not in d]
    return document


def test_what_one_side_changed_counts(copies: Copies) -> None:
    copies.ours.priorities.edit(copies.priority, title="Own prices")
    copies.theirs.priorities.edit(copies.priority, success="Two price changes")
    copies.theirs.themes.add("New")
    found = copies.merged()
    kept = only(found, "priorities")
    assert (kept["title"], kept["success"]) == ("Own prices", "Two price changes")
    assert not found.conflicts and len(found.tables["themes"]) == 1


def test_of_what_both_changed_the_later_counts_and_the_other_is_told(copies: Copies) -> None:
    copies.ours.priorities.edit(copies.priority, title="Ours")
    copies.theirs.priorities.edit(copies.priority, title="Theirs")
    found = copies.merged()
    assert only(found, "priorities")["title"] == "Theirs"
    (conflict,) = found.conflicts
    assert (conflict.field, conflict.kept, conflict.lost) == ("title", '"Theirs"', '"Ours"')


def test_a_person_may_have_the_earlier_change_count(copies: Copies) -> None:
    copies.ours.priorities.edit(copies.priority, title="Ours", why="ours")
    copies.theirs.priorities.edit(copies.priority, title="Theirs", why="theirs")
    found = copies.merged(turned={("priorities", copies.priority, "title")})
    kept = only(found, "priorities")
    assert (kept["title"], kept["why"]) == ("Ours", "theirs")
    assert [(c.field, c.kept) for c in found.conflicts] == [
        ("title", '"Ours"'),
        ("why", '"theirs"'),
    ]


def test_what_says_one_thing_together_is_chosen_together(copies: Copies) -> None:
    (goal,) = copies.first.plan.goals
    copies.ours.goals.edit(goal, due=dt.date(2027, 5, 31), reason="ours")
    copies.theirs.goals.edit(goal, due=dt.date(2027, 6, 30), reason="theirs")
    (conflict,) = [c for c in copies.merged().conflicts if c.field == "due"]
    found = only(copies.merged(turned={conflict.place}), "goals")
    assert found["due"] == "2027-05-31"


def test_an_edit_beats_a_delete_and_a_delete_a_record_left_alone(copies: Copies) -> None:
    copies.ours.trash.put(copies.priority)
    copies.theirs.priorities.edit(copies.priority, why="more than ever")
    copies.theirs.trash.put(copies.evidence)
    found = copies.merged()
    assert only(found, "priorities")["why"] == "more than ever"
    assert all("deleted" in document for document in found.tables["evidence"].values())


def test_lists_are_joined_as_sets_and_mappings_by_key(copies: Copies) -> None:
    copies.ours.journal.write(answers={"learned": "x"}, tags=["a", "c"])  # b is gone
    copies.theirs.journal.write(answers={"change": "y"}, tags=["a", "b", "d"])
    entry = only(copies.merged(), "journal")
    assert set(entry["tags"]) == {"a", "c", "d"}
    assert entry["answers"] == {"wins": "One", "learned": "x", "change": "y"}


def test_what_was_taken_back_on_one_side_stays_away(copies: Copies) -> None:
    copies.ours.undo()  # the journal entry was never written
    assert not copies.merged().tables.get("journal")
    assert copies.merged(base=False).tables["journal"]


def test_a_week_written_on_both_sides_is_one_entry_with_the_words_of_both(copies: Copies) -> None:
    week = Week.of(DAY).plus(-1)
    copies.ours.journal.write(answers={"wins": "Ours"}, text="ours", week=week)
    copies.theirs.journal.write(
        answers={"wins": "Theirs", "learned": "z"}, text="theirs", week=week
    )
    plan = Plan(copies.merged().tables)
    entry = plan.journal[str(week)]
    assert set(entry.answers["wins"].split("\n")) == {"Ours", "Theirs"}
    assert entry.answers["learned"] == "z" and set(entry.text.split("\n")) == {"ours", "theirs"}
    alive = [e for e in plan.alive(JournalEntry).values() if e.week == str(week)]
    assert len(alive) == 1


def test_only_a_backup_that_both_came_from_is_a_base(copies: Copies) -> None:
    copies.first.store.back_up()
    ours, theirs = (copies._copy(copies.first.places.plan.parent.parent / n) for n in "ab")
    state = read_side(ours.store.backups()[0].path)
    for planner, word in ((ours, "ours"), (theirs, "theirs")):
        planner.priorities.edit(copies.priority, why=word)
    sides = [read_side(planner.places.plan) for planner in (ours, theirs)]
    assert all(comes_from(each, state) for each in sides)
    assert not comes_from(sides[0], sides[1]) and comes_from(state, state)
    ours.store.back_up()  # taken after they parted, with an edit of ours in it
    ours.priorities.edit(copies.priority, title="later")
    later = read_side(ours.store.backups()[0].path)
    assert comes_from(read_side(ours.places.plan), later) and not comes_from(sides[1], later)


def test_a_goal_that_comes_back_brings_its_parts(copies: Copies) -> None:
    (goal,) = copies.first.plan.goals
    copies.ours.trash.put(goal)
    copies.theirs.goals.edit(goal, why="more than ever")
    plan = Plan(copies.merged().tables)
    assert plan.goals[goal].why == "more than ever"
    assert plan.measures_of(goal) and plan.milestones_of(goal)


def test_work_on_a_goal_brings_it_out_of_the_trash(copies: Copies) -> None:
    (goal,) = copies.first.plan.goals
    copies.ours.trash.put(goal)
    copies.theirs.milestones.add(goal, "made there", dt.date(2026, 12, 11))
    plan = Plan(copies.merged().tables)
    assert plan.goals[goal] and plan.measures_of(goal)
    assert "made there" in {milestone.title for milestone in plan.milestones_of(goal)}


@pytest.mark.parametrize("work", ["checkin", "reading", "none"])
def test_what_was_there_before_is_no_work(copies: Copies, work: str) -> None:
    (goal,) = copies.first.plan.goals
    copies.first.checkins.save(goal, confidence=7)
    measure = copies.first.plan.measures_of(goal)[0]
    copies.base = tables_of(copies.first)
    root = copies.first.places.plan.parent.parent
    copies.ours, copies.theirs = (copies._copy(root / name) for name in "cd")
    copies.ours.trash.put(goal)
    if work == "checkin":
        copies.theirs.checkins.save(goal, confidence=3)
    elif work == "reading":
        copies.theirs.measures.read(measure.id, 40)
    assert (goal in Plan(copies.merged().tables).goals) == (work != "none")


def test_what_was_restored_is_not_deleted_again(copies: Copies) -> None:
    copies.theirs.trash.put(copies.evidence)
    copies.ours.trash.put(copies.evidence)
    copies.ours.trash.restore(copies.evidence)
    stamp = {"updated": "2026-11-21T00:00:00Z"}
    ours = tables_of(copies.ours)
    (key,) = ours["evidence"]
    ours["evidence"][key] |= stamp
    found = both_ways(copies.base, side(ours), side(tables_of(copies.theirs), 6))
    assert "deleted" not in found.tables["evidence"][key]


def test_one_step_keeps_the_order_of_its_records(copies: Copies) -> None:
    draft = copies.theirs.templates.fill(
        copies.theirs.templates.named("defect_rate"), {"target": "20"}
    )
    copies.ours.evidence.add("on the other side, too")
    for planner in (copies.theirs, copies.ours):
        planner.drafts.commit(with_text(draft, "no_theme_reason", "small, too"))
    found = copies.merged()
    for planner in (copies.theirs, copies.ours):
        for name in ("measures", "milestones"):
            made = [key for key in tables_of(planner)[name] if key not in copies.base[name]]
            assert len(made) > 1
            assert [key for key in found.tables[name] if key in made] == made


def test_a_goal_carried_over_on_both_sides_goes_on_once(copies: Copies) -> None:
    (goal,) = copies.first.plan.goals.values()
    into = copies.first.calendar.quarter_of(goal.due + dt.timedelta(days=1))
    for planner in (copies.ours, copies.theirs):
        planner.evidence.add(f"apart {planner.places.plan}")
        with planner.change("carried over") as tx:
            carry_over(tx, [goal], into, DAY)
    plan = Plan(copies.merged().tables)
    (new,) = [each for each in plan.goals.values() if each.continues == goal.id]
    assert len(plan.measures_of(new.id)) == len(plan.measures_of(goal.id))


def test_an_own_ladder_comes_from_one_side(copies: Copies) -> None:
    for planner, word in ((copies.ours, "ours"), (copies.theirs, "theirs")):
        level = Level(key=f"l{word}", name=word)
        skill = [Competency(key=word, name=word, area="A")] if word == "ours" else []
        planner.ladders.take(
            LadderFile(name=word, levels=[level], competencies=skill, expectations={})
        )
    found = copies.merged()
    assert "competencies" not in only(found, "ladder") or not only(found, "ladder")["competencies"]
    assert {c.field for c in found.conflicts} == {"name"}


def test_the_answers_of_a_review_are_kept_from_both(copies: Copies) -> None:
    for planner, word in ((copies.ours, "ours"), (copies.theirs, "theirs")):
        planner.alignments.keep(Month(2026, 11), {"summary": f"{word} was a long text"})
    answers = only(copies.merged(), "reviews")["answers"]
    assert {"ours was a long text", "theirs was a long text"} == set(answers["summary"].split("\n"))


def test_without_a_base_the_later_word_counts(copies: Copies) -> None:
    copies.ours.trash.put(copies.evidence)
    copies.theirs.evidence.edit(copies.evidence, text="edited later")
    copies.theirs.priorities.edit(copies.priority, why="")  # back to what is not written
    found = copies.merged(base=False)
    assert only(found, "evidence")["text"] == "edited later"
    assert "why" not in only(found, "priorities")
    assert ("priorities", "why") in {(c.table, c.field) for c in found.conflicts}


def test_one_clashing_answer_leaves_the_others(copies: Copies) -> None:
    copies.ours.journal.write(answers={"wins": "One\nOurs", "setbacks": "x"}, text="ours")
    copies.theirs.journal.write(answers={"wins": "One\nTheirs"}, text="theirs")
    found = copies.merged()
    entry = only(found, "journal")
    assert set(entry["answers"]["wins"].split("\n")) == {"One", "Ours", "Theirs"}
    assert entry["answers"]["setbacks"] == "x"
    assert [(c.field, c.kept) for c in found.conflicts] == [("text", '"theirs"')]


def test_what_says_one_thing_together_comes_from_one_side(copies: Copies) -> None:
    (goal,) = copies.first.plan.goals
    copies.ours.goals.close(goal, grade=0.5, note="over")
    copies.theirs.goals.pause(goal)
    kept = Plan(copies.merged().tables).goals[goal]
    assert (kept.state, kept.grade, kept.closed_on) == ("paused", None, None)


def test_no_goal_stands_above_itself(copies: Copies) -> None:
    draft = copies.first.templates.fill(
        copies.first.templates.named("defect_rate"), {"target": "20"}
    )
    copies.first.drafts.commit(with_text(draft, "no_theme_reason", "small, too"))
    copies.base = tables_of(copies.first)
    root = copies.first.places.plan.parent.parent
    copies.ours, copies.theirs = (copies._copy(root / name) for name in "cd")
    one, two = copies.first.plan.goals
    copies.ours.goals.edit(one, parent=two)
    copies.theirs.goals.edit(two, parent=one)
    found = copies.merged()
    parents = {key: goal.parent for key, goal in Plan(found.tables).goals.items()}
    assert sorted(map(bool, parents.values())) == [False, True]
    assert [c.field for c in found.conflicts] == ["parent"]


# ---- laws ----


def act(planner: Planner, chance: random.Random) -> None:
    """Do something at random, as a person would."""
    plan = planner.plan
    priorities, evidence = list(plan.priorities), list(plan.evidence)
    goals = list(plan.goals.values())
    word = f"w{chance.randrange(1000)}"
    doings: list[Any] = [
        lambda: planner.priorities.add(word),
        lambda: planner.evidence.add(word),
        lambda: planner.learning.log(word, minutes=chance.randrange(90)),
        lambda: planner.journal.write(
            answers={chance.choice(["wins", "learned"]): word},
            week=planner.week.plus(-chance.randrange(3)),
        ),
        lambda: planner.competencies.assess("managing_up", chance.randint(1, 10), 5),
        lambda: planner.competencies.set_levels(chance.choice(["pm", "senior_pm"])),
        lambda: planner.undo(),
    ]
    if priorities:
        some = chance.choice(priorities).id
        doings += [
            lambda: planner.priorities.edit(some, title=word),
            lambda: planner.priorities.edit(some, why=word),
            lambda: planner.priorities.move(some, 1),
            lambda: planner.trash.put(some),
        ]
    if evidence:
        piece = chance.choice(evidence).id
        doings += [
            lambda: planner.evidence.edit(piece, text=word),
            lambda: planner.trash.put(piece),
        ]
    if goals:
        goal = chance.choice(goals).id
        doings += [
            lambda: planner.goals.edit(goal, title=word),
            lambda: planner.checkins.save(goal, confidence=chance.randint(1, 10), note=word),
        ]
    try:
        chance.choice(doings)()
    except PmgoalsError:
        return


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@example(seed=20, count=200)
@given(seed=st.integers(0, 10_000), count=st.sampled_from([3, 20, 60]))
def test_random_edits_apart_are_joined_without_losing_a_record(seed: int, count: int) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as root:
        copies = Copies(Path(root))
        for planner in (copies.ours, copies.theirs):
            for _ in range(count):
                act(planner, chance)
        found = copies.merged()
        turned = copies.merged(turned={c.place for c in found.conflicts})
        made = [tables_of(copies.ours), tables_of(copies.theirs)]
    for name in TABLES:
        base, kept = copies.base.get(name, {}), found.tables.get(name, {})
        for tables in made:
            other = made[1 - made.index(tables)].get(name, {})
            for key, document in tables.get(name, {}).items():
                removed = key in base and key not in other and document == base[key]
                assert key in kept or removed
    plan = Plan(found.tables)
    weeks = [e.week for e in plan.alive(JournalEntry).values()]
    said = [(c.goal, c.week) for c in plan.alive(Checkin).values()]
    assert len(weeks) == len(set(weeks)) and len(said) == len(set(said))
    free = {c.place: c for c in found.conflicts if c.free}
    for conflict in turned.conflicts:
        if conflict.place in free:
            known = free[conflict.place]
            assert (conflict.kept, conflict.lost) == (known.lost, known.kept)
    assert {c.place for c in turned.conflicts} >= free.keys()
    again = both_ways(found.tables, side(found.tables), side(found.tables, 9, "b"))
    assert again.tables == found.tables and not again.conflicts


# ---- what came from other programs ----


def test_what_both_put_behind_a_weeks_text_is_kept(copies: Copies) -> None:
    copies.first.journal.write(text="Monday.")
    copies.base = tables_of(copies.first)
    root = copies.first.places.plan.parent.parent
    copies.ours, copies.theirs = (copies._copy(root / name) for name in "cd")
    copies.ours.journal.write(text="From ours.", append=True)
    copies.theirs.journal.write(text="From theirs.", append=True)
    found = copies.merged()
    assert only(found, "journal")["text"] == "Monday.\n\nFrom theirs.\n\nFrom ours."
    assert not found.conflicts


def brought(planner: Planner, text: str, *origins: str, anew: bool = False) -> None:
    """Put words into the week as an import does."""
    with planner.change("x") as tx:
        (entry,) = tx.plan.journal.values()
        held = "" if anew else entry.text
        words = f"{held}\n\n{text}".strip()
        tx.change(entry, text=words, origins=[*entry.origins, *origins])


def test_origins_of_a_week_are_a_set(copies: Copies) -> None:
    brought(copies.ours, "### A\n\nbody", "jrnl:a")
    brought(copies.ours, "### B", "jrnl:b")
    brought(copies.theirs, "### B", "jrnl:b")
    brought(copies.theirs, "### C", "jrnl:c")
    found = copies.merged()
    entry = only(found, "journal")
    assert set(entry["origins"]) == {"jrnl:a", "jrnl:b", "jrnl:c"}
    assert [entry["text"].count(f"### {name}") for name in "ABC"] == [1, 1, 1]
    assert not found.conflicts


def test_origins_say_where_the_text_that_counts_came_from(copies: Copies) -> None:
    """What lost its words is not taken for what is there: it can be taken in again."""
    copies.first.journal.write(text="Monday.")
    copies.base = tables_of(copies.first)
    root = copies.first.places.plan.parent.parent
    copies.ours, copies.theirs = (copies._copy(root / name) for name in "cd")
    brought(copies.ours, "### A", "jrnl:a")
    copies.theirs.journal.write(text="Written anew.")
    found = copies.merged()
    entry = only(found, "journal")
    assert entry["text"] == "Written anew." and "origins" not in entry
    assert [c.field for c in found.conflicts] == ["text"]


def test_what_both_took_in_is_one_record(copies: Copies) -> None:
    (goal,) = copies.first.plan.goals
    for planner, title in ((copies.ours, "Agree the guide"), (copies.theirs, "Agree on the guide")):
        with planner.change("x") as tx:
            day = DAY + dt.timedelta(days=9)
            said = {"title": title[-3:]}
            tx.add(Milestone, goal=goal, title=title, due=day, origin="jira:PM-1", origin_said=said)
            tx.add(Milestone, goal=goal, title=title, due=day)
    found = copies.merged()
    alive = [d for d in found.tables["milestones"].values() if "deleted" not in d]
    assert [d["title"] for d in alive if d.get("origin")] == ["Agree on the guide"]
    assert sum(d["title"].startswith("Agree") for d in alive) == 3  # typed ones may be alike
    assert {c.field for c in found.conflicts} == {"title"}

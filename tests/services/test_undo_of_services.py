"""Undo after any service call leaves the plan as it was, and redo as the call left it."""

from __future__ import annotations

import datetime as dt
import inspect
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from goal_maker import commit, steps_of, tables_of

from pmgoals.clock import Clock
from pmgoals.foreign_files.mapped import read_mapped
from pmgoals.ladder_file import read_ladder
from pmgoals.metric_files.reader import DatedValue
from pmgoals.model.amounts import Amount
from pmgoals.model.calendar import Week
from pmgoals.model.journal import Evidence
from pmgoals.model.month import Month
from pmgoals.paths import find_paths
from pmgoals.services.planner import Planner
from pmgoals.services.service import Service

TODAY = dt.date(2026, 12, 21)
MONTH = Month.of(TODAY)

LADDER = read_ladder("level,expectation\nPM,Ships\nSenior PM,Leads\n", toml=False)
"""A ladder of one's own."""


def _mend_first(planner: Planner) -> None:
    """Settle the first finding that has a mend, by that."""
    key, mend = next(
        (f.key, m) for f in planner.align.findings() for m in planner.align.mends(f.key)
    )
    planner.align.mend(key, mend.key, mend.ask.example if mend.ask else "")


ACTS: dict[str, Callable[[Planner], Any]] = {
    "reflections.answer": lambda p: p.reflections.answer("skills", "SQL"),
    "reflections.keep": lambda p: p.reflections.keep("strengths", ""),
    "priorities.add": lambda p: p.priorities.add("Third"),
    "priorities.edit": lambda p: p.priorities.edit("First", why="now"),
    "priorities.rank": lambda p: p.priorities.rank(["Second"]),
    "priorities.move": lambda p: p.priorities.move("First", 1),
    "priorities.take": lambda p: p.priorities.take(["Fourth", "Fifth"]),
    "competencies.assess": lambda p: p.competencies.assess("managing_up", 9, 3),
    "competencies.set_levels": lambda p: p.competencies.set_levels("senior_pm"),
    "themes.add": lambda p: p.themes.add("Speed"),
    "themes.edit": lambda p: p.themes.edit("Larger", weight=2.0),
    "themes.link": lambda p: p.themes.link("Raise first", "Larger"),
    "themes.place": lambda p: p.themes.place(
        _rate_goal(p), theme=None, parent=None, weight=2.0, reason="for joy"
    ),
    "align.mend": _mend_first,
    "drafts.commit": lambda p: commit(p, title="Third goal", cue="a", response="b"),
    "goals.edit": lambda p: p.goals.edit("Raise first", "x", title="A", due=dt.date(2028, 1, 1)),
    "goals.close": lambda p: p.goals.close("Raise first", grade=0.7, note="x"),
    "goals.pause": lambda p: p.goals.pause("Raise first"),
    "goals.reopen": lambda p: p.goals.reopen("Paused"),
    "goals.add_if_then": lambda p: p.goals.add_if_then("Raise first", "a", "b"),
    "measures.add": lambda p: p.measures.add(p.goals.get("Raise first").id, "NPS"),
    "measures.edit": lambda p: p.measures.edit(_rate(p), "x", target=50.0),
    "measures.read": lambda p: p.measures.read(_rate(p), 51),
    "metric_import.take": lambda p: p.metric_import.take(
        _rate(p), [DatedValue(n, TODAY - dt.timedelta(n), Amount(50.0 + n)) for n in (2, 1)]
    ),
    "foreign_import.take": lambda p: p.foreign_import.take(
        read_mapped("title,on\nRead elsewhere,2026-12-01\n", "learning", {}), "learning"
    ),
    "milestones.add": lambda p: p.milestones.add(p.goals.get("Raise first").id, "B", TODAY),
    "milestones.edit": lambda p: p.milestones.edit("Pilot", title="Pilot two", due=TODAY),
    "milestones.move": lambda p: p.milestones.move("Pilot", TODAY, "x"),
    "break_down.take": lambda p: p.break_down.take(
        _rate_goal(p), p.break_down.propose(_rate_goal(p), stakeholders=True)
    ),
    "break_down.shape": lambda p: p.break_down.shape(_rate_goal(p), "late", "x"),
    "milestones.done": lambda p: p.milestones.done("Pilot"),
    "milestones.reopen": lambda p: p.milestones.reopen("Was done"),
    "milestones.toggle": lambda p: p.milestones.toggle("Was done"),
    "milestones.depends": lambda p: p.milestones.depends("Was done", "Paused"),
    "milestones.independent": lambda p: p.milestones.independent("Pilot", p.goals.get("Paused").id),
    "checkins.save": lambda p: p.checkins.save(
        p.goals.get("Raise first").id, confidence=3, readings={_rate(p): 55}
    ),
    "journal.write": lambda p: p.journal.write(answers={"wins": ""}, text="y"),
    "learning.log": lambda p: p.learning.log("Talk", minutes=5),
    "learning.edit": lambda p: p.learning.edit(p.plan.learning[0], minutes=50),
    "ladders.take": lambda p: p.ladders.take(msgspec.structs.replace(LADDER, name="New")),
    "ladders.reset": lambda p: p.ladders.reset(),
    "evidence.add": lambda p: p.evidence.add("Win"),
    "merging.take": lambda p: p.merging.take(_elsewhere(p)),
    "plan_import.take": lambda p: p.plan_import.take(_exported()),
    "evidence.edit": lambda p: p.evidence.edit("Shown", text="more"),
    "learning.use": lambda p: p.learning.use("Read", "The memo", evidence="learning"),
    "learning.take_back": lambda p: p.learning.take_back("Workshop"),
    "learning.recall": lambda p: p.learning.recall("Read", "not yet"),
    "sharing.share": lambda p: p.sharing.share(_rate_goal(p), "manager", "percent"),
    "sharing.share_all": lambda p: p.sharing.share_all(list(p.plan.evidence), "public"),
    "reading.add": lambda p: p.reading.add("Talk"),
    "reading.edit": lambda p: p.reading.edit("Essay", why="the reasons"),
    "reading.start": lambda p: p.reading.start("Essay"),
    "reading.put_back": lambda p: p.reading.put_back("Course"),
    "reading.finish": lambda p: p.reading.finish("Course", takeaway="why"),
    "signals.met": lambda p: p.signals.met("Head of data"),
    "signals.add": lambda p: p.signals.add("market", "Prices fall"),
    "signals.edit": lambda p: p.signals.edit("Head of data", text="asks for numbers"),
    "reviews.keep": lambda p: p.reviews.keep(p.quarter, answers={"wins": "Two"}),
    "reviews.judge": lambda p: p.reviews.judge(p.quarter, _rate_goal(p), grade=0.4),
    "reviews.close": lambda p: p.reviews.close(p.quarter, p.reviews.verdicts(p.quarter)),
    "alignments.decide": lambda p: p.alignments.decide(MONTH, _rate_goal(p), "stop", "All of it"),
    "alignments.keep": lambda p: p.alignments.keep(MONTH, {"tell": "Sales: later"}),
    "alignments.close": lambda p: p.alignments.close(MONTH),
    "years.keep": lambda p: p.years.keep(p.years.year(2026), {"next": "Less"}),
    "years.close": lambda p: p.years.close(p.years.year(2026), {"not_again": "Reports"}),
    "journal.rest": lambda p: p.journal.rest(p.week.plus(-2)),
    "trash.put": lambda p: p.trash.put("Raise first"),
    "trash.restore": lambda p: p.trash.restore("Deleted"),
    "trash.purge": lambda p: p.trash.purge(p.trash.doomed("Deleted")),
    "doctor.fix": lambda p: p.doctor.fix(),
}
"""One call that changes something, for every method of a service that can."""

OF_OTHERS = {"measures.add_typed"}
"""Methods whose change is another method's."""


def _exported() -> bytes:
    """Return an exported plan with one record."""
    with tempfile.TemporaryDirectory() as home:
        planner = open_planner(Path(home))
        planner.evidence.add("Elsewhere")
        document = msgspec.to_builtins(planner.plan.evidence[0])
    return msgspec.json.encode({"pmgoals": 1, "tables": {"evidence": [document]}})


def _elsewhere(planner: Planner) -> Path:
    """Return the file of a copy in which something was done."""
    here = planner.places.plan
    there = here.parent.parent / "elsewhere" / here.name
    there.parent.mkdir(exist_ok=True)
    shutil.copy(here, there)
    open_planner(there.parent).evidence.add("Done there")
    return there


def _rate_goal(planner: Planner) -> str:
    return planner.goals.get("Raise first").id


def _rate(planner: Planner) -> str:
    return planner.measures.main(_rate_goal(planner)).id


def open_planner(home: Path) -> Planner:
    bits = random.Random(str(home)).getrandbits
    return Planner(find_paths({"PMGOALS_HOME": str(home)}), Clock(TODAY), bits=bits)


@pytest.fixture(scope="module")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a plan that holds some of everything."""
    home = tmp_path_factory.mktemp("filled") / "home"
    planner = open_planner(home)
    planner.reflections.answer("strengths", "First steps")
    for title in ("First", "Second"):
        planner.priorities.add(title)
    planner.competencies.assess("managing_up", 8, 4)
    planner.competencies.set_levels("pm")
    planner.ladders.take(LADDER)
    planner.themes.add("Larger customers")
    goal, paused = commit(planner), commit(planner, title="Paused")
    planner.goals.pause(paused.id)
    pilot = planner.milestones.add(goal.id, "Pilot", dt.date(2027, 2, 10))
    planner.milestones.depends(pilot.id, paused.id)
    done = planner.milestones.add(goal.id, "Was done", TODAY)
    planner.milestones.done(done.id)
    planner.checkins.save(goal.id, confidence=6, week=Week(2026, 51))
    planner.journal.write(answers={"wins": "One"})
    ago = TODAY - dt.timedelta(days=8)
    planner.learning.log("Read", minutes=30, on=ago, takeaway="Ask why")
    used = planner.learning.log("Workshop", on=ago)
    planner.learning.use(used.id, "The price test", evidence="decision")
    planner.evidence.add("Shown")
    with planner.change("a loose end") as tx:
        tx.add(Evidence, title="Loose", on=TODAY, goal="g0000000000001")
    planner.reading.add("Essay")
    planner.reading.start(planner.reading.add("Course").id)
    planner.signals.add("person", "Head of data", on=planner.today - dt.timedelta(days=9))
    planner.reviews.keep(planner.quarter, answers={"wins": "One"})
    planner.trash.put(commit(planner, title="Deleted").id)
    return home


@pytest.fixture
def filled(filled_home: Path, tmp_path: Path) -> Planner:
    shutil.copytree(filled_home, tmp_path / "home")
    return open_planner(tmp_path / "home")


def test_every_method_that_changes_the_plan_is_tried(planner: Planner) -> None:
    names = [name for name, kept in vars(Planner).items() if hasattr(kept, "func")]
    services = {name: getattr(planner, name) for name in names}
    assert all(isinstance(service, Service) for service in services.values())
    changing = {
        f"{name}.{method}"
        for name, service in services.items()
        for method, function in inspect.getmembers(service, inspect.ismethod)
        if not method.startswith("_") and "_planner.change(" in inspect.getsource(function)
    }
    assert changing <= ACTS.keys()
    known = {f"{n}.{m}" for n, s in services.items() for m in dir(s)}
    assert ACTS.keys() | OF_OTHERS <= known


@pytest.mark.parametrize("name", ACTS)
def test_undo_restores_the_plan_exactly(filled: Planner, name: str) -> None:
    before, steps = tables_of(filled), steps_of(filled)
    ACTS[name](filled)
    after = tables_of(filled)
    assert after != before and steps_of(filled) == steps + 1
    filled.undo()
    assert tables_of(filled) == before
    filled.redo()
    assert tables_of(filled) == after


@pytest.mark.parametrize("seed", range(5))
def test_undo_leads_back_through_any_run_of_calls(filled: Planner, seed: int) -> None:
    order = random.Random(seed).sample(sorted(ACTS), 8)
    states = [tables_of(filled)]
    for name in order:
        try:
            ACTS[name](filled)
        except Exception as error:  # what went before may stand in its way
            assert type(error).__module__ == "pmgoals.errors", (name, error)
        if (state := tables_of(filled)) != states[-1]:
            states.append(state)
    for state in reversed(states[:-1]):
        filled.undo()
        assert tables_of(filled) == state

from __future__ import annotations

import msgspec
from plan_maker import DUE, START, checkin, goal, measure, milestone, plan_of

from pmgoals.model.calendar import FiscalCalendar, Week
from pmgoals.smart.sketch import MeasureSketch, Sketch, sketch_of

TITLE = "Raise NPS from 38 to 45"


def test_a_committed_goal_is_sketched_with_what_is_kept_of_it() -> None:
    kept = msgspec.structs.replace(
        goal(title=TITLE), resources="one analyst", ethics="no pressure", commitment="aspirational"
    )
    plan = plan_of(
        kept,
        measure(name="NPS", baseline=38.0, target=45.0),
        measure(name="uptime", direction="maintain", target=99.9),
        measure(name="tickets", role="guardrail", high=4.0),
        milestone(START.replace(month=10), target=40.0),
        checkin(Week.of(START), confidence=5),
        checkin(Week.of(START).plus(1), confidence=7),
    )
    found = sketch_of(kept, plan)
    assert [(m.name, m.hold, m.high) for m in found.measures] == [
        ("NPS", False, None),
        ("uptime", True, None),
        ("tickets", False, 4.0),
    ]
    assert [(m.title, m.target) for m in found.milestones] == [("Guide agreed", 40.0)]
    assert (found.start, found.due, found.confidence) == (START, DUE, 7)
    assert found.dependencies["resources"] == "one analyst" and len(found.dependencies) == 4
    assert (found.ethics, found.commitment, found.alone) == ("no pressure", "aspirational", False)


def test_a_title_is_read_when_a_calendar_is_given() -> None:
    kept = goal(title=TITLE)
    assert sketch_of(kept, plan_of(kept)).wording is None
    wording = sketch_of(kept, plan_of(kept), FiscalCalendar()).wording
    assert wording is not None and wording.reading.target == 45


def test_a_goal_nobody_checked_in_on_has_no_confidence() -> None:
    assert sketch_of(goal(), plan_of(goal())).confidence is None


def test_the_main_measure_is_the_first_that_is_no_guardrail() -> None:
    guard = MeasureSketch(name="tickets", role="guardrail", target=4.0)
    lead = MeasureSketch(name="invites", role="leading")
    done = MeasureSketch(name="setups", target=65.0)
    assert Sketch(start=START, measures=[guard, lead, done]).main == lead
    assert Sketch(start=START, measures=[guard]).main is None
    assert Sketch(start=START, measures=[guard, lead, done]).measured
    assert not Sketch(start=START, measures=[guard, lead]).measured


def test_rows_are_those_of_the_draft_or_else_the_places_of_the_measures() -> None:
    def rows(*measures: MeasureSketch) -> tuple[int, int]:
        found = Sketch(start=START, measures=[*measures])
        return found.main_row, found.next_row

    guard, main = MeasureSketch(name="tickets", role="guardrail"), MeasureSketch(name="setups")
    at = msgspec.structs.replace
    assert rows() == (0, 0)
    assert rows(main) == (0, 1) and rows(guard, main) == (1, 2) and rows(main, guard) == (0, 2)
    assert rows(guard) == (1, 1)
    assert rows(at(main, row=2)) == (2, 3)
    assert rows(at(main, row=0), at(guard, row=-1)) == (0, 1)
    assert rows(at(guard, row=-1)) == (0, 0)

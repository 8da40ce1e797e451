"""Coverage and the packets: the same expectations count everywhere, by the same words."""

from __future__ import annotations

import datetime as dt

from pmgoals.reports.documents.packet import promotion_packet
from pmgoals.services.planner import Planner
from pmgoals.services.sharing import SharedPlanner


def test_as_many_expectations_count_for_a_reader_as_for_oneself(planner: Planner) -> None:
    planner.competencies.set_levels("pm", "senior_pm")
    planner.competencies.assess("delivery_model", 5, 3)
    piece = planner.evidence.add("A price test", competency="pricing_and_packaging")
    assert "Nothing of it can be told of here." in _told_to_the_manager(planner)
    assert "No evidence yet" not in _told_to_the_manager(planner)
    assert len(planner.evidence.coverage()) == 14
    planner.sharing.share(piece.id, "manager")
    said = _told_to_the_manager(planner)
    assert "Evidence for 1 of 14 expectations: 1 dated piece, of 23 Nov 2026." in said
    for title in ("A second", "A third"):
        more = planner.evidence.add(title, competency="pricing_and_packaging", on=DAY)
        planner.sharing.share(more.id, "manager")
    said = _told_to_the_manager(planner)
    assert "1 of 14 expectations, 1 of them shown twice or more and of late: 3 dated" in said
    assert "## No evidence yet" in said and "Delivery Model" in said


DAY = dt.date(2026, 11, 2)


def _told_to_the_manager(planner: Planner) -> str:
    return promotion_packet(SharedPlanner(planner, "manager")).replace("\\", "")

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from goal_maker import tables_of

from pmgoals.errors import BadInput, NotFound
from pmgoals.model.calendar import Week
from pmgoals.services import study
from pmgoals.services.planner import Planner

BAD = [
    ({"title": " "}, "empty"),
    ({"minutes": -1}, "negative"),
    ({"rating": 0}, "takes 1 to 5"),
    ({"rating": 6}, "takes 1 to 5"),
    ({"on": dt.date(2026, 11, 24)}, "still to come"),
]


def test_an_activity_is_logged_and_found_again(planner: Planner) -> None:
    kept = planner.learning.log(
        " Read a book ",
        minutes=45,
        kind="book",
        competency="managing_up",
        takeaway=" Ask ",
        rating=4,
    )
    assert planner.plan.learning == [kept]
    assert (kept.title, kept.on, kept.takeaway) == ("Read a book", planner.today, "Ask")


@pytest.mark.parametrize(("fields", "what"), BAD)
def test_what_cannot_be_is_refused_when_logged_and_when_edited(
    planner: Planner, fields: dict[str, Any], what: str
) -> None:
    kept = planner.learning.log("Read", minutes=5)
    before = tables_of(planner)
    with pytest.raises(BadInput, match=what):
        planner.learning.log(**{"title": "Read", **fields})
    with pytest.raises(BadInput, match=what):
        planner.learning.edit(kept, **fields)
    assert tables_of(planner) == before


def test_an_edit_of_an_activity_that_was_deleted_meanwhile_is_told(planner: Planner) -> None:
    """It once came out as a KeyError."""
    kept = planner.learning.log("Read", minutes=5)
    planner.trash.put(kept.id)
    with pytest.raises(NotFound):
        planner.learning.edit(kept, minutes=10)


def test_minutes_are_summed_by_iso_week(planner: Planner) -> None:
    for on, minutes in (((2026, 11, 15), 1), ((2026, 11, 16), 20), ((2026, 11, 22), 300)):
        planner.learning.log("Read", minutes=minutes, on=dt.date(*on))
    planner.learning.log("Read", minutes=4000)
    assert [planner.learning.minutes_in(Week(2026, n)) for n in (46, 47, 48)] == [1, 320, 4000]


def test_study_shows_twelve_weeks_and_the_skills_by_gap(
    planner: Planner, make_planner: Callable[..., Planner]
) -> None:
    make_planner(dt.date(2026, 8, 1)).learning.log("Too long ago", minutes=999)
    planner.learning.log("Read", minutes=30, competency="managing_up")
    planner.learning.log("Talk", minutes=90, competency="product_quality", on=dt.date(2026, 9, 7))
    planner.competencies.assess("managing_up", 5, 9)
    planner.competencies.assess("team_leadership", 9, 4)
    found = study.look(planner)
    assert (len(found.weeks), found.this_week, found.total) == (12, 30, 120)
    assert found.weeks[0].week == Week(2026, 37)
    assert [(s.key, s.minutes, s.gap) for s in found.skills] == [
        ("team_leadership", 0, 5),
        ("product_quality", 90, None),
        ("managing_up", 30, -4),
    ]


def test_evidence_needs_a_title(planner: Planner) -> None:
    kept = planner.evidence.add(" Talked sales out of it ", competency="managing_up", text=" x ")
    assert (kept.title, kept.text, kept.on) == ("Talked sales out of it", "x", planner.today)
    with pytest.raises(BadInput, match="empty"):
        planner.evidence.add("")

from __future__ import annotations

import math

import pytest
from goal_maker import commit

from pmgoals.errors import BadInput, NotFound
from pmgoals.model.goal import Goal
from pmgoals.services.planner import Planner


@pytest.mark.parametrize("weight", [0, -1, math.nan, math.inf])
def test_a_theme_weighs_something(planner: Planner, weight: float) -> None:
    with pytest.raises(BadInput, match="above 0"):
        planner.themes.add("Larger customers", weight=weight)
    kept = planner.themes.add("Larger customers")
    with pytest.raises(BadInput, match="above 0"):
        planner.themes.edit(kept.id, weight=weight)


def test_a_theme_needs_a_title_and_a_known_kind(planner: Planner) -> None:
    with pytest.raises(BadInput, match="empty"):
        planner.themes.add("  ")
    with pytest.raises(BadInput, match="kind"):
        planner.themes.add("Larger customers", kind="cosmic")  # type: ignore[arg-type]
    kept = planner.themes.add("Larger customers", why=" Margins ")
    assert kept.why == "Margins"
    with pytest.raises(BadInput, match="empty"):
        planner.themes.edit(kept.id, title="")
    assert planner.themes.edit(kept.id, title=" Larger accounts ").title == "Larger accounts"


def test_linking_and_standing_alone_exclude_each_other(planner: Planner, goal: Goal) -> None:
    theme = planner.themes.add("Larger customers")
    alone = planner.themes.link(goal.id, None, " groundwork ")
    assert (alone.theme, alone.no_theme_reason) == (None, "groundwork")
    linked = planner.themes.link(goal.id, "larger")
    assert (linked.theme, linked.no_theme_reason) == (theme.id, "")
    with pytest.raises(NotFound):
        planner.themes.link(goal.id, "smaller")


def test_alignment_shows_who_serves_what(planner: Planner, goal: Goal) -> None:
    served, gap = planner.themes.add("Larger customers", weight=3), planner.themes.add("Speed")
    apart, closed = commit(planner, title="Apart"), commit(planner, title="Closed")
    orphan = commit(planner, title="Orphan")
    for mine in (goal, closed):
        planner.themes.link(mine.id, served.id)
    planner.themes.link(apart.id, None, "groundwork")
    planner.goals.close(closed.id)
    found = planner.themes.alignment()
    assert [(t.id, [g.id for g in goals]) for t, goals in found.served] == [
        (served.id, [goal.id]),
        (gap.id, []),
    ]
    assert [t.id for t in found.gaps] == [gap.id]
    assert [g.id for g in found.orphans] == [orphan.id]
    assert [g.id for g in found.apart] == [apart.id]
    assert (found.share(served), found.share(gap)) == (0.75, 0.25)


def test_a_goal_whose_theme_was_deleted_is_an_orphan(planner: Planner, goal: Goal) -> None:
    theme = planner.themes.add("Larger customers")
    planner.themes.link(goal.id, theme.id)
    planner.trash.put(theme.id)
    assert [g.id for g in planner.themes.alignment().orphans] == [goal.id]

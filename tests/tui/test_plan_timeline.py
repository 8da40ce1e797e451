"""The plan along a line of time: what is drawn, the cursor, keys and the mouse."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len
from test_screens_rhythm import add_goal, add_step, go, step, text, until
from textual.events import MouseMove

from pmgoals.analytics.capacity import QuarterHours, WeekHours
from pmgoals.model.calendar import FiscalCalendar, Quarter
from pmgoals.model.milestone import Milestone
from pmgoals.services.board import Step
from pmgoals.services.planner import Planner
from pmgoals.services.timeline import Lane, Timeline, Wait, look
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.form import FormModal
from pmgoals.tui.modals.trouble import TroubleModal
from pmgoals.tui.screens.plan_hours import hours
from pmgoals.tui.screens.plan_timeline import Focus, Lanes, Scale, _letters, axis

TODAY = dt.date(2026, 11, 23)
YEAR_END = dt.date(2027, 9, 30)


def quarters(count: int = 4, calendar: FiscalCalendar | None = None) -> list[Quarter]:
    calendar = calendar or FiscalCalendar()
    now = calendar.quarter_of(TODAY)
    return [calendar.plus(now, n) for n in range(count)]


DAYS = st.dates(dt.date(2026, 6, 1), dt.date(2028, 3, 1))
TITLES = st.one_of(
    st.text(max_size=30), st.sampled_from(["日本語の目標", "e\u0301clat", "[/x]", "a"])
)
STEPS = st.lists(
    st.builds(
        lambda n, title, due, done: Step(
            f"m{n}", title, due, due if done else None, False, "", "", []
        ),
        st.integers(0, 10**6), TITLES, DAYS, st.booleans(),
    ),
    max_size=6, unique_by=lambda s: s.id,
)  # fmt: skip
LANES = st.lists(
    st.builds(
        lambda n, title, start, due, steps: Lane(
            f"g{n}", title, "on track", start, due, sorted(steps, key=lambda s: s.due)
        ),
        st.integers(0, 10**6), TITLES, DAYS, st.one_of(st.none(), DAYS), STEPS,
    ),
    max_size=5,
)  # fmt: skip
HOURS = st.floats(0, 60)


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    shown = quarters(draw(st.sampled_from([2, 4])), FiscalCalendar(draw(st.integers(1, 12))))
    lanes = draw(LANES)
    ids = [s.id for lane in lanes for s in lane.steps] + [lane.id for lane in lanes]
    pairs = (
        draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=4))
        if ids
        else []
    )
    steps = {s.id for lane in lanes for s in lane.steps}
    waits = [Wait(a, b, draw(st.integers(0, 9))) for a, b in pairs if a in steps]
    weeks = [
        WeekHours(week, draw(HOURS), {"g0": draw(HOURS)})
        for quarter in shown
        for week in quarter.weeks()
    ]
    sums = [QuarterHours(draw(HOURS), draw(HOURS), []) for _ in shown]
    return Timeline(TODAY, shown, lanes, waits, weeks, sums)


@given(timelines(), st.integers(1, 220), st.sampled_from([2, 3]), st.booleans(), st.data())
def test_every_line_fills_its_width_and_plain_ones_are_ascii(
    seen: Timeline, width: int, lane: int, plain: bool, data: st.DataObject
) -> None:
    every = [s.id for one in seen.lanes for s in one.steps]
    chosen = data.draw(st.sampled_from(["", *every]))
    held = data.draw(st.one_of(st.none(), DAYS))
    lanes = Lanes(seen, width, Focus(0, chosen, held), lane, ascii_only=plain)
    assert len(lanes) == lane * len(seen.lanes)
    rows = data.draw(st.integers(1, 6))
    below = hours(seen, width, rows, "sun", ascii_only=plain)
    assert len(below) == rows + 1
    for line in [*lanes, *axis(seen, width, plain), *below]:
        assert sum(cell_len(span.text) for span in line) == width
    if plain:
        drawn = "".join(span.text for line in [*axis(seen, width, True), *below] for span in line)
        assert drawn.isascii()


def test_a_name_takes_a_cell_for_each_that_its_letters_fill() -> None:
    """A mark that combines took a cell of its own where it came first, and the line was short."""
    assert _letters("\u2de0a\u0301日", 5) == ["a\u0301", "日", ""]


def test_a_name_begun_further_left_leaves_no_half_of_a_wide_letter() -> None:
    days = {"日": dt.date(2026, 10, 1), "0" * 30: dt.date(2027, 5, 1)}
    steps = [Step(title, title, day, None, False, "", "", []) for title, day in days.items()]
    lane = Lane("g0", "A", "on track", TODAY, None, steps)
    seen = Timeline(TODAY, quarters(4), [lane], [], [], [])
    for width in range(20, 60):
        for line in Lanes(seen, width, Focus(), 2, ascii_only=False):
            assert sum(cell_len(span.text) for span in line) == width


@given(timelines(), st.integers(20, 220), st.data())
def test_a_link_never_goes_through_a_name(seen: Timeline, width: int, data: st.DataObject) -> None:
    """Where goals had two lines each, arrows and lines stood in the names under the bars."""
    every = [s.id for one in seen.lanes for s in one.steps]
    focus = Focus(0, data.draw(st.sampled_from(["", *every])))
    linked, plain = (
        list(Lanes(each, width, focus, 2, ascii_only=True))
        for each in (seen, replace(seen, waits=[]))
    )
    assert linked == plain


@given(st.integers(20, 240), st.sampled_from([2, 4]), st.integers(0, 365), st.integers(0, 365))
def test_a_later_day_never_lies_further_left(width: int, count: int, one: int, two: int) -> None:
    seen = Timeline(TODAY, quarters(count), [], [], [], [])
    scale = Scale.of(seen, width)
    days = sorted(seen.first + dt.timedelta(days=n % scale.days) for n in (one, two))
    assert scale.x(days[0]) <= scale.x(days[1])
    assert all(scale.left <= scale.x(day) < scale.left + scale.cells for day in days)
    for x in range(scale.left, scale.left + scale.cells):
        if scale.cells <= scale.days:
            assert scale.x(scale.day(x)) == x


# ---- in the app ----


def filled(planner: Planner) -> tuple[Milestone, Milestone, Milestone]:
    """Two goals with three milestones, of which the last waits for the first."""
    start = dt.date(2026, 10, 1)
    one = add_goal(planner, "Lift activation", start=start, due=YEAR_END)
    two = add_goal(planner, "Own pricing", start=start, due=YEAR_END)
    first = add_step(planner, one, "Interviews", dt.date(2026, 12, 4))
    second = add_step(planner, one, "Readout", dt.date(2027, 2, 12))
    third = add_step(planner, two, "Pricing test", dt.date(2027, 3, 12))
    return first, second, planner.milestones.depends(third.id, first.id)


async def in_time(pilot: Any) -> Any:
    screen = await go(pilot, "plan")
    await pilot.press("v")
    await until(pilot, lambda: screen.line.lanes.has_focus)
    return screen


async def test_arrows_go_through_milestones_and_goals(planner: Planner) -> None:
    first, second, third = filled(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await in_time(pilot)
        places = []
        for key in ("right", "down", "up", "left"):
            places.append(screen.line.lanes.milestone_id)
            await pilot.press(key)
        assert places == [first.id, second.id, third.id, second.id]
        assert "Interviews" in text(screen, "detail")
        await pilot.press("left")  # nothing before: earlier quarters come into view
        assert screen._quarters[0].start == dt.date(2026, 7, 1)


async def test_keys_move_a_milestone_by_a_week_or_a_quarter(planner: Planner) -> None:
    first, _, third = filled(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await in_time(pilot)
        await pilot.press("full_stop", "full_stop", "comma")
        assert step(planner, first).due == dt.date(2026, 12, 11)
        await pilot.press("down")
        assert screen.line.lanes.milestone_id == third.id
        later = planner.milestones.in_quarters(third, 1)
        await pilot.press("greater_than_sign")
        await until(pilot, lambda: step(planner, third).due == later)
        assert screen.line.lanes.milestone_id == third.id
        await pilot.press("v")
        assert screen.columns.here.highlighted == third.id


async def test_a_mouse_drags_a_milestone_along_the_line(planner: Planner) -> None:
    first, _, third = filled(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await in_time(pilot)
        lanes = screen.line.lanes
        scale = Scale.of(look(planner, screen._quarters), lanes._laid_out)
        at, to = scale.x(first.due), scale.x(dt.date(2027, 4, 15))
        await pilot.mouse_down(lanes, offset=(at, 0))
        await pilot.hover(lanes, offset=(to, 0))
        assert "later." in text(screen, "detail") and "would be due before" in text(
            screen, "detail"
        )
        await pilot.mouse_up(lanes, offset=(to, 0))
        await until(pilot, lambda: isinstance(app.screen, FormModal))  # what waits is asked about
        await pilot.press("ctrl+s")
        await until(pilot, lambda: step(planner, first).due == scale.day(to))
        moved = step(planner, first).due - first.due
        assert step(planner, third).due == third.due + moved
        await pilot.press("u")
        assert step(planner, first).due == first.due


async def test_a_click_only_chooses_and_a_drag_back_moves_nothing(planner: Planner) -> None:
    first, second, _ = filled(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await in_time(pilot)
        lanes = screen.line.lanes
        scale = Scale.of(look(planner, screen._quarters), lanes._laid_out)
        await pilot.click(lanes, offset=(scale.x(second.due), 0))
        assert lanes.milestone_id == second.id
        await pilot.mouse_down(lanes, offset=(scale.x(first.due), 0))
        await pilot.hover(lanes, offset=(scale.x(first.due) + 9, 0))
        await pilot.hover(lanes, offset=(scale.x(first.due), 0))
        await pilot.mouse_up(lanes, offset=(scale.x(first.due), 0))
        assert (step(planner, first).due, step(planner, second).due) == (first.due, second.due)
        assert planner.plan.ledger_of(first.goal) == []


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_mouse_drags_a_milestone_to_another_quarter(
    planner: Planner, size: tuple[int, int]
) -> None:
    first, *_ = filled(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=size) as pilot:
        screen = await go(pilot, "plan")
        source, target = screen.columns.column(0), screen.columns.column(1)
        await pilot.mouse_down(source, offset=(4, 0))
        await pilot._post_mouse_events([MouseMove], target, offset=(4, 1), button=1)
        assert screen.query_one("#quarter-1").has_class("-target")
        await pilot.mouse_up(target, offset=(4, 1))
        assert not screen.query_one("#quarter-1").has_class("-target")
        await until(pilot, lambda: step(planner, first).due == dt.date(2027, 3, 12))
        assert screen.columns.here.highlighted == first.id


def test_waits_and_hours_are_those_of_what_is_shown(planner: Planner) -> None:
    first, _, third = filled(planner)
    seen = look(planner, quarters(4))
    assert [(w.milestone, w.first, w.days_short) for w in seen.waits] == [(third.id, first.id, 0)]
    assert [len(lane.steps) for lane in seen.lanes] == [2, 1]
    assert len(seen.weeks) == 53 and all(a.week < b.week for a, b in pairwise(seen.weeks))
    assert look(planner, quarters(1)).waits == seen.waits  # lanes hold what lies outside too
    assert look(planner, [FiscalCalendar().quarter(2025, 1)]).lanes == []


# ---- the mouse holds what it took ----


def places(planner: Planner, screen: Any) -> Scale:
    return Scale.of(look(planner, screen._quarters), screen.line.lanes._laid_out)


async def test_a_key_or_a_change_elsewhere_lets_a_held_milestone_go(planner: Planner) -> None:
    """The drag went on with the milestone under the cursor: one that nobody had taken."""
    first, second, third = filled(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await in_time(pilot)
        lanes, scale = screen.line.lanes, places(planner, screen)
        for disturb in ("down", "gone"):
            x = scale.x(second.due)
            await pilot.mouse_down(lanes, offset=(x, 0))
            await pilot.hover(lanes, offset=(x + 6, 0))
            if disturb == "down":
                await pilot.press("down")
            else:
                planner.trash.put(second.id)
                app.plan_changed()
            await pilot.hover(lanes, offset=(x + 12, 0))
            await pilot.mouse_up(lanes, offset=(x + 12, 0))
            await pilot.pause()
            assert app.mouse_captured is None
        dues = [step(planner, m).due for m in (first, third)]
        assert dues == [first.due, third.due]


@pytest.mark.parametrize("view", ["time", "board"])
async def test_esc_ends_a_drag(planner: Planner, view: str) -> None:
    first, *_ = filled(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await (in_time(pilot) if view == "time" else go(pilot, "plan"))
        if view == "time":
            lanes, at = screen.line.lanes, places(planner, screen).x(first.due)
            source, target, start, end = lanes, lanes, (at, 0), (at + 20, 0)
        else:
            source, target = screen.columns.column(0), screen.columns.column(1)
            start, end = (4, 0), (4, 1)
        await pilot.mouse_down(source, offset=start)
        await pilot._post_mouse_events([MouseMove], target, offset=end, button=1)
        await pilot.press("escape")
        assert "by 4 Dec 2026" in text(screen, "detail")
        assert not screen.query(".-target")
        await pilot._post_mouse_events([MouseMove], target, offset=end, button=1)
        await pilot.mouse_up(target, offset=end)
        await pilot.pause()
        assert step(planner, first).due == first.due and app.screen is screen


async def test_nothing_is_held_behind_another_view_or_a_form(planner: Planner) -> None:
    filled(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await in_time(pilot)
        lanes, scale = screen.line.lanes, places(planner, screen)
        for key in ("v", "e"):
            x = scale.x(dt.date(2026, 12, 4))
            await pilot.mouse_down(lanes, offset=(x, 0))
            await pilot.hover(lanes, offset=(x + 6, 0))
            await pilot.press(key)
            await until(pilot, lambda: app.mouse_captured is None)
            await pilot.press("v" if key == "v" else "escape")
            await until(pilot, lambda: app.screen is screen)
            assert lanes._focus.held_at is None


@pytest.mark.parametrize("size", [(20, 5), (25, 10), (1, 4)])
async def test_the_smallest_windows_show_something(planner: Planner, size: tuple[int, int]) -> None:
    filled(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await in_time(pilot)
        await pilot.resize_terminal(*size)
        await pilot.press("down", "right", "v", "right", "v")
        await pilot.resize_terminal(120, 40)
        assert app.is_running


async def test_in_a_low_window_the_details_give_way_to_milestones(planner: Planner) -> None:
    filled(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(40, 10)) as pilot:
        screen = await go(pilot, "plan")
        assert screen.columns.here.size.height >= 3
        assert not screen.query_one("#detail").display
        await pilot.press("v")
        await until(pilot, lambda: screen.line.lanes.size.height >= 4)
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: screen.query_one("#detail").size.height >= 4)


async def test_a_key_on_a_plan_that_is_not_sound_tells_and_ends_nothing(planner: Planner) -> None:
    filled(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        await in_time(pilot)
        whole = planner.paths.plan.read_bytes()
        planner.paths.plan.write_bytes(b"{damaged")
        for key in ("greater_than_sign", "space", "v", "L", "down"):
            await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, TroubleModal))
        planner.paths.plan.write_bytes(whole)
        assert app.is_running


async def test_a_form_is_left_before_its_fields_are_there(planner: Planner) -> None:
    filled(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await in_time(pilot)
        for keys in (("a", "escape"), ("e", "ctrl+s"), ("L", "escape"), ("b", "escape")):
            await pilot.press(*keys)
        assert app.is_running


async def test_what_the_edit_form_shows_is_what_it_keeps(planner: Planner) -> None:
    """The form rounded to two digits: an unchanged save changed the milestone."""
    goal = add_goal(planner, "A", due=YEAR_END)
    made = add_step(
        planner, goal, "Odd", dt.date(2026, 12, 4), target=0.0333, weight=0.125, effort=1.005
    )
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await in_time(pilot)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, FormModal) and app.screen.focused)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, FormModal))
        kept = step(planner, made)
        assert (kept.target, kept.weight, kept.effort) == (0.0333, 0.125, 1.005)
        assert planner.plan.ledger_of(goal.id) == []

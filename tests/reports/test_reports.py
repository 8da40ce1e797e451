"""Reports for others: nothing above the audience's level, lengths kept, the same every time.

python tests/reports/test_reports.py writes the pages in reports/ anew; look at them before
committing.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pmgoals.analytics.course import Course, course
from pmgoals.clock import Clock
from pmgoals.errors import BadInput
from pmgoals.model.amounts import say_amount
from pmgoals.model.audience import LEVELS, may_read
from pmgoals.model.checkin import Checkin
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure
from pmgoals.model.record import Privacy, Record
from pmgoals.model.shared import ALWAYS
from pmgoals.model.tables import TABLES
from pmgoals.paths import find_paths
from pmgoals.reports.catalogue import REPORTS, Made, make
from pmgoals.reports.documents import manager, mentor, self_review
from pmgoals.reports.documents.markdown import words_in
from pmgoals.reports.documents.update import MOST_WORDS
from pmgoals.reports.formats import render
from pmgoals.services.demo import make_demo
from pmgoals.services.planner import Planner
from pmgoals.services.sharing import SHARED, SharedPlanner
from pmgoals.settings import Settings

FOLDER = Path(__file__).parent / "reports"
DAY = dt.date(2026, 11, 20)
FORMS = ("md", "txt", "html")


def demo_in(home: Path) -> Planner:
    paths = find_paths({"PMGOALS_HOME": str(home)})
    planner = Planner(paths, Clock(DAY), Settings(), bits=random.Random(7).getrandbits)
    make_demo(planner, seed=7)
    return planner


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Planner:
    return demo_in(tmp_path_factory.mktemp("demo"))


def every(planner: Planner, audience: Privacy) -> Iterator[Made]:
    """Make every report, that of a goal for each goal that is shared."""
    for key, report in REPORTS.items():
        if report.over != "goal":
            yield make(planner, key, audience)
    for goal in planner.plan.goals.values():
        if audience == "me" or may_read(goal.privacy, audience):
            yield make(planner, "goal", audience, goal.id)


# ---- privacy ----


def mark_all(planner: Planner, levels: list[Privacy], seed: int) -> dict[str, tuple[Record, str]]:
    """Give every record a level by chance, and put a mark into each of its texts."""
    chance = random.Random(seed)
    marks: dict[str, tuple[Record, str]] = {}
    with planner.change("marked") as tx:
        for kind in TABLES.values():
            if kind in ALWAYS:
                continue
            for record in tx.plan.every(kind).values():
                mark = f"XQ{len(marks)}QX"
                fields = {}
                for field in msgspec.structs.fields(kind):
                    value = getattr(record, field.name)
                    words = field.type is str and isinstance(value, str) and " " in value
                    if words and field.name not in ("period",):
                        fields[field.name] = f"{value} {mark}"
                    elif field.name == "answers":
                        fields["answers"] = {key: f"{text} {mark}" for key, text in value.items()}
                    elif field.name == "name" and words is False and isinstance(value, str):
                        fields["name"] = f"{value} {mark}"
                level = chance.choice(levels)
                changed = tx.change(record, privacy=level, **fields)
                if fields:
                    marks[mark] = (changed, level)
    return marks


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("audience", LEVELS)
def test_no_text_above_the_level_is_in_any_report_or_format(
    tmp_path: Path, audience: Privacy, seed: int
) -> None:
    planner = demo_in(tmp_path)
    marks = mark_all(planner, list(LEVELS), seed)
    with planner.change("follow") as tx:  # measures that are told another way show their names
        for measure in tx.plan.every(TABLES["measures"]).values():
            tx.change(measure, told=None)  # type: ignore[arg-type]
    goals = planner.plan.every(Goal)
    made = list(every(planner, audience))
    assert len(made) >= len(REPORTS) - 1
    told = set()
    for one in made:
        for form in FORMS:
            text = render(one.page, form).decode()
            for mark, (record, level) in marks.items():
                if mark not in text:
                    continue
                told.add(mark)
                goal = goals.get(getattr(record, "goal", None) or "")
                follows = type(record).__name__ in ("Milestone", "Checkin", "Measure", "Reading")
                if type(record).__name__ == "Milestone":
                    level = goal.privacy if goal else "me"
                if audience != "me":
                    assert may_read(level, audience), (one.report.key, form, record)
                    assert not follows or (goal and may_read(goal.privacy, audience))
    assert told, "the marks are found at all"
    if audience == "me":
        assert len(told) > 60


# ---- numbers: hidden ones nowhere, and no count over a part ----


def shared_goal(planner: Planner, numbers: Any, level: Privacy = "manager") -> Goal:
    """Share the goal whose title, milestones and check-ins hold its numbers."""
    goal = next(g for g in planner.plan.active_goals if g.title.startswith("Cut double-booked"))
    planner.sharing.share(goal.id, level, numbers)
    for checkin in planner.plan.checkins_of(goal.id):
        planner.sharing.share(checkin.id, level)
    return planner.plan.goals[goal.id]


def chart_of(planner: Planner, goal: Goal) -> Course:
    blocks = make(planner, "goal", "manager", goal.id).page.blocks
    return next(block for block in blocks if isinstance(block, Course))


@pytest.mark.parametrize("form", FORMS)
def test_hidden_numbers_have_no_way_no_grade_and_no_forecast(tmp_path: Path, form: str) -> None:
    planner = demo_in(tmp_path)
    for each in planner.plan.goals.values():
        planner.sharing.share(each.id, "me")
    goal = shared_goal(planner, False)
    whole = planner.plan
    said = [
        f"{value:g} jobs"
        for measure in whole.measures_of(goal.id)
        if measure.unit == "jobs"
        for value in (measure.baseline, measure.target, *(
            r.value for r in whole.readings_of(measure.id)))
        if value
    ]  # fmt: skip
    for one in every(planner, "manager"):
        text = " ".join(render(one.page, form).decode().split())
        assert "of the way" not in text and "% expected" not in text, one.report.key
        assert "chance to reach" not in text and "from 4.2" not in text, one.report.key
        assert not any(number in text for number in said), one.report.key
    quarter = make(planner, "quarter", "manager").page.markdown
    assert re.search(r"\| Cut double-booked jobs from … to … per 1,000 \| - \|", quarter)
    page = make(planner, "goal", "manager", goal.id).page.markdown
    assert "**At risk**" in page  # told from the whole plan
    assert "First 50 accounts" in page


@pytest.mark.parametrize("form", FORMS)
def test_no_value_of_a_hidden_measure_is_in_any_report(tmp_path: Path, form: str) -> None:
    planner = demo_in(tmp_path)
    for kind in SHARED:
        for record in list(planner.plan.alive(kind).values()):
            if kind is not Measure:  # they follow their goals
                level = "manager" if kind in (Goal, Checkin) else "me"
                planner.sharing.share(record.id, level, numbers=False)
    whole = planner.plan
    said = {
        (say_amount(value, measure.unit), measure.name)
        for measure in whole.alive(Measure).values()
        for value in (measure.baseline, measure.target, *(
            r.value for r in whole.readings_of(measure.id)))
        if value and measure.unit
    }  # fmt: skip
    assert len(said) > 50
    for one in every(planner, "manager"):
        text = render(one.page, form).decode().replace("\N{NO-BREAK SPACE}", " ")
        text = re.sub(r"<style>.*?</style>", "", " ".join(text.split()))
        for amount, name in said:
            assert not re.search(rf"(?<![\w.,]){re.escape(amount)}(?!\w)", text), (
                one.report.key, amount, name,
            )  # fmt: skip


def test_only_the_hidden_numbers_are_removed(tmp_path: Path) -> None:
    planner = demo_in(tmp_path)
    goal = shared_goal(planner, False)
    seen = planner.sharing.plan_for("manager")
    assert seen.goals[goal.id].problem == goal.problem
    assert [m.title for m in seen.milestones_of(goal.id)] == [
        m.title for m in planner.plan.milestones_of(goal.id)
    ]
    for told, own in zip(seen.checkins_of(goal.id), planner.plan.checkins_of(goal.id), strict=True):
        words = [word for word in own.note.split() if not any(c.isdigit() for c in word)]
        assert all(word in told.note for word in words)


@pytest.mark.parametrize("numbers", ["bucket", False])
def test_a_closed_goal_whose_numbers_are_hidden_tells_no_grade(
    tmp_path: Path, numbers: Any
) -> None:
    planner = demo_in(tmp_path)
    for each in planner.plan.goals.values():
        planner.sharing.share(each.id, "manager", numbers)
    for each in planner.plan.reviews:
        planner.sharing.share(each.id, "manager")
    text = make(planner, "year", "manager").page.markdown
    rows = [line for line in text.splitlines() if line.startswith("| Raise completion")]
    assert rows and "| - | closed |" in rows[0]
    assert "graded" not in make(planner, "self-review", "manager").page.markdown
    assert "**Raise completion" not in make(planner, "packet", "manager").page.markdown
    assert not re.search(r"\| 0\.\d \|", text)


def test_a_count_is_whole_or_says_that_it_is_not_or_is_left_out(demo: Planner) -> None:
    def weeks(text: str) -> list[str]:
        return re.findall(r"\d+ of \d+ weeks done", text)

    for key in ("year", "quarter"):
        mine, told = (make(demo, key, who).page.markdown for who in ("me", "manager"))
        assert weeks(mine) == weeks(told) != []
        for own in ("changes of promises", "commitments kept", "of learning", "plan those with"):
            assert own not in told, (key, own)
    mine, told = (make(demo, "year", who).page.markdown for who in ("me", "manager"))
    assert "changes of promises" in mine and "plan those with more room" in mine
    rows = [line for line in told.splitlines() if re.match(r"\| .* \d+ of \d+ \|", line)]
    assert rows and all(row.rpartition("|")[0].rpartition("|")[2] in mine for row in rows)
    assert "of the goals told of here" in told and "told of here" not in mine
    assert "goals told of here" in make(demo, "self-review", "manager").page.markdown


@pytest.mark.parametrize("key", [key for key, each in REPORTS.items() if each.over != "goal"])
def test_a_report_with_nothing_to_tell_says_that_and_nothing_else(tmp_path: Path, key: str) -> None:
    planner = demo_in(tmp_path)
    for kind in SHARED:
        for record in list(planner.plan.alive(kind).values()):
            planner.sharing.share(record.id, "me")
    text = make(planner, key, "public").page.markdown
    parts = [part for part in text.strip().split("\n\n") if not part.startswith("# ")]
    told = "can be told of here."
    assert parts[-1].endswith(told) and len(parts) <= 2, text
    assert " 0 " not in text and "No evidence yet" not in text


def test_the_summary_counts_the_goals_it_tells_of(demo: Planner) -> None:
    assert "1 of 3 goals told of here is on track" in make(demo, "update").page.markdown
    assert "1 of 4 goals is on track" in make(demo, "update", "me").page.markdown


def test_a_risk_keeps_what_is_done_about_it(demo: Planner) -> None:
    for audience in ("me", "manager"):
        text = make(demo, "update", audience).page.markdown
        risks = text.split("## Risks")[1].split("##")[0].strip().splitlines()
        assert risks and all("Next: " in line for line in risks)
        assert text.count("stuck on") <= len(risks)


def test_what_is_left_out_of_a_goal_belongs_to_it(demo: Planner) -> None:
    goal = next(g for g in demo.plan.active_goals if may_read(g.privacy, "manager"))
    left = make(demo, "goal", "manager", goal.id).left_out
    records = {key: r for kind in SHARED for key, r in demo.plan.alive(kind).items()}
    assert left and all(getattr(records[each.id], "goal", "") == goal.id for each in left)
    assert {"check-in"} <= {each.kind for each in left}


def test_a_week_is_named_and_its_words_are_not(demo: Planner) -> None:
    left = make(demo, "update", "manager").left_out
    titles = [each.title for each in left if each.kind == "journal entry"]
    assert titles and all(re.fullmatch(r"week \d{4}-W\d\d", title) for title in titles)


def test_a_quarter_that_is_over_is_not_under_way(demo: Planner) -> None:
    assert "· not closed" in make(demo, "quarter", "me", "FY26 Q1").page.markdown
    text = make(demo, "quarter", "me").page.markdown
    assert "· under way" in text and "| Then (proposed) |" in text
    assert "ended" not in text and "Reached:" not in text
    assert "| Then |" in make(demo, "quarter", "me", "FY26 Q3").page.markdown


def test_what_is_told_another_way_reads_as_words(tmp_path: Path) -> None:
    planner = demo_in(tmp_path)
    goal = shared_goal(planner, "index")
    text = make(planner, "manager", "manager").page.markdown
    assert "index " in text
    page = make(planner, "goal", "manager", goal.id).page.markdown
    shared_goal(planner, "percent")
    text += make(planner, "quarter", "manager").page.markdown
    text += page + make(planner, "goal", "manager", goal.id).page.markdown
    assert "(index) after" not in text and "target 100 % of the way" not in text
    assert "(way covered) | 0 % |" in text and "(index) | 100 |" in text
    drawn = chart_of(planner, goal)
    assert (drawn.unit, drawn.name.endswith("(way covered)")) == ("%", True)
    true = course(planner.plan.measures_of(goal.id)[0], goal, planner.plan, planner.today)
    assert drawn.chance == true.chance  # not one of rounded numbers
    shared_goal(planner, "bucket")
    drawn = chart_of(planner, goal)
    assert (drawn.chance, drawn.fan) == (None, [])
    said = planner.sharing.said(goal, "index")
    assert said.endswith("its numbers as an index (100 at the start)")


def test_what_fell_short_says_by_how_much(demo: Planner) -> None:
    text = make(demo, "self-review", "manager").page.markdown
    short = text.split("## What fell short")[1]
    assert "per 1,000 at 2.8 jobs (target 1.5 jobs). Next: " in short
    assert "leave over it: graded 0.4, " in short


def test_what_is_left_out_is_told(demo: Planner) -> None:
    made = make(demo, "update", "public")
    hidden = {each.id for each in made.left_out}
    running = [g for g in demo.plan.goals.values() if g.due and g.due >= dt.date(2026, 11, 1)]
    assert {goal.id for goal in running if goal.privacy != "public"} <= hidden
    assert all(not may_read(each.level, "public") for each in made.left_out)
    assert make(demo, "update", "me").left_out == []
    for each in make(demo, "update", "manager").left_out:
        assert each.title and len(each.title) <= 72 and "\n" not in each.title


def test_a_shared_planner_changes_nothing(demo: Planner) -> None:
    seen = SharedPlanner(demo, "manager")
    with pytest.raises(AssertionError):
        seen.evidence.add("x")
    assert seen.plan is seen.plan
    assert seen.plan.documents == {}


# ---- lengths, and the same every time ----


@pytest.mark.parametrize("audience", LEVELS)
def test_lengths_are_kept(demo: Planner, audience: Privacy) -> None:
    assert words_in(make(demo, "update", audience).page.markdown) <= MOST_WORDS
    review = words_in(make(demo, "self-review", audience).page.markdown)
    assert review <= self_review.MOST_WORDS
    if audience in ("me", "mentor", "manager"):
        assert review >= self_review.FEWEST_WORDS
    for key, most in (("manager", manager.MOST_LINES), ("mentor", mentor.MOST_LINES)):
        text = make(demo, key, audience).page.markdown
        for section in text.split("\n## ")[1:]:
            assert sum(line.startswith("- ") for line in section.splitlines()) <= most


def test_the_same_report_has_the_same_bytes(demo: Planner) -> None:
    for first, second in zip(every(demo, "manager"), every(demo, "manager"), strict=True):
        for form in FORMS:
            assert render(first.page, form) == render(second.page, form)


def test_every_report_of_an_empty_plan_says_so(tmp_path: Path) -> None:
    planner = Planner(find_paths({"PMGOALS_HOME": str(tmp_path)}), Clock(DAY))
    planner.competencies.set_levels("pm", "senior_pm")
    for key, report in REPORTS.items():
        if report.over == "goal":
            continue
        page = make(planner, key).page
        assert page.markdown.startswith("# ") and len(page.markdown.splitlines()) > 2, key
        for form in FORMS:
            assert render(page, form)


def test_a_goal_of_today_has_a_page_though_no_week_is_in_it(tmp_path: Path) -> None:
    planner = demo_in(tmp_path)  # the span from a Friday on holds no Thursday
    late = Planner(planner.paths, Clock(DAY + dt.timedelta(days=1)))
    with late.change("begun") as tx:
        goal = tx.add(Goal, title="New", start=late.today, privacy="public")
    assert "# New" in make(late, "goal", "public", goal.id).page.markdown
    assert make(late, "manager", "me", "today").page.markdown


def test_a_plan_of_new_goals_is_neither_on_track_nor_behind(tmp_path: Path) -> None:
    planner = Planner(find_paths({"PMGOALS_HOME": str(tmp_path)}), Clock(DAY))
    with planner.change("begun") as tx:
        tx.add(Goal, title="New", start=DAY, due=DAY + dt.timedelta(days=90), privacy="public")
    assert "**New.** 1 goal is new." in make(planner, "update", "public").page.markdown
    with planner.change("begun") as tx:
        other = tx.add(Goal, title="Other", start=DAY, due=DAY + dt.timedelta(days=90))
    planner.sharing.share(other.id, "public")
    planner.checkins.save(other.id, confidence=7)
    text = make(planner, "update", "public").page.markdown
    assert "**On track.** 1 of 2 goals is on track, 1 is new." in text


def test_what_moved_stands_before_what_did_not_and_nothing_is_left_out(tmp_path: Path) -> None:
    planner = Planner(find_paths({"PMGOALS_HOME": str(tmp_path)}), Clock(DAY))
    with planner.change("begun") as tx:
        tx.add(Goal, title="Still there", start=DAY, privacy="public")
    planner.evidence.add("A customer said thanks")
    planner.sharing.share(planner.plan.evidence[0].id, "public")
    text = make(planner, "manager", "public").page.markdown
    assert text.index("A customer said thanks") < text.index("Still there")


def test_a_report_is_named(demo: Planner) -> None:
    with pytest.raises(BadInput, match="no report"):
        make(demo, "gossip")
    with pytest.raises(BadInput, match="one goal"):
        make(demo, "goal")
    goal = demo.plan.active_goals[0]
    with pytest.raises(BadInput, match="not shared") as refused:
        make(demo, "goal", "public", goal.id)
    assert str(refused.value).endswith(f"{goal.id} public")
    assert make(demo, "quarter", "me", "FY26 Q3").page.name == "review-fy26-q3"
    assert make(demo, "manager", "me", "1 Nov 2026").page.title.endswith("since 1 Nov 2026")
    assert make(demo, "packet", "me", "principal").page.name == "packet-principal-pm"
    with pytest.raises(BadInput):
        make(demo, "year", "me", "someday")


def test_sharing_a_goal_says_how_its_numbers_are_told(tmp_path: Path) -> None:
    planner = demo_in(tmp_path)
    goal = planner.plan.active_goals[0]
    measures = planner.plan.measures_of(goal.id)
    planner.sharing.share(goal.id, "manager", "percent")
    assert {m.told for m in planner.plan.measures_of(goal.id)} == {"percent"}
    assert {m.privacy for m in planner.plan.measures_of(goal.id)} == {"me"}
    seen = planner.sharing.plan_for("manager")
    for measure in seen.measures_of(goal.id):
        assert measure.unit == "% of the way" and measure.target in (100.0, None)
    planner.sharing.share(goal.id, "public")
    assert {m.privacy for m in planner.plan.measures_of(goal.id)} == {"public"}
    assert {m.told for m in planner.plan.measures_of(goal.id)} == {None}
    planner.sharing.share(goal.id, "manager", False)
    assert planner.sharing.plan_for("manager").measures_of(goal.id) == []
    planner.sharing.share(goal.id, "me")
    assert goal.id not in planner.sharing.plan_for("mentor").goals
    with pytest.raises(BadInput, match="follows its goal"):
        planner.sharing.share(planner.plan.milestones_of(goal.id)[0].id, "public")
    assert len(measures) > 1


# ---- pages that are looked at ----

PAGES = [
    ("manager", "manager", ""),
    ("mentor", "mentor", ""),
    ("self-review", "manager", ""),
    ("brag", "manager", ""),
    ("packet", "manager", ""),
    ("goal", "manager", "first week worth"),
    ("goal", "manager", "Sell the Team plan"),
]
"""Report, audience and what it is of."""


@pytest.mark.parametrize(("key", "audience", "of"), PAGES)
def test_it_reads_as_it_did(demo: Planner, key: str, audience: Privacy, of: str) -> None:
    page = make(demo, key, audience, of).page
    assert page.markdown == (FOLDER / f"{page.name}-for-{audience}.md").read_text()


def write() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        planner = demo_in(Path(home))
        for key, audience, of in PAGES:
            page = make(planner, key, audience, of).page  # type: ignore[arg-type]
            path = FOLDER / f"{page.name}-for-{audience}.md"
            path.write_text(page.markdown)
            print(path)


if __name__ == "__main__":
    write()

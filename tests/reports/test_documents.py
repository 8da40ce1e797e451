"""What reviews end in: it reads well (the pages in documents/ are looked at), and stays whole.

python tests/reports/test_documents.py writes the pages anew; look at them before committing.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmgoals.clock import Clock
from pmgoals.model.calendar import Week
from pmgoals.model.month import Month
from pmgoals.model.review import Review
from pmgoals.paths import find_paths
from pmgoals.reports.documents import document_of, name_of
from pmgoals.reports.documents.markdown import plain, words_in
from pmgoals.reports.documents.update import MOST_WORDS
from pmgoals.services.demo import make_demo
from pmgoals.services.planner import Planner
from pmgoals.services.rituals.reviewing import Reviewing
from pmgoals.settings import Settings

FOLDER = Path(__file__).parent / "documents"
DAY = dt.date(2026, 12, 21)
HOSTILE = "# [a](javascript:b) | *c* `d` <e>\n- f \x1b[31m\u202e"

SAID = {
    "needs": "Decision on the calendar licence from the head of platform by 9 Jan",
    "tell": "Head of sales: the Team plan stays at this price",
    "what_happened": "The calendar service came five weeks late; onboarding went as planned.",
    "learned": "a date with a name on it moves more than a reminder",
    "wins": "Onboarding rebuilt with three teams",
    "not_again": "A second steering circle",
    "growth": "Pricing: the council asks me before it meets.",
    "next": "Fewer promises, each with a date and a name.",
}


def demo_reviews(home: Path, said: dict[str, str] = SAID) -> tuple[Planner, list[Review]]:
    """Return the demo plan with a month, a quarter and a year gone through."""
    paths = find_paths({"PMGOALS_HOME": str(home)})
    bits = random.Random(7).getrandbits
    make_demo(Planner(paths, Clock(dt.date(2026, 11, 20)), Settings(), bits=bits), seed=7)
    reviews = []
    for number, kind in enumerate(("monthly", "quarterly", "annual")):
        day = DAY + dt.timedelta(days=number)
        planner = Planner(paths, Clock(day), Settings(), bits=bits)
        reviews.append(gone_through(getattr(planner.rituals, kind)(), said))
    return planner, reviews


def gone_through(ritual: Reviewing, said: dict[str, str]) -> Review:
    """Answer every stage with what is offered, and with what is said."""
    for one in ritual.stages():
        values = {q.key: q.offered for q in one.questions}
        if one.key in said:
            values[one.questions[0].key] = said[one.key]
        if ritual.KIND == "monthly" and one.title.startswith("Cut double"):
            what = said.get("what", "Pilot regions only")
            values |= {"course": "update", "what": what, "by": "15 Jan"}
        ritual.answer(one, values)
    review = ritual.closed()
    assert review is not None
    return review


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Planner, list[Review]]:
    return demo_reviews(tmp_path_factory.mktemp("home"))


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_pages_are_as_they_were_looked_at(
    reviewed: tuple[Planner, list[Review]], number: int
) -> None:
    planner, reviews = reviewed
    review = reviews[number]
    assert document_of(planner, review) == (FOLDER / name_of(review)).read_text(encoding="utf-8")


def test_a_closed_review_says_later_what_it_said_when_it_was_held(tmp_path: Path) -> None:
    paths = find_paths({"PMGOALS_HOME": str(tmp_path / "home")})
    bits = random.Random(7).getrandbits
    make_demo(Planner(paths, Clock(dt.date(2026, 11, 20)), Settings(), bits=bits), seed=7)
    said = {}
    for number, kind in enumerate(("monthly", "quarterly", "annual")):
        planner = Planner(paths, Clock(DAY + dt.timedelta(days=number)), Settings(), bits=bits)
        review = gone_through(getattr(planner.rituals, kind)(), SAID)
        said[review.id] = document_of(planner, review)
    later = Planner(paths, Clock(dt.date(2027, 1, 8)), Settings(), bits=bits)
    goal = next(g for g in later.plan.goals.values() if g.title.startswith("Sell the Team plan"))
    steps = [m for m in later.plan.milestones_of(goal.id) if m.is_open]
    for day in (dt.date(2026, 12, 3), dt.date(2026, 12, 29)):
        later.learning.log("Read", minutes=600, on=day, competency="managing_up")
        later.evidence.add("Shown", on=day)
        later.milestones.done(steps.pop().id)
    main = later.measures.main(goal.id)
    later.measures.read(main.id, 44.0, on=dt.date(2026, 12, 18))
    later.journal.write(answers={"wins": "One more"}, week=Week.of(dt.date(2026, 12, 3)))
    (paused,) = later.plan.open_goals
    later.goals.close(paused.id, grade=0.2, note="Over")
    for review in later.plan.reviews:
        if review.id in said:
            assert document_of(later, review) == said[review.id], review.kind


def test_an_update_is_short(reviewed: tuple[Planner, list[Review]]) -> None:
    planner, (monthly, *_) = reviewed
    text = document_of(planner, monthly)
    assert words_in(text) <= MOST_WORDS
    assert SAID["needs"] in text and "Pilot regions only" in text


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text("ab \n#|*", min_size=1, max_size=400), min_size=1, max_size=5))
def test_no_answer_makes_an_update_long(
    reviewed: tuple[Planner, list[Review]], lines: list[str]
) -> None:
    planner, (monthly, *_) = reviewed
    answers = {"needs": "\n".join(lines), "tell": "\n".join(lines), "beside": lines[0]}
    many = Review(id=monthly.id, created=monthly.created, updated=monthly.updated, kind="monthly",
                  period=monthly.period, on=monthly.on, answers=answers)  # fmt: skip
    assert words_in(document_of(planner, many)) <= MOST_WORDS


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_persons_words_are_never_taken_for_signs(tmp_path: Path, number: int) -> None:
    said = dict.fromkeys(SAID, HOSTILE) | {"what": HOSTILE}
    planner, reviews = demo_reviews(tmp_path / "home", said)
    with planner.change("names") as tx:
        for goal in list(tx.plan.goals.values()):
            tx.change(goal, title=HOSTILE)
    text = document_of(planner, reviews[number])
    assert "\x1b" not in text and "\u202e" not in text
    assert "[a](" not in text
    rows = [line for line in text.split("\n") if line.startswith("|")]
    tables = {len(re.findall(r"(?<!\\)\|", row)) for row in rows}
    assert len(tables) <= 2  # every row of a table has its columns
    assert not re.search(r"^# \[", text, re.M)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("# Ask", "\\# Ask"), ("1. Ask", "1\\. Ask"), ("- Ask", "\\- Ask"), ("a | b", "a \\| b"),
     ("#1 priority", "#1 priority"), ("1.5 to 2", "1.5 to 2"), ("2 < 3", "2 \\< 3")],
)  # fmt: skip
def test_signs_are_escaped_where_they_would_be_read(text: str, kept: str) -> None:
    assert plain(text) == kept


def test_a_review_under_way_and_an_empty_one_have_a_document(
    make_planner: Callable[..., Planner],
) -> None:
    planner = make_planner()
    planner.alignments.keep(Month(2026, 11), {"summary": "Nothing yet"})
    planner.reviews.keep(planner.quarter, answers={"wins": "One"})
    planner.years.keep(planner.years.year(2026), {"next": "Start"})
    for review in planner.plan.reviews:
        text = document_of(planner, review)
        assert text.startswith("# ") and text.endswith("\n")


def write() -> None:
    """Write the pages anew."""
    with tempfile.TemporaryDirectory() as folder:
        planner, reviews = demo_reviews(Path(folder))
        for review in reviews:
            (FOLDER / name_of(review)).write_text(document_of(planner, review), encoding="utf-8")


if __name__ == "__main__":
    write()

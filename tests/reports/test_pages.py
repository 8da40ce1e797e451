"""The plan as a folder of Markdown: whole, the same each time, and never over what is not ours."""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import tempfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from calendar_reader import add_goal, add_step
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pmgoals.clock import Clock
from pmgoals.errors import BadInput, PlanUnwritable
from pmgoals.paths import find_paths
from pmgoals.reports.exports.folder import Written, write_folder
from pmgoals.reports.exports.pages import plan_pages
from pmgoals.reports.exports.pages.mark import is_ours, marked
from pmgoals.reports.exports.pages.names import FOLDERS, LONGEST, slug
from pmgoals.services.demo import make_demo
from pmgoals.services.planner import Planner
from pmgoals.settings import Settings

DAY = dt.date(2026, 11, 20)
HOSTILE = "# [a](javascript:b) | *c* `d` <e>\n- f \x1b[31m\u202e ../../x"


def planner_in(home: Path, day: dt.date = DAY) -> Planner:
    paths = find_paths({"PMGOALS_HOME": str(home)})
    return Planner(paths, Clock(day), Settings(), bits=random.Random(7).getrandbits)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the demonstration's plan."""
    home = tmp_path_factory.mktemp("demo")
    make_demo(planner_in(home))
    return home


@pytest.fixture(scope="module")
def pages(home: Path) -> dict[str, str]:
    """The pages of that plan by their path."""
    return {name: data.decode() for name, data in plan_pages(planner_in(home)).items()}


def put(folder: Path, pages: dict[str, bytes], *, force: bool = False) -> Written:
    return write_folder(folder, pages, FOLDERS, is_ours, force=force)


def page(text: str) -> bytes:
    return marked("goal x", text).encode()


def held(folder: Path) -> dict[str, bytes]:
    """What a folder holds, by path below it."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*")
            if p.is_file()}  # fmt: skip


def links(text: str) -> list[str]:
    """The pages that a page leads to."""
    tokens = MarkdownIt().enable("table").parse(text)
    inner = [child for token in tokens for child in token.children or []]
    return [unquote(str(c.attrs["href"])) for c in inner if c.type == "link_open"]


# ---- what stands in them ----


def test_everything_has_its_page_and_the_index_leads_to_all(
    home: Path, pages: dict[str, str]
) -> None:
    plan = planner_in(home).plan
    count = len(plan.goals) + len(plan.journal) + len(plan.reviews)
    assert len(pages) == count + 3
    assert list(pages)[-1] == "index.md"
    led_to = {to for to in links(pages["index.md"]) if "://" not in to}
    assert led_to == set(pages) - {"index.md"}


def test_every_link_between_pages_leads_somewhere(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        for to in links(text):
            if ":" not in to:
                assert os.path.normpath(f"{name}/../{to}") in pages, (name, to)


def test_a_goals_page_holds_all_that_hangs_on_it(home: Path, pages: dict[str, str]) -> None:
    plan = planner_in(home).plan
    for goal in plan.goals.values():
        (text,) = (text for name, text in pages.items() if goal.id in name)
        flat = text.replace("\\", "")
        for measure in plan.measures_of(goal.id):
            assert f"### Readings of {measure.name}\n" in flat
        rows = re.findall(r"^\| [0-9]+ [A-Z][a-z]{2} [0-9]{4} \|", text, re.M)
        taken = [r for m in plan.measures_of(goal.id) for r in plan.readings_of(m.id)]
        assert len(rows) == len(taken)
        for each in plan.milestones_of(goal.id):
            assert f"| {each.title} |" in flat
        for checkin in plan.checkins_of(goal.id):
            assert f"- {checkin.week}: " in text and checkin.note in flat
        for entry in plan.ledger_of(goal.id):
            assert f"{entry.before or 'nothing'} to {entry.after or 'nothing'}" in flat
            assert entry.reason in flat


def test_weeks_and_logs_hold_their_words(home: Path, pages: dict[str, str]) -> None:
    plan = planner_in(home).plan
    for week, entry in plan.journal.items():
        text = pages[f"journal/{week.lower()}.md"]
        assert entry.text.strip() in text
        lines = [line for answer in entry.answers.values() for line in answer.split("\n")]
        assert all(line.strip(" -*") in text.replace("\\", "") for line in lines)
    for name, records in (("learning.md", plan.learning), ("evidence.md", plan.evidence)):
        text = pages[name].replace("\\", "")
        assert all(each.title in text for each in records)
        assert all(each.takeaway in text for each in plan.learning if name == "learning.md")


def test_the_same_plan_gives_the_same_bytes_on_another_day(home: Path) -> None:
    later = planner_in(home, DAY + dt.timedelta(days=40))
    assert plan_pages(later) == plan_pages(planner_in(home))


def test_what_lies_in_the_trash_is_left_out(tmp_path: Path) -> None:
    planner = planner_in(tmp_path)
    goal = add_goal(planner)
    planner.evidence.add("Gone")
    for name in (goal.id, "Gone"):
        planner.trash.put(name)
    assert list(plan_pages(planner)) == ["index.md"]


def test_hostile_words_act_nowhere(tmp_path: Path) -> None:
    planner = planner_in(tmp_path)
    goal = add_goal(planner, HOSTILE, why=HOSTILE, tags=[HOSTILE], closing_note=HOSTILE)
    add_step(planner, goal, HOSTILE, deliverable=HOSTILE)
    planner.evidence.add(HOSTILE, text=HOSTILE, goal=goal.id, link=HOSTILE)
    planner.learning.log(HOSTILE, takeaway=HOSTILE, goal=goal.id, applied_in=HOSTILE)
    planner.journal.write(answers={"wins": HOSTILE}, tags=[HOSTILE])
    for name, data in plan_pages(planner).items():
        text = data.decode()
        assert "\x1b" not in text and "\u202e" not in text
        assert all(re.fullmatch(r"(\.\./)*[\w/.-]+\.md", to) for to in links(text)), name
        assert "<e>" not in MarkdownIt("commonmark", {"html": True}).render(text)
    (name,) = (name for name in plan_pages(planner) if name.startswith("goals/"))
    assert name == f"goals/a-javascript-b-c-d-e-f-31m-x-{goal.id}.md"


# ---- names ----


@given(st.text(max_size=200))
def test_a_name_is_safe_on_every_system(title: str) -> None:
    name = slug(title)
    assert len(name.encode()) <= LONGEST
    assert not set(name) & set('/\\:*?"<>|.~ \0') and name == name.strip("-")
    assert name.isprintable()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Raise setup: 48 % to 65 %!", "raise-setup-48-to-65"),
        ("../../etc/passwd", "etc-passwd"),
        ("設定画面の文言", "設定画面の文言"),
        ("Größe & Maß", "grösse-mass"),
        ("हिन्दी शीर्षक", "हिन्दी-शीर्षक"),
        ("...", ""),
        ("x" * 300, "x" * 60),
    ],
)
def test_a_name_is_made_of_the_words(title: str, name: str) -> None:
    assert slug(title) == name


def test_goals_of_one_title_or_none_do_not_clash(tmp_path: Path) -> None:
    planner = planner_in(tmp_path)
    ids = [add_goal(planner, title).id for title in ("CON", "con", "...", "Con!")]
    names = [name for name in plan_pages(planner) if name.startswith("goals/")]
    assert len(set(map(str.casefold, names))) == 4
    assert f"goals/{ids[2]}.md" in names


# ---- the folder ----


def test_a_second_export_writes_only_what_changed(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    one = {"goals/a.md": page("a"), "index.md": page("index")}
    assert put(folder, one) == Written(2, 0, 0)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "goals/a.md").stat().st_mode & 0o777 == 0o600
    before = (folder / "index.md").stat().st_mtime_ns
    two = {"goals/b.md": page("b"), "index.md": page("index")}
    assert put(folder, two) == Written(1, 1, 1)
    assert held(folder) == two and (folder / "index.md").stat().st_mtime_ns == before


def test_what_pmgoals_did_not_write_is_not_replaced_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "goals").mkdir()
    own = {"goals/a.md": b"# mine\n", "goals/notes.md": b"---\npmgoal: x\n---\n"}
    for name, data in own.items():
        (tmp_path / name).write_bytes(data)
    pages = {"goals/a.md": page("a"), "index.md": page("index")}
    with pytest.raises(BadInput, match=r"goals/a\.md\. Nothing was written"):
        put(tmp_path, pages)
    assert held(tmp_path) == own
    put(tmp_path, pages, force=True)
    assert held(tmp_path) == own | pages


def test_only_marked_pages_where_pages_lie_are_removed(tmp_path: Path) -> None:
    for name in ("journal/old.md", "elsewhere/old.md", "goals/deep/old.md", "old.txt", "old.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(page("old"))
    (tmp_path / "goals/mine.md").write_bytes(b"mine")
    (tmp_path / "goals/link.md").symlink_to(tmp_path / "old.txt")
    assert put(tmp_path, {"index.md": page("index")}).removed == 2
    assert set(held(tmp_path)) == {
        "elsewhere/old.md", "goals/deep/old.md", "old.txt", "goals/mine.md", "goals/link.md",
        "index.md",
    }  # fmt: skip


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    outside.mkdir()
    folder.mkdir()
    (outside / "file").write_bytes(page("outside"))
    (folder / "index.md").symlink_to(outside / "file")
    pages = {"index.md": page("index")}
    with pytest.raises(BadInput):
        put(folder, pages)
    put(folder, pages, force=True)  # the link gives way
    assert held(outside) == {"file": page("outside")} and not (folder / "index.md").is_symlink()
    (folder / "goals").symlink_to(outside)
    with pytest.raises(BadInput, match="no folder"):
        put(folder, {"goals/a.md": page("a")}, force=True)
    assert held(outside) == {"file": page("outside")}


def test_what_is_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadInput, match="no folder"):
        put(tmp_path / "file", {"index.md": page("x")})
    with pytest.raises((BadInput, PlanUnwritable)):
        put(tmp_path / "file" / "below", {"index.md": page("x")})
    (tmp_path / "index.md").mkdir()
    with pytest.raises(PlanUnwritable):
        put(tmp_path, {"index.md": page("x")}, force=True)


@pytest.mark.parametrize(
    ("head", "ours"),
    [
        (page("x"), True),
        (b"\xef\xbb\xbf" + page("x").replace(b"\n", b"\r\n"), True),
        (b"---\ntitle: x\npmgoals: goal\n---\n", False),
        (b"pmgoals: goal", False),
        (b"", False),
        (b"\xff\0", False),
    ],
)
def test_the_mark_tells(head: bytes, ours: bool) -> None:
    assert is_ours(head) is ours


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.text(max_size=30), max_size=5), min_size=1, max_size=3))
def test_a_folder_always_holds_the_last_export(titles: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as root:
        planner = planner_in(Path(root) / "home")
        for names in titles:
            for goal in planner.plan.goals:
                planner.trash.put(goal)
            for name in names:
                if name.strip():
                    add_goal(planner, name.encode(errors="ignore").decode())
            pages = plan_pages(planner)
            put(Path(root) / "pages", pages)
            assert held(Path(root) / "pages") == pages

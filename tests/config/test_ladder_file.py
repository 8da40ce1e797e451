"""A company's ladder as a file: what is read, and every line at fault."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals import knowledge
from pmgoals.errors import FaultyFile
from pmgoals.inert import one_line
from pmgoals.ladder_file import LONGEST_TEXT, LadderFile, read_ladder
from pmgoals.ladder_file.entries import MOST
from pmgoals.model.ladder import Expectation, own_ladder
from pmgoals.services.planner import Planner

TOML = """
name = "Ours"

[[level]]
name = "P1"
scope = "One feature"
like = "apm"

[[level]]
key = "p_two"
name = "P2"

[[competency]]
name = "Craft"
area = "Work"

[[competency]]
name = "Managing Up"

[[expectation]]
competency = "craft"
level = "P2"
text = "Ships what was agreed."
step = "Working"
"""

CSV = """Level;Area;Competency;Step;Expectation
P1;;;;Does what was framed
P1;Work;Craft;awareness;Helps others ship
P2;Work;Craft;working;"Ships what; was agreed"
P2;;Managing Up;;Tells bad news early
"""


def faults(text: str, *, toml: bool = True) -> list[tuple[int, str]]:
    with pytest.raises(FaultyFile) as caught:
        read_ladder(text, toml=toml)
    return list(caught.value.faults)


def test_a_toml_file_is_a_ladder() -> None:
    found = read_ladder(TOML, toml=True)
    assert found.name == "Ours"
    assert [(level.key, level.name, level.like) for level in found.levels] == [
        ("p1", "P1", "apm"), ("p_two", "P2", ""),
    ]  # fmt: skip
    craft, up = found.competencies
    assert (craft.key, craft.area) == ("craft", "Work")
    common = knowledge.competency("managing_up")
    assert common and (up.key, up.area, up.text) == ("managing_up", common.area, common.text)
    assert found.expectations == {
        "craft": {"p_two": Expectation(text="Ships what was agreed.", step="working")}
    }


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_a_table_of_expectations_is_a_ladder(delimiter: str) -> None:
    text = CSV if delimiter == ";" else CSV.replace(";", delimiter)
    found = read_ladder("\ufeff" + text.replace("\n", "\r\n"), toml=False)
    assert [(level.key, level.expected) for level in found.levels] == [
        ("p1", "Does what was framed"), ("p2", ""),
    ]  # fmt: skip
    assert [skill.name for skill in found.competencies] == ["Craft", "Managing Up"]
    assert found.expectations["craft"]["p2"].text == one_line(f"Ships what{delimiter} was agreed")
    assert found.expectations["managing_up"]["p2"].step is None


def test_what_it_leaves_out_the_common_ladder_says(planner: Planner) -> None:
    text = '[[level]]\nname = "P1"\nlike = "pm"\n[[level]]\nname = "P2"\n'
    text += '[[expectation]]\ncompetency = "managing_up"\nlevel = "p1"\ntext = "Own words."\n'
    planner.ladders.take(read_ladder(text, toml=True))
    ladder, common = planner.ladders.now, knowledge.ladder()
    assert ladder.competencies == common.competencies
    assert ladder.expectation("team_leadership", "p1") == common.expectation(
        "team_leadership", "pm"
    )
    own = ladder.expectation("managing_up", "p1")
    assert own is not None and own.text == "Own words."
    assert ladder.expectation("team_leadership", "p2") is None
    above = ladder.above("p1")
    assert above is not None and above.key == "p2" and ladder.above("p2") is None
    planner.ladders.reset()
    assert planner.ladders.now == common


def test_what_falls_out_of_sight_is_told_and_stays(planner: Planner) -> None:
    planner.competencies.assess("managing_up", 8, 4)
    planner.competencies.assess("team_leadership", 8, 4)
    planner.competencies.set_levels("pm", "senior_pm")
    unseen = planner.ladders.take(read_ladder(CSV, toml=False))
    assert (unseen.ratings, unseen.levels) == (1, ["pm", "senior_pm"])
    assert unseen == planner.ladders.look(read_ladder(CSV, toml=False))
    assert [s.key for s in planner.competencies.standings()] == ["craft", "managing_up"]
    assert planner.ladders.reset().ratings == 0
    assert len([s for s in planner.competencies.standings() if s.on]) == 2


def test_all_that_serves_what_is_not_in_it_is_counted(planner: Planner) -> None:
    for skill in ("team_leadership", "managing_up"):
        planner.evidence.add("a win", competency=skill, level="apm")
        planner.learning.log("a talk", competency=skill)
        planner.reading.add("a book", competency=skill)
    planner.evidence.add("another", level="pm")
    planner.evidence.add("judged of nothing")
    text = '[[level]]\nname = "P1"\nlike = "pm"\n[[competency]]\nname = "Managing Up"\n'
    before = planner.plan.generation
    unseen = planner.ladders.look(read_ladder(text, toml=True))
    assert planner.plan.generation == before and planner.plan.ladder is None
    # team leadership, and the one of the level below the one that P1 is like
    assert (unseen.evidence, unseen.learning, unseen.goals) == (2, 2, 0)


LIKE = """
[[level]]
name = "P1"
like = "apm"
[[level]]
name = "P2"
like = "senior_pm"
[[level]]
name = "P3"
"""


def test_what_showed_a_level_of_the_common_ladder_shows_the_one_that_is_like_it(
    planner: Planner,
) -> None:
    planner.competencies.set_levels("apm", "senior_pm")
    for level in ("apm", "senior_pm", "group_pm", ""):
        planner.evidence.add(f"a win of {level}", competency="managing_up", level=level)
    before = planner.evidence.coverage()
    assert planner.ladders.take(read_ladder(LIKE, toml=True)).levels == []
    assert planner.ladders.aspired() == "p2"

    def shown(level: str) -> list[str]:
        (cover,) = (
            c for c in planner.evidence.coverage(level) if c.competency.key == "managing_up"
        )
        return [piece.level for piece in cover.pieces]

    assert shown("p2") == ["", "group_pm", "senior_pm"]
    assert shown("p1") == ["", "group_pm", "senior_pm", "apm"]
    assert shown("p3") == [""]
    assert [(c.competency.key, c.state, c.expectation) for c in planner.evidence.coverage()] == [
        (c.competency.key, c.state, c.expectation) for c in before
    ]


def test_a_level_of_ones_own_comes_before_a_common_one_of_the_same_key(planner: Planner) -> None:
    text = '[[level]]\nname = "P1"\nlike = "pm"\n[[level]]\nname = "PM"\nlike = "director"\n'
    planner.ladders.take(read_ladder(text, toml=True))
    ladder = planner.ladders.now
    assert (ladder.place("pm"), ladder.place("apm"), ladder.place("king")) == (1, -1, -1)
    assert ladder.like("") is None and ladder.like("apm") is None


LONG = "x" * (LONGEST_TEXT + 1)

FAULTY = [
    ("", [(1, "there is no level in it")]),
    ("x = ", [(1, "there is no value behind the =")]),
    ('name = "Ours\n[[level]]', [(1, "a quotation mark is not closed")]),
    ('[[lvel]]\nname = "P1"', [(1, "“lvel” is not known; level?")]),
    ('[level]\nname = "P1"', [(1, "write it as [[level]], one for each")]),
    (
        '[[level]]\nname = "P1"\n[[level]]\nname = "p1"',
        [(4, "the level “p1” is there twice, first on line 1")],
    ),
    ('[[level]]\nscope = "x"', [(1, "the level has no name")]),
    (
        '[[level]]\nname = "---"',
        [(2, "“---” makes no key; a name needs a letter or a number")],
    ),
    (
        '[[level]]\nname = "P1"\nrank = "1"',
        [(3, "“rank” is not known in a level; it takes name, key, scope, expected, next_step, "
          "like")],
    ),
    ('[[level]]\nnme = "P1"', [(2, "“nme” is not known in a level; name?")]),
    ('name = "x"\n[[level]]\n# one\nname = 3', [(4, "name is no text")]),
    (f'[[level]]\nname = "P1"\nscope = "{LONG}"', [(3, "scope is longer than 600 characters")]),
    ('[[level]]\nname = "P1"\n[[other]]', [(3, "“other” is not known; known are name, level, "
                                             "competency, expectation")]),
    ('level = [{name = "P1"},\n {name = "P1"}]', [
        (1, "the level “P1” is there twice, first on line 1")]),
    (
        '[[level]]\nname = "P1"\n\n[[expectation]]\ncompetency = "managing"\nlevel = "P2"\n'
        'text = "x"\nstep = "good"\n\n[[expectation]]\nlevel = "P1"\ncompetency = "managing_up"\n',
        [
            (5, "there is no competency “managing”; managing_up?"),
            (6, "there is no level “P2”"),
            (8, "the step “good” is not known: awareness, working, practitioner, expert"),
            (10, "the expectation has no text"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FAULTY)
def test_every_fault_of_a_toml_file_is_named_by_its_line(
    text: str, expected: list[tuple[int, str]]
) -> None:
    assert faults(text) == expected


def test_a_refused_level_or_competency_is_one_fault_and_not_one_for_each_of_its_cells() -> None:
    cell = '[[expectation]]\nlevel = "P2"\ncompetency = "Craft"\ntext = "x"\n'
    known = '[[level]]\nname = "P1"\n[[competency]]\nname = "Craft"\n'
    like = "like = “king” is no level of the common ladder (apm"
    (only,) = faults(f'{known}[[level]]\nname = "P2"\nlike = "king"\n{cell}')
    assert only[0] == 7 and only[1].startswith(like)
    assert [line for line, _ in faults(f'{known}[[level]]\nnme = "P2"\n{cell}')] == [6]
    assert [line for line, _ in faults(f'{known}[[lvel]]\nname = "P2"\n{cell}')] == [5]
    refused = f'[[level]]\nname = "P2"\n[[competency]]\nname = "Craft"\nrank = "1"\n{cell}'
    assert [line for line, _ in faults(refused)] == [5]
    rows = f"level,scope,expectation,competency\nP1,{LONG},a,craft\nP1,{LONG},b,juggling\nP1,,c,x\n"
    assert [line for line, _ in faults(rows, toml=False)] == [
        2,
        3,
    ]  # said again, to be mended again


def test_every_fault_of_a_table_is_named_by_its_line() -> None:
    text = (
        "Level,Competency,Expectation,Step,Mood\n"
        "P1,Craft,Ships,wobbly\n"
        ",Craft,Ships\n"
        '"P2",Craft,"Two\nlines",expert\n'
        "P2,craft,Again,expert\n"
    )
    takes = "it takes level, expectation and, if wanted, competency, area, step, scope"
    assert faults(text, toml=False) == [
        (1, f"the column “Mood” is not known; {takes}"),
        (2, "the step “wobbly” is not known: awareness, working, practitioner, expert"),
        (3, "it names no level"),
        (6, "what p2 asks for in craft was said before, on line 4"),
    ]
    missing = (1, f"there is no column level and no column expectation; {takes}")
    assert missing in faults("a,b\n1,2", toml=False)
    near = (1, "the column “Levels” is not known; level?")
    assert near in faults("Levels,expectation\nP1,x", toml=False)
    assert faults("", toml=False) == [(1, "it is empty")]
    assert faults("\n \n", toml=False) == [(1, "it is empty")]


def test_what_stands_twice_in_a_table_or_under_no_column_is_named() -> None:
    text = (
        "level,competency,scope,expectation\n"
        "P1,,One feature,Counted on\n"
        "P1,Craft,Two features,Ships\n"
        "P1,Craft,One feature,Ships\n"
        "P1,,,Counted on\n"
        "P2,Managing Up,,Tells fast, and well\n"
        "P2,Craft,One area,Alone,,\n"
    )
    parted = "a text with “,” in it belongs between quotation marks"
    assert faults(text, toml=False) == [
        (3, "the scope of P1 was said before, on line 2"),
        (4, "what p1 asks for in craft was said before, on line 3"),
        (5, "what P1 is counted on for was said before, on line 2"),
        (6, f"“and well” stands under no column; {parted}"),
    ]
    assert faults("level,expectation,Level\nP1,x,P2\n", toml=False) == [
        (1, "the column “Level” is there twice")
    ]
    assert faults("level,expectation,\nP1,x,y\n", toml=False) == [
        (2, f"“y” stands under no column; {parted}")
    ]


def test_a_table_may_begin_with_blank_lines_and_say_its_delimiter() -> None:
    for before in ("\n\n", "sep=;\n", "\nsep=;\n\n"):
        found = read_ladder(before + CSV, toml=False)
        assert [level.key for level in found.levels] == ["p1", "p2"], before
    (fault,) = faults(f"\n\n{CSV};x;y;z;;;Q\n", toml=False)
    assert fault[0] == 8
    late = read_ladder("level,scope,expectation\nP1,,Counted on\nP1,One area,\n", toml=False)
    assert (late.levels[0].scope, late.levels[0].expected) == ("One area", "Counted on")


def test_a_row_parted_by_another_sign_is_named() -> None:
    text = "level,competency,expectation\nP1;Craft;Ships, fast\nP2\tCraft\tShips\nP3,Craft,x\n"
    assert faults(text, toml=False) == [
        (2, "its cells are parted by “;”, those of the first line by “,”"),
        (3, "its cells are parted by a tab, those of the first line by “,”"),
    ]


def test_a_row_that_cannot_be_taken_apart_is_named_and_the_rest_is_read() -> None:
    text = 'level,expectation\n"P1,x\n,y\n"P2"z,x\n,y\n"P3'
    doubled = 'a quotation mark is not closed, or one inside a cell is not doubled ("")'
    assert faults(text, toml=False) == [
        (2, doubled),
        (3, "it names no level"),
        (4, doubled),
        (5, "it names no level"),
        (6, "a quotation mark is not closed"),
    ]


def test_a_name_said_beside_the_file_wins_and_a_table_has_none_of_its_own() -> None:
    assert read_ladder(CSV, toml=False).name == ""
    assert read_ladder(CSV, toml=False, name="Ours\nof 2026").name == "Ours of 2026"
    assert read_ladder(TOML, toml=True, name="Mine").name == "Mine"


def test_a_faulty_file_changes_nothing_and_says_how_many_faults() -> None:
    with pytest.raises(FaultyFile, match="2 faults; nothing was changed"):
        read_ladder("[[level]]\n[[level]]\n", toml=True)


@given(text=st.text(max_size=300), toml=st.booleans())
def test_any_text_is_a_ladder_or_names_its_faults(text: str, toml: bool) -> None:
    try:
        found = read_ladder(text, toml=toml)
    except FaultyFile as error:
        assert error.faults and all(fault.line > 0 and fault.why for fault in error.faults)
    else:
        assert isinstance(found, LadderFile) and found.levels


names = st.text("abc XY", min_size=1, max_size=5).filter(str.strip)
texts = st.text("abc ,;.", min_size=1, max_size=LONGEST_TEXT // 20).filter(str.strip)


@given(rows=st.lists(st.tuples(names, names, texts), min_size=1, max_size=8))
def test_a_written_table_reads_back(rows: list[tuple[str, str, str]]) -> None:
    body = "".join(f'"{level}","{skill}","{text}"\n' for level, skill, text in rows)
    try:
        found = read_ladder(f"level,competency,expectation\n{body}", toml=False)
    except FaultyFile as error:
        assert all("was said before" in fault.why for fault in error.faults)
        return
    said = {(k, lv): e.text for k, row in found.expectations.items() for lv, e in row.items()}
    assert len(said) == len(rows)
    ladder = own_ladder(knowledge.ladder(), _record(found))
    for level, skill, text in rows:
        key, at = ("_".join(part.casefold().split()) for part in (skill, level))
        cell = ladder.expectation(key, at)
        assert cell is not None and cell.text == one_line(text.strip())


def _record(found: LadderFile):  # type: ignore[no-untyped-def]
    import datetime as dt

    from pmgoals.model.ladder import OwnLadder

    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return OwnLadder(
        id="x1", created=now, updated=now, name=found.name, levels=found.levels,
        competencies=found.competencies, expectations=found.expectations,
    )  # fmt: skip


# ---- every line at fault is told at once ----

LIKE_KING = "like = “king” is no level of the common ladder (" + ", ".join(
    level.key for level in knowledge.levels()
) + ")"  # fmt: skip


def test_one_fault_of_a_level_does_not_hide_the_others() -> None:
    text = '[[level]]\nname = "Senior PM"\nlike = "king"\ncolour = "red"\n'
    takes = "it takes name, key, scope, expected, next_step, like"
    colour = f"“colour” is not known in a level; {takes}"
    assert faults(text) == [(3, LIKE_KING), (4, colour)]
    twice = '[[level]]\nname = "Senior PM"\nlike = "king"\n[[level]]\nname = "Senior PM"\n'
    assert faults(twice) == [
        (3, LIKE_KING),
        (5, "the level “Senior PM” is there twice, first on line 1"),
    ]


def test_one_fault_of_an_expectation_does_not_hide_the_others() -> None:
    text = '[[level]]\nname = "P1"\n[[expectation]]\nlevel = "P1"\ncompetency = "managing_up"\n'
    text += 'text = 3\nstep = "good"\nmood = "x"\n'
    assert [line for line, _ in faults(text)] == [6, 7, 8]
    table = "level,competency,step,expectation\nP1,Craft,godlike,a\nP1,Craft,expert,b\n"
    assert [line for line, _ in faults(table, toml=False)] == [2, 3]


def test_a_row_with_a_competency_says_what_is_expected() -> None:
    short = "level,expectation,area,competency\nPM,Ships,Work,Craft\nLead PM,,Insight,Data\n"
    assert faults(short, toml=False) == [(3, "the expectation has no text")]
    no_skill = short.replace(",Data", "")
    assert [level.name for level in read_ladder(no_skill, toml=False).levels] == ["PM", "Lead PM"]


def test_a_name_that_makes_no_key_is_told_on_every_row_and_once_on_each() -> None:
    text = "level,competency,expectation\n---,Craft,a\n---,Craft,b\nP1,---,c\n"
    assert [line for line, _ in faults(text, toml=False)] == [2, 3, 4]


@pytest.mark.parametrize("toml", [True, False])
def test_a_huge_file_is_read_to_a_limit_and_soon(toml: bool) -> None:
    began = time.perf_counter()
    if toml:
        text = "".join(f'[[level]]\nname = "L{at}"\n' for at in range(12_000))
    else:
        rows = "".join(f"L{at},C{at},x\n" for at in range(12_000))
        text = f"level,competency,expectation\n{rows}"
    last = faults(text, toml=toml)[-1]
    assert last[1] == "it goes on after 2,000 entries; the rest of it was not read"
    assert time.perf_counter() - began < 5  # 100 s before each name was looked up by its key
    long = (1, "it is longer than 2,000,000 characters; no ladder is, so nothing of it was read")
    assert faults("x" * 2_000_001, toml=toml) == [long]


def test_the_largest_ladder_is_read() -> None:
    levels, skills = range(MOST["levels"]), range(MOST["competencies"])
    rows = "".join(f"L{level},C{skill},x\n" for level in levels for skill in skills)
    found = read_ladder(f"level,competency,expectation\n{rows}", toml=False)
    assert len(found.levels) == 30 and len(found.competencies) == 60
    assert faults(f"level,competency,expectation\n{rows}L30,C0,x\n", toml=False) == [
        (1802, "it has more than 30 levels, and this is the next one")
    ]


PLANTS_ROW: dict[str, Callable[[int], str]] = {
    "step": lambda n: f"P1,New {n},wobbly,x",
    "text": lambda n: f"P1,New {n},,",
    "level": lambda n: f",New {n},,x",
    "again": lambda n: "P1,Craft,,x",
    "comma": lambda n: f"P1,New {n},,x,y",
    "long": lambda n: f"P1,New {n},,{LONG}",
    "key": lambda n: f"P1,--- {'-' * n},,x",
}
"""A row with one fault, by what is wrong; `n` keeps it apart from the others."""

PLANTS_TABLE: dict[str, Callable[[int], tuple[str, int]]] = {
    "like": lambda n: (f'[[level]]\nname = "New {n}"\nlike = "king"\n', 2),
    "colour": lambda n: (f'[[level]]\nname = "New {n}"\ncolour = "red"\n', 2),
    "no name": lambda n: ('[[level]]\nscope = "x"\n', 0),
    "no text": lambda n: (f'[[competency]]\nname = "New {n}"\narea = 3\n', 2),
    "twice": lambda n: ('[[competency]]\nname = "Craft"\n', 1),
    "long": lambda n: (f'[[level]]\nname = "New {n}"\n\nscope = "{LONG}"\n', 3),
    "step": lambda n: (
        f'[[expectation]]\nlevel = "P1"\ncompetency = "Skill {n}"\ntext = "x"\nstep = "good"\n', 4
    ),
    "nobody": lambda n: (
        f'[[expectation]]\nlevel = "Nobody"\ncompetency = "Skill {n}"\ntext = "x"\n', 1
    ),
    "again": lambda n: ('[[expectation]]\nlevel = "P1"\ncompetency = "Craft"\ntext = "x"\n', 0),
}  # fmt: skip
"""An entry with one fault, and which of its lines that is on, counted from 0."""


@given(plants=st.lists(st.sampled_from([None, *PLANTS_ROW]), max_size=9))
def test_exactly_the_rows_that_are_at_fault_are_named(plants: list[str | None]) -> None:
    lines = ["level,competency,step,expectation", "P1,Craft,,Ships"]
    planted = []
    for number, plant in enumerate(plants):
        lines.append(PLANTS_ROW[plant](number) if plant else f"P1,Fine {number},expert,x")
        if plant:
            planted.append(len(lines))
    assert _lines_at_fault("\n".join(lines), toml=False) == planted


@given(plants=st.lists(st.sampled_from([None, *PLANTS_TABLE]), max_size=9))
def test_exactly_the_lines_of_tables_that_are_at_fault_are_named(plants: list[str | None]) -> None:
    text = '[[level]]\nname = "P1"\n[[competency]]\nname = "Craft"\n'
    for number in range(len(plants)):
        text += f'[[competency]]\nname = "Skill {number}"\n'
    text += '[[expectation]]\nlevel = "P1"\ncompetency = "craft"\ntext = "x"\n'
    planted = []
    for number, plant in enumerate(plants):
        entry, line = (
            PLANTS_TABLE[plant](number) if plant else (f'[[level]]\nname = "F {number}"\n', 0)
        )
        if plant:
            planted.append(text.count("\n") + 1 + line)
        text += entry
    assert _lines_at_fault(text, toml=True) == planted


def _lines_at_fault(text: str, *, toml: bool) -> list[int]:
    try:
        read_ladder(text, toml=toml)
    except FaultyFile as error:
        return [fault.line for fault in error.faults]
    return []


@pytest.mark.parametrize(
    "text",
    ['a = "' + "x" * 200_000, 'level,expectation\nPM,"' + "x" * 200_000 + '"\n',
     "level,expectation\nPM," + "x" * 140_000 + "\n"],
)  # fmt: skip
def test_a_cell_that_is_a_book_is_a_fault(text: str) -> None:
    """It was told as a defect, or as a quotation mark that is not closed."""
    with pytest.raises(FaultyFile) as refused:
        read_ladder(text, toml=False)
    assert "quotation" not in str(refused.value) or text.startswith("a =")

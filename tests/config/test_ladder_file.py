"""A company's ladder as a file: what is read, and every line at fault."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals import knowledge
from pmgoals.errors import FaultyFile
from pmgoals.inert import one_line
from pmgoals.ladder_file import LONGEST_TEXT, LadderFile, read_ladder
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
    assert [s.key for s in planner.competencies.standings()] == ["craft", "managing_up"]
    assert planner.ladders.reset().ratings == 0
    assert len([s for s in planner.competencies.standings() if s.on]) == 2


LONG = "x" * (LONGEST_TEXT + 1)

FAULTY = [
    ("", [(1, "there is no level in it")]),
    ("x = ", [(1, "it is no TOML: invalid value")]),
    ('[[lvel]]\nname = "P1"', [(1, "“lvel” is not known; level?")]),
    ('[level]\nname = "P1"', [(1, "write it as [[level]], one for each")]),
    ('[[level]]\nname = "P1"\n[[level]]\nname = "p1"', [(3, "the level “p1” is there twice")]),
    ('[[level]]\nscope = "x"', [(1, "the level has no name")]),
    ('[[level]]\nname = "---"', [(1, '“---” makes no key; give it one with key = "..."')]),
    ('[[level]]\nname = "P1"\nrank = "1"', [(1, "“rank” is not known in a level")]),
    ('[[level]]\nname = 3', [(1, "name is no text")]),
    (f'[[level]]\nname = "P1"\nscope = "{LONG}"', [(1, "scope is longer than 600 characters")]),
    (
        '[[level]]\nname = "P1"\n\n[[expectation]]\ncompetency = "managing"\nlevel = "P2"\n'
        'text = "x"\nstep = "good"\n\n[[expectation]]\nlevel = "P1"\ncompetency = "managing_up"\n',
        [
            (4, "the step “good” is not known: awareness, working, practitioner, expert"),
            (4, "there is no competency “managing”; managing_up?"),
            (4, "there is no level “P2”"),
            (10, "the expectation has no text"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FAULTY)
def test_every_fault_of_a_toml_file_is_named_by_its_line(
    text: str, expected: list[tuple[int, str]]
) -> None:
    assert faults(text) == expected


def test_every_fault_of_a_table_is_named_by_its_line() -> None:
    text = (
        "Level,Competency,Expectation,Step,Mood\n"
        "P1,Craft,Ships,wobbly\n"
        ",Craft,Ships\n"
        '"P2",Craft,"Two\nlines",expert\n'
        "P2,craft,Again,expert\n"
    )
    assert faults(text, toml=False) == [
        (1, "the column “mood” is not known"),
        (2, "the step “wobbly” is not known: awareness, working, practitioner, expert"),
        (3, "it names no level"),
        (6, "what p2 asks for in craft was said before"),
    ]
    missing = (1, "there is no column level and no column expectation")
    assert missing in faults("a,b\n1,2", toml=False)
    assert faults("", toml=False)[0] == (1, "it is empty")
    assert faults('level,expectation\n"P1,x', toml=False)[0][0] == 2


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

"""Evidence of a level: kept, listed, changed, set against what the level asks, as a packet."""

import pytest

SKILL = "managing_up"


@pytest.fixture
def kept(pm, goal):
    """Ids of three pieces of evidence, by a word of their titles."""
    pm("ladder", "set", "--level", "pm", "--aspired", "senior_pm")
    return {
        "held": pm("win", "Held the line", "--competency", SKILL, "--level", "senior",
                   "--goal", goal).id,
        "told": pm("win", "Told it early", "--competency", SKILL, "--on", "1 Sep 2026").id,
        "ended": pm("evidence", "add", "Ended X", "--kind", "killed", "--level", "pm").id,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), ["ended", "held", "told"]),
        (("--competency", "managing"), ["held", "told"]),
        (("--level", "senior_pm"), ["held"]),
        (("--kind", "killed"), ["ended"]),
        (("--goal", "onboarding"), ["held"]),
        (("--competency", SKILL, "--since", "2026-11-01"), ["held"]),
        (("--competency", SKILL, "--limit", "1"), ["held"]),
        (("--kind", "ship"), []),
    ],
)
def test_the_list_is_filtered(pm, kept, words, found):
    ids = [entry["id"] for entry in pm("evidence", "list", *words, "--json").json]
    assert sorted(ids) == sorted(kept[word] for word in found)
    assert pm("evidence", "list", *words).out.count("\n") == len(found)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--competency", "juggling"), 3),
        (("--level", "emperor"), 3),
        (("--kind", "luck"), 3),
        (("--goal", "nowhere"), 1),
        (("--limit", "-1"), 2),
        (("--limit", "many"), 2),
    ],
)
def test_a_filter_that_means_nothing_is_refused(pm, kept, words, code):
    ran = pm("evidence", "list", *words)
    assert (ran.code, ran.out) == (code, "")
    assert "Did you mean --limit" not in ran.err


def test_evidence_is_changed_and_emptied(pm, kept):
    ran = pm("evidence", "edit", "held the", "--title", "Held it", "--level", "", "--goal", "",
             "--more", "they agreed", "--kind", "influence", "--on", "yesterday")  # fmt: skip
    assert (ran.code, ran.out) == (0, "")
    found = {e["id"]: e for e in pm("evidence", "--json").json}[kept["held"]]
    assert (found["title"], found["level"], found["goal"]) == ("Held it", "", None)
    assert (found["text"], found["kind"], found["on"]) == ("they agreed", "influence", "2026-11-20")
    assert found["competency"] == SKILL


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("held",), 2),
        (("nothing", "--title", "x"), 1),
        (("held", "--title", " "), 3),
        (("held", "--kind", "luck"), 3),
        (("held", "--level", "emperor"), 3),
        (("held", "--on", "2027-05-01"), 3),
    ],
)
def test_a_change_that_cannot_be_leaves_everything(pm, kept, home, words, code):
    before = (home / "plan.json").read_bytes()
    assert pm("evidence", "edit", *words).code == code
    assert (home / "plan.json").read_bytes() == before


def test_a_win_of_an_unknown_level_is_not_kept(pm):
    assert pm("win", "x", "--level", "emperor").code == 3
    assert pm("evidence", "--json").json == []


# ---- coverage and packet ----


def test_coverage_is_a_matrix_by_quarter(pm, kept):
    found = pm("evidence", "coverage", "--json").json
    assert (found["level"], len(found["covers"])) == ("senior_pm", 12)
    cover = next(c for c in found["covers"] if c["competency"] == SKILL)
    assert (cover["state"], cover["latest"], cover["step"]) == (
        "shown", "2026-11-21", "practitioner",
    )  # fmt: skip
    assert [piece["id"] for piece in cover["pieces"]] == [kept["held"], kept["told"]]
    assert cover["quarters"] == [
        {"quarter": f"FY26 Q{n}", "pieces": pieces} for n, pieces in enumerate((0, 0, 1, 1), 1)
    ]
    ran = pm("evidence", "coverage")
    line = next(line for line in ran.out.splitlines() if line.startswith("Managing Up"))
    assert line.split() == ["Managing", "Up", "shown", "2", "21", "Nov", "2026", "·", "·", "1", "1"]
    assert ran.code == 0 and " nothing " in ran.out and "Senior Product Manager" in ran.out
    assert pm("evidence", "coverage", "product", "manager", "--json").json["level"] == "pm"
    assert pm("evidence", "coverage", "emperor").code == 3


def test_without_a_level_there_is_nothing_to_cover(pm):
    ran = pm("evidence", "coverage")
    assert (ran.code, ran.out) == (0, "") and "ladder set --aspired" in ran.err
    assert pm("evidence", "coverage", "--json").json == {"level": "", "name": "", "covers": []}
    assert pm("evidence", "packet").code == 3


def test_the_packet_is_printed_or_written_once(pm, kept, tmp_path):
    text = pm("evidence", "packet").out
    assert text.startswith("# Towards Senior Product Manager\n") and "Held the line" in text
    path = tmp_path / "packet.md"
    ran = pm("evidence", "packet", "-o", str(path))
    assert (ran.code, ran.out) == (0, "") and path.read_text() == text
    assert path.stat().st_mode & 0o777 == 0o600
    assert pm("evidence", "packet", "pm", "-o", str(path)).code == 3
    assert path.read_text() == text
    assert pm("evidence", "packet", "pm", "-o", str(path), "--force").code == 0
    assert path.read_text().startswith("# Towards Product Manager\n")
    assert pm("evidence", "packet", "-o", str(tmp_path / "no" / "p.md")).code == 5
    assert pm("evidence", "packet", "emperor").code == 3

"""Reports and what is shared, by command line."""

from pathlib import Path

import pytest


def test_reports_are_listed_and_one_is_written(pm, rich, tmp_path):
    assert "self-review" in pm("report").out
    ran = pm("report", "update")
    assert ran.code == 0 and ran.out.startswith("# Update November 2026")
    assert "For your manager." in ran.err and "left out" in ran.err
    said = pm("report", "update", "--json").json
    assert (said["audience"], said["text"]) == ("manager", ran.out)
    assert any(each["title"] == "Alone" for each in said["left_out"])
    named = pm("report", "update", "--left-out").out
    assert "goal: Alone (for you alone)" in named and not named.startswith("#")
    assert "Nothing is left out" in pm("report", "update", "--audience", "me").err


def test_a_reports_ending_says_its_form_and_nothing_is_replaced(pm, rich, tmp_path):
    for ending, mark in (("md", "# Self"), ("txt", "Self-review"), ("html", "<!doctype html>")):
        to = tmp_path / f"page.{ending}"
        assert pm("report", "self-review", "-o", str(to)).code == 0
        assert to.read_text().lower().startswith(mark.lower()), ending
        assert pm("report", "self-review", "-o", str(to)).code == 3
        assert pm("report", "self-review", "-o", str(to), "--force").code == 0
    ran = pm("report", "brag", "-o", str(tmp_path), "--format", "txt")
    assert ran.code == 0 and (tmp_path / "brag-fy26.txt").exists()


def test_another_ending_is_no_form(pm, rich, tmp_path):
    ran = pm("report", "brag", "-o", str(tmp_path / "x.docx"))
    assert ran.code == 3 and ".docx" in ran.err and not list(tmp_path.glob("x*"))
    assert pm("report", "brag", "-o", str(tmp_path / "x.docx"), "--format", "txt").code == 0
    assert pm("report", "brag", "-o", str(tmp_path / "brag")).code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("gossip",), 3),
        (("goal",), 3),
        (("goal", "nothing like it"), 1),
        (("goal", "Alone"), 3),
        (("year", "someday"), 3),
        (("update", "--audience", "boss"), 2),
    ],
)
def test_what_is_no_report_is_refused(pm, rich, words, code):
    ran = pm("report", *words)
    assert ran.code == code and ran.err and not ran.out


def test_what_is_shared_is_listed_and_taken_back(pm, rich):
    assert pm("share", "Alone", "mentor", "--numbers", "percent").code == 0
    titles = {each["title"]: each["level"] for each in pm("share", "list", "--json").json}
    assert titles["Alone"] == "mentor"
    assert "Alone" not in pm("share", "list", "manager").out
    assert "Alone" in pm("report", "goal", "Alone", "--audience", "mentor").out
    assert pm("undo").code == 0
    assert "Alone" not in pm("share", "list").out
    again = pm("share", "Alone", "me")
    assert again.err == "“Alone” is for you alone already.\n" and pm("history").out.count("Alone")
    assert "undid" not in again.err and pm("share", "Alone", "manager").err.startswith(
        "“Alone” is for your manager and your mentor."
    )
    pm("undo")
    assert pm("share", "Alone").code == 3
    assert pm("share", "Alone", "everyone").code == 3
    assert pm("share", "Guide agreed", "public").code == 3


def test_no_escape_of_a_title_reaches_a_report(pm, rich, tmp_path):
    pm("share", pm("win", "Ding \x1b[31m\u202e <script>alert(1)</script>").id, "public")
    for ending in ("md", "txt", "html"):
        to = Path(tmp_path) / f"b.{ending}"
        assert pm("report", "brag", "--audience", "public", "-o", str(to)).code == 0
        text = to.read_text()
        assert "Ding" in text and "\x1b" not in text and "\u202e" not in text
        assert ending != "html" or "<script" not in text

"""docs/cli.md says what the command line does: verbs, options, exit codes, JSON keys."""

import json
import re
from pathlib import Path

import pytest
from foreign_samples import FOLDER

from pmgoals.cli.main import DEFECT, INTERRUPTED, build
from pmgoals.cli.verbs import VERBS
from pmgoals.errors import Exit

DOC = Path(__file__).parents[2] / "docs" / "cli.md"
MAPS = ("answers", "kept", "rehearsed", "recalls", "origin_said")
"""Keys that hold a person's own names."""

WORDS = {
    "learn": ("A talk", "45m"),
    "win": ("A customer said thanks",),
    "evidence add": ("A decision", "--kind", "decision"),
    "lint": ("Reach 50,000 page views by 30 Jun 2027",),
    "goal show": ("onboarding",),
    "milestone propose": ("onboarding", "--stakeholders"),
    "goal chart": ("onboarding",),
    "goal template": ("setup",),
    "goal ledger": ("onboarding",),
    "goal list": ("--all",),
    "config check": (),
    "import csv": (
        str(FOLDER / "jira.csv"),
        "--as",
        "milestones",
        "--goal",
        "onboarding",
        "--column",
        "title=Summary",
        "--column",
        "due=Due date",
    ),
    "import jrnl": (str(FOLDER / "jrnl.json"),),
    "import taskwarrior": (str(FOLDER / "taskwarrior.json"),),
    "import issues": (str(FOLDER / "linear.csv"), "--goal", "onboarding"),
    "journal show": (),
    "align mend": ("orphan",),
}
"""Words that a reading verb needs to have something to print."""


def sections() -> dict[str, str]:
    """The page's text by verb."""
    parts = re.split(r"^### `pmgoals (.+?)`$", DOC.read_text(encoding="utf-8"), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def keys_of(document: object) -> set[str]:
    """Every path to a value, such as `goals[].next_milestone.id`.

    What is null or empty in one place and holds keys in another is no value of its own.
    """
    found = {key.removeprefix("[].") for key in paths_in(document, "")}
    return {key for key in found if not any(k.startswith((f"{key}.", f"{key}[")) for k in found)}


def paths_in(document: object, at: str) -> set[str]:
    if isinstance(document, dict) and at.rpartition(".")[2] not in MAPS:
        return {key for name, value in document.items()
                for key in paths_in(value, f"{at}.{name}" if at else name)}  # fmt: skip
    if isinstance(document, list) and any(isinstance(entry, dict) for entry in document):
        return {key for entry in document for key in paths_in(entry, f"{at}[]")}
    return {at}


def reads(verb: str) -> bool:
    return "--json" in build(verb)[0]._option_string_actions


READING = [verb for verb in VERBS if reads(verb)]


def test_every_verb_is_documented():
    assert list(sections()) == list(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_is_documented(verb):
    text = sections()[verb]
    options = {
        name
        for action in build(verb)[0]._actions
        for name in action.option_strings
        if name.startswith("--")
    } - {"--plan", "--today", "--no-color", "--ascii", "--debug", "--help", "--json"}
    documented = set(re.findall(r"`(--[a-z-]+)", text))
    assert documented == options


def test_every_exit_code_is_documented():
    text = DOC.read_text(encoding="utf-8")
    documented = {int(code) for code in re.findall(r"^\| (\d+) \|", text, flags=re.M)}
    assert documented == {*map(int, Exit), DEFECT, INTERRUPTED}


@pytest.mark.parametrize("verb", READING)
def test_the_documented_keys_are_the_real_ones(verb, pm, rich, home):
    if verb == "config check":
        (home / "config.toml").write_text("nonsense = 1\n")
        document = json.loads(pm("config", "check", "--json").out)
    elif verb == "due":  # its exit code says that something is
        document = json.loads(pm("due", "--json").out)
    elif verb == "doctor":  # so does this one's
        (home / "plan.json").chmod(0o644)
        document = json.loads(pm("doctor", "--json").out)
    else:
        document = pm(*verb.split(), *WORDS.get(verb, ()), "--json").json
    assert document, "the sample has nothing to print"
    real = keys_of(document)
    block = re.search(
        r"^JSON, (?:one object|a list):\n```\n(.*?)```", sections()[verb], re.M | re.S
    )
    assert block, "\n".join(sorted(real))
    assert set(block[1].split()) == real
    assert ("a list" in block[0]) is isinstance(document, list)


def test_the_keys_of_one_level_are_those_of_every_level_and_its_cells(pm, rich):
    every, one = re.findall(r"^```\n(.*?)```", sections()["ladder show"], re.M | re.S)
    found = keys_of(pm("ladder", "show", "pm", "--json").json)
    assert found == {*every.split(), *one.split()}


def test_verbs_that_do_not_read_take_no_json():
    assert {"goal add", "learn edit", "undo", "config set"}.isdisjoint(READING)

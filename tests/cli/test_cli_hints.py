"""Every command that a message suggests can be pasted: real words, quotes a shell takes."""

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

import pmgoals
from pmgoals.cli.main import build, find_verb
from pmgoals.cli.verbs import VERBS

FLOORS = ("cli", "services", "storage", "reports", "tui", "errors.py", "config.py", "settings.py")
"""What speaks to the person."""


def texts(path: Path) -> Iterator[str]:
    """The texts of a module, what is put into them as `X`; docstrings are left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)
        for part in node.values
    }  # fmt: skip
    for node in ast.walk(tree):
        if id(node) in told or id(node) in inside:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values
            )


def commands() -> list[str]:
    """The commands that stand in backticks, or at the end of a text behind a colon or question."""
    root = Path(pmgoals.__file__).parent
    files = [file for floor in FLOORS for file in (root / floor, *(root / floor).rglob("*.py"))]
    found = set()
    for file in files:
        if file.is_file():
            for text in texts(file):
                found |= set(re.findall(r"`(pmgoals [a-z][^`]*)`", text))
                outside = re.sub(r"`[^`]*`", "", text)
                found |= set(re.findall(r"[:?;] (pmgoals [a-z].*)$", outside, re.DOTALL))
    return sorted(found)


def test_commands_are_found():
    assert 'pmgoals learn "Title" 45m' in commands() and len(commands()) > 40


@pytest.mark.parametrize("command", commands())
def test_a_command_that_is_suggested_can_be_pasted(command):
    assert not re.search(r"[“”‘’…]", command)
    assert not command.endswith((".", ",", ";")) and ", " not in command
    verb, rest = find_verb(shlex.split(command)[1:])
    nouns = {name.partition(" ")[0] for name in VERBS}
    assert verb in VERBS or (verb in nouns and not rest)
    if verb in VERBS:
        known = build(verb)[0]._option_string_actions
        assert {word.partition("=")[0] for word in rest if word.startswith("--")} <= known.keys()

"""The README says what is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from readme_command import command

from pmgoals import keymap

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_key_table_is_made_from_the_commands() -> None:
    table = README.partition("<!-- keys -->\n")[2].partition("\n<!-- /keys -->")[0]
    assert table == keymap.markdown(), "paste the output of: pmgoals keys --markdown"


@pytest.mark.parametrize("path", re.findall(r"\]\((?!http)([^)#]+)\)", README))
def test_every_link_leads_somewhere(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_two_commands_stand_in_the_readme() -> None:
    assert command("install").endswith(".venv/bin/pmgoals")
    assert command("test").endswith("pytest -q")


@pytest.mark.parametrize("path", re.findall(r"`(?:python|bash) ([\w./]+)", README))
def test_every_script_it_names_is_there(path: str) -> None:
    assert (ROOT / path).is_file()


def test_the_lock_file_names_no_host() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in text
    assert "textual==" in text
    assert "--hash=sha256:" in text

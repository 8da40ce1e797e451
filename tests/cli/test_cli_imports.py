"""What a command must not import."""

import os
import subprocess
import sys

import pytest

from pmgoals.cli.verbs import VERBS

LOOK = """
import sys
from pmgoals.cli.main import build, main
{run}
names = {{name.partition('.')[0] for name in sys.modules}} | set(sys.modules)
print(sorted(names & set({forbidden!r})), file=sys.stderr)
"""


def imported(run: str, forbidden: set[str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", LOOK.format(run=run, forbidden=sorted(forbidden))],
        capture_output=True, text=True, env=os.environ, timeout=60,
    )  # fmt: skip
    return done.stderr.splitlines()[-1]


def test_no_verb_imports_textual(home):
    run = f"for verb in {list(VERBS)!r}: build(verb)"
    assert imported(run, {"textual", "rich", "aiohttp", "textual_serve", "webbrowser"}) == "[]"


@pytest.mark.parametrize(
    "words",
    [
        ["today"], ["plan"], ["align"], ["goal", "list"], ["review"], ["themes"], ["journal"],
        ["config", "show"], ["--help"], ["completion", "bash"], ["where"], ["history"],
        ["export", "ics"],
    ],
)  # fmt: skip
def test_no_run_imports_textual(home, words):
    assert imported(f"main({words!r})", {"textual", "rich"}) == "[]"


def test_quick_capture_imports_only_what_it_needs(home):
    forbidden = {
        "textual", "rich", "dateutil", "tomllib", "platformdirs", "difflib", "shutil", "asyncio",
        "pmgoals.knowledge", "pmgoals.settings", "pmgoals.config", "pmgoals.smart",
        "pmgoals.model.dates", "shtab", "subprocess", "csv", "shlex", "selectors",
    }  # fmt: skip
    assert imported("main(['learn', 'Read Inspired', '45m'])", forbidden) == "[]"

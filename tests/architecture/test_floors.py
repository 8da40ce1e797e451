"""The direction of the arrows, and what a command may import."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("textual", "rich", "markdown_it", "asyncio")


def modules_after(*argv: str, home: Path) -> set[str]:
    """Run a command in a process of its own and return the modules it had imported."""
    code = (
        "import sys\n"
        "from pmgoals.cli.main import main\n"
        f"code = main({list(argv)!r})\n"
        "sys.stderr.write('\\nMODULES ' + ' '.join(sys.modules))\n"
        "sys.exit(code)\n"
    )
    env = {**os.environ, "PMGOALS_HOME": str(home)}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env)
    assert run.returncode in (0, 1), run.stderr
    return set(run.stderr.rpartition("MODULES ")[2].split())


@pytest.mark.parametrize(
    "argv",
    [
        ("today",),
        ("today", "--json"),
        ("plan",),
        ("goal", "list"),
        ("learn", "list"),
        ("align",),
        ("themes",),
        ("keys",),
        ("config", "show"),
        ("--help",),
    ],
)
def test_the_command_line_never_imports_the_app(argv: tuple[str, ...], tmp_path: Path) -> None:
    modules = modules_after(*argv, home=tmp_path)
    assert not {name.partition(".")[0] for name in modules} & {"textual", "rich"}


def test_a_quick_capture_imports_only_what_it_uses(tmp_path: Path) -> None:
    modules = modules_after("learn", "Read a chapter", "45m", home=tmp_path)
    unneeded = {"tomllib", "dateutil", "platformdirs", "difflib", "textual", "pmgoals.knowledge"}
    assert not modules & unneeded


def test_nothing_happens_on_import(tmp_path: Path) -> None:
    code = (
        "import importlib, pkgutil, pmgoals\n"
        "for found in pkgutil.walk_packages(pmgoals.__path__, 'pmgoals.'):\n"
        "    if found.name != 'pmgoals.__main__':\n"
        "        importlib.import_module(found.name)\n"
    )
    env = {**os.environ, "PMGOALS_HOME": str(tmp_path / "home"), "HOME": str(tmp_path)}
    env["PYTHONPYCACHEPREFIX"] = str(ROOT / ".pytest_cache" / "pyc")
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, cwd=tmp_path
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_imports_only_go_down() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([lint], capture_output=True, text=True, cwd=ROOT)
    assert run.returncode == 0, run.stdout

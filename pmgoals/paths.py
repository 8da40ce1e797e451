"""Where things live: the plan, the settings, the state beside them, the person's themes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from pmgoals.errors import PlanUnreadable


class Paths(msgspec.Struct, frozen=True):
    """The places of one run; nothing is created here."""

    plan: Path
    """The plan file."""
    config: Path
    """The settings file, `config.toml`."""
    state: Path
    """Locks, backups, drafts and history; never synced."""
    themes: Path
    """The person's own themes."""
    named: bool = False
    """Whether the plan file was named for this run: advice to run a command has to name it too."""


def find_paths(env: Mapping[str, str], plan: str | None = None) -> Paths:
    """Return the places for an environment.

    `PMGOALS_HOME` moves everything; `plan` (the option) or `PMGOALS_PLAN` names the plan file
    alone; else the platform's own directories are used.
    """
    home = env.get("PMGOALS_HOME")
    if home:
        root = Path(home).expanduser().absolute()
        paths = Paths(root / "plan.json", root / "config.toml", root / "state", root / "themes")
    else:
        paths = _platform_paths()
    named = plan or env.get("PMGOALS_PLAN")
    if named:
        paths = msgspec.structs.replace(paths, plan=_file(named), named=True)
    return paths


def _file(named: str) -> Path:
    """Return the absolute path of a named plan; a folder holds its plan as `plan.json`."""
    if "\0" in named:
        raise PlanUnreadable("The plan's file name holds a NUL character.", "Name another file.")
    path = Path(named).expanduser().absolute()
    return path / "plan.json" if path.is_dir() else path


def _platform_paths() -> Paths:
    """Return the places the platform gives to programs."""
    import platformdirs  # 25 ms: only when no home is named

    data = platformdirs.user_data_path("pmgoals", appauthor=False)
    config = platformdirs.user_config_path("pmgoals", appauthor=False)
    state = platformdirs.user_state_path("pmgoals", appauthor=False)
    return Paths(data / "plan.json", config / "config.toml", state, config / "themes")

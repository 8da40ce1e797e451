"""Where a demonstration plan goes, and how an earlier one makes room."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec

from pmgoals.errors import BadInput
from pmgoals.files import make_private, refusal
from pmgoals.paths import Paths
from pmgoals.storage.places import Places

MARK = "DEMO.txt"
"""A file of this name tells a demonstration's folder from a plan's own."""

REPLACED = "plan-before.json"
"""What the plan of an earlier demonstration is renamed to."""

_SAID = "plan.json in this folder is a demonstration; `pmgoals demo` replaces it.\n"


def make_room(paths: Paths, folder: Path | None = None) -> Paths:
    """Return the places of a demonstration plan in a folder, `demo` in the state folder by default.

    An earlier demonstration is set aside as `plan-before.json`, its backups and history let go.
    BadInput when the folder holds a plan that is no demonstration; PlanUnwritable when it cannot
    be written.
    """
    folder = (folder or paths.state / "demo").expanduser().absolute()
    places = Places(folder / "plan.json", paths.state)
    try:
        if places.plan.is_symlink() or places.plan.exists():
            if not (folder / MARK).is_file():
                raise BadInput(
                    f"{places.plan} is a plan of your own; nothing was changed.",
                    "Name another folder: pmgoals demo DIR",
                )
            places.plan.replace(folder / REPLACED)
        shutil.rmtree(places.corner, ignore_errors=True)
        make_private(folder)
        (folder / MARK).write_text(_SAID, encoding="utf-8")
    except OSError as error:
        raise refusal(error, places.plan) from None
    return msgspec.structs.replace(paths, plan=places.plan, named=True)

"""`pmgoals where`: every file and folder in use."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.palette import built_in_folder

if TYPE_CHECKING:
    from pmgoals.services.encryption import State


def where(parser: Parser) -> Run:
    """Declare `where`."""
    parser.reading()
    return _where


def _where(args: Namespace, session: Session) -> None:
    planner = session.planner
    places = planner.places
    state = planner.encryption.state()
    found = {
        "plan": places.plan,
        "config": planner.paths.config,
        "state": places.state,
        "backups": places.backups,
        "drafts": places.drafts,
        "history": places.history,
        "key": places.key,
        "themes": planner.paths.themes,
        "built_in_themes": built_in_folder(),
    }
    if args.json:
        paths = {name: str(path) for name, path in found.items()}
        session.out.json(paths | {"encrypted": state.plan, "plain": state.plain})
        return
    if not state.has_key:
        del found["key"]
    rows = [(name.replace("_", " "), str(path), _state(path)) for name, path in found.items()]
    session.out.table([*rows, ("encrypted", *_encrypted(state))])


def _encrypted(state: State) -> tuple[str, str]:
    """Return how far a plan is encrypted, and what there is to do about it."""
    if state.plan:
        rest = f"{state.plain} beside it not: pmgoals encrypt" if state.plain else ""
        return "yes, unlocked for this session" if state.unlocked else "yes", rest
    rest = f"{state.sealed} beside it are: pmgoals decrypt" if state.sealed else ""
    return "no", rest


def _state(path: Path) -> str:
    """Return what is to be known of a path, empty when it is simply there."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return "not there yet"
    except OSError as error:
        return (error.strerror or "cannot be read").lower()
    return ""

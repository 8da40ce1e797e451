"""`pmgoals where`: every file and folder in use."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.palette import built_in_folder


def where(parser: Parser) -> Run:
    """Declare `where`."""
    parser.reading()
    return _where


def _where(args: Namespace, session: Session) -> None:
    planner = session.planner
    places = planner.places
    found = {
        "plan": places.plan,
        "config": planner.paths.config,
        "state": places.state,
        "backups": places.backups,
        "drafts": places.drafts,
        "history": places.history,
        "themes": planner.paths.themes,
        "built_in_themes": built_in_folder(),
    }
    if args.json:
        session.out.json({name: str(path) for name, path in found.items()})
        return
    rows = [(name.replace("_", " "), str(path), _state(path)) for name, path in found.items()]
    session.out.table(rows)


def _state(path: Path) -> str:
    """Return what is to be known of a path, empty when it is simply there."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return "not there yet"
    except OSError as error:
        return (error.strerror or "cannot be read").lower()
    return ""

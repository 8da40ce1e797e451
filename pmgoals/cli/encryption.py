"""`pmgoals encrypt`, `decrypt`, `passphrase`, `unlock` and `lock`: private bytes at rest."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.session import Session

if TYPE_CHECKING:
    from pmgoals.services.encryption import Converted


def encrypt(parser: Parser) -> Run:
    """Declare `encrypt`."""
    return _encrypt


def decrypt(parser: Parser) -> Run:
    """Declare `decrypt`."""
    parser.add_argument(
        "--print", metavar="FILE", dest="sealed_file", help="only print what one sealed file holds"
    )
    return _decrypt


def passphrase(parser: Parser) -> Run:
    """Declare `passphrase`."""
    parser.add_argument(
        "--from-command", action="store_true", help="take the new one from passphrase_command"
    )
    return _passphrase


def unlock(parser: Parser) -> Run:
    """Declare `unlock`."""
    return _unlock


def lock(parser: Parser) -> Run:
    """Declare `lock`."""
    return _lock


def _encrypt(args: Namespace, session: Session) -> None:
    work, out = session.planner.encryption, session.out
    state = work.state()
    if not state.plan:
        begun = state.begun  # and cut short before anybody may have seen the key
        out.say(work.secret() if begun else work.begin(_new_phrase(session, from_command=None)))
        out.flush()  # shown before anything is sealed with it
        out.tell("Above is the recovery key: it opens the plan without the passphrase. It is shown")
        out.tell("only now; write it down, and keep it away from this machine.")
    elif state.whole:
        out.tell("Everything is encrypted already.")
        return
    done = work.finish()
    _tell(session, done, "Encrypted")
    out.tell(f"Its key, locked by the passphrase, is {session.planner.places.key}.")


def _decrypt(args: Namespace, session: Session) -> None:
    work = session.planner.encryption
    if args.sealed_file is not None:
        session.out.file(work.opened(Path(args.sealed_file)))
        return
    _tell(session, work.take_back(), "Decrypted")


def _passphrase(args: Namespace, session: Session) -> None:
    work = session.planner.encryption
    work.secret()  # the present one first: a wrong one changes nothing
    work.lock_with(_new_phrase(session, from_command=args.from_command))
    session.planner.seal.notes.clear()  # whatever was wrong with the key is mended now
    session.out.tell("The passphrase is changed. A key copied before still opens with the old one.")


def _unlock(args: Namespace, session: Session) -> None:
    path = session.planner.encryption.unlock()
    session.out.tell(f"Unlocked for this login session: {path}. `pmgoals lock` ends it.")


def _lock(args: Namespace, session: Session) -> None:
    was = session.planner.encryption.lock()
    session.out.tell("Locked." if was else "It was not unlocked.")


def _new_phrase(session: Session, *, from_command: bool | None) -> str:
    """Return a new passphrase: from the command when there is one (None) or always, else typed."""
    from pmgoals.cli.passphrases import ask_new

    if from_command is not False:
        found = session.planner.unlocking.commanded()
        if found is not None:
            return found
        if from_command:
            raise Usage(
                "The setting passphrase_command is empty.",
                "Name a command: pmgoals config set passphrase_command COMMAND",
            )
    typed = ask_new()
    if typed is None:
        raise Usage(
            "There is no terminal to ask for a passphrase; nothing was changed.",
            "Run it in a terminal, or set passphrase_command.",
        )
    return typed


def _tell(session: Session, done: Converted, did: str) -> None:
    session.out.tell(f"{did} {done.changed:,} file{'s' * (done.changed != 1)}.")
    for path in done.shut:
        session.out.tell(f"{path} stays encrypted: it was damaged, or sealed with another key.")

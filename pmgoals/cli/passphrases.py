"""Asking for a passphrase at the terminal itself, so that standard input stays data."""

from __future__ import annotations

import os
import sys

from pmgoals.errors import BadInput, PlanLocked

TRIES = 3
"""How often two passphrases may differ."""


def ask_one(complaint: str, question: str) -> str | None:
    """Return a typed line that is not shown, None where there is no terminal to ask at.

    KeyboardInterrupt for Ctrl+C, and PlanLocked for Ctrl+D.
    """
    if not _has_terminal():
        return None
    import warnings
    from getpass import GetPassWarning, getpass

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", GetPassWarning)
            return getpass(f"{complaint} {question}".strip() + " " * question.endswith(" "))
    except GetPassWarning:  # it would be shown
        return None
    except EOFError:
        raise PlanLocked("No passphrase was given.", "Nothing was changed.") from None
    except UnicodeDecodeError:
        raise BadInput("What was typed is not UTF-8 text.", "Nothing was changed.") from None


def ask_new() -> str | None:
    """Return a new passphrase, typed twice; None where there is no terminal. BadInput else."""
    complaint = ""
    for _ in range(TRIES):
        first = ask_one(complaint, "New passphrase: ")
        if first is None:
            return None
        from pmgoals.services.encryption import check_phrase

        check_phrase(first)
        if ask_one("", "The same again: ") == first:
            return first
        complaint = "The two differ."
    raise BadInput("The two passphrases differ.", "Nothing was changed.")


def _has_terminal() -> bool:
    """Tell whether this process has a terminal of its own, whatever its streams are."""
    if os.name != "posix":
        return sys.stdin is not None and sys.stdin.isatty()
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True

"""Marks of machines: they tell one from another without naming it."""

from __future__ import annotations

import hashlib
import os

APPLE = ".local"
"""What a Mac puts behind its name on the network, and not in names of files."""


def own_mark() -> str:
    """Return the mark of this machine."""
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return mark_of(name)


def mark_of(name: str) -> str:
    """Return the mark of the machine of a name."""
    return hashlib.blake2b(name.encode(), digest_size=4).hexdigest()


def names(name: str, mark: str) -> bool:
    """Tell whether a name, as a file may hold it, is that of the machine of a mark."""
    forms = (name, name.lower(), name.upper())
    return any(mark_of(form + end) == mark for form in forms for end in ("", APPLE))

"""The mark in a page's front matter, by which a later export knows it for its own."""

from __future__ import annotations

_START = "---\npmgoals: "


def marked(kind: str, text: str) -> str:
    """Return a page with its front matter; `kind` says of what it is, in plain letters."""
    about = "written by `pmgoals export md`, which writes it anew"
    return f"{_START}{kind}\nabout: {about}\n---\n\n{text}"


def is_ours(head: bytes) -> bool:
    """Tell whether a file that begins so was written as a page."""
    return head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").startswith(_START.encode())

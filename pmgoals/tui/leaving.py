"""Leaving a screen once, however often it is asked."""

from __future__ import annotations

from typing import TypeVar

from textual.screen import Screen

T = TypeVar("T")


def leave(screen: Screen[T], result: T | None = None) -> None:
    """Dismiss a screen with a result; nothing when it is left already.

    Keys typed ahead ask again before the screen is gone, and Textual raises at a second dismissal.
    """
    if screen.is_current:
        screen.dismiss(result)

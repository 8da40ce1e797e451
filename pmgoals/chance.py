"""Randomness as an argument: the system's own, without what `secrets` imports."""

from __future__ import annotations

import os


def random_bits(count: int) -> int:
    """Return an integer of `count` random bits from the operating system."""
    whole = int.from_bytes(os.urandom((count + 7) // 8))
    return whole >> (-count % 8)

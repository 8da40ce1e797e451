"""Own record ids: minted apart without clashing, short enough to type.

An id is one letter for the kind and twelve characters of Crockford's base 32 (60 random
bits), such as `g7k2m9qx4t1zb`. Its number, written in decimal, is the record's document id
in TinyDB, so that plain TinyDB, whose document ids are integers, opens the file. With 20,000
records on each of two machines the chance of any clash is below one in two billion
(birthday bound: 40,000^2 / 2^61).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32 in lower case: no i, l, o or u to misread."""

BITS = 60
"""Random bits in an id."""

LENGTH = BITS // 5
"""Characters after the kind's letter."""

MISREAD = str.maketrans("ilo", "110")
"""Letters a person may type for the digits they resemble."""


def mint(kind: str, bits: Callable[[int], int]) -> str:
    """Return a new id of `kind` (one letter); `bits(n)` gives n random bits."""
    number = bits(BITS)
    return kind + "".join(ALPHABET[number >> shift & 31] for shift in range(BITS - 5, -1, -5))


def following(kind: str, *parts: str) -> str:
    """Return the id of what follows from other things: wherever it is made, it is the same."""
    digest = hashlib.blake2b("\n".join(parts).encode(), digest_size=BITS // 8 + 1).digest()
    return mint(kind, lambda bits: int.from_bytes(digest) & (1 << bits) - 1)


def number_of(record_id: str) -> int:
    """Return the document id (0 .. 2**60 - 1) of a record id; ValueError when it is none."""
    body = record_id[1:]
    if len(body) != LENGTH:
        raise ValueError(f"{record_id!r} is not an id")
    number = 0
    for letter in body:
        number = number << 5 | ALPHABET.index(letter)
    return number


def normalise(text: str) -> str:
    """Return typed text as an id would spell it: lower case, look-alikes mended, kind kept."""
    text = text.strip().lower()
    return text[:1] + text[1:].translate(MISREAD)


def short(record_id: str, others: Iterable[str], least: int = 4) -> str:
    """Return the shortest prefix (at least `least` characters) that only `record_id` has."""
    shared = max((_shared(record_id, other) for other in others if other != record_id), default=0)
    return record_id[: max(least, shared + 1)]


def _shared(left: str, right: str) -> int:
    """Return the length of the common prefix."""
    count = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        count += 1
    return count

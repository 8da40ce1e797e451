"""Plans with every kind of damage: told in words, never overwritten, the way back named."""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import sys
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

from traced import Home

from pmgoals.cli.main import DEFECT, main

VERBS = (["today"], ["learn", "--", "afterwards"], ["doctor"], ["undo"], ["export", "json"])
"""What is tried on each."""


def check_damage(room: Path, options: argparse.Namespace) -> str:
    """Damage the plan in every way; whatever is read or refused, no byte of it is overwritten."""
    chance = random.Random(options.seed)
    start = Home(room / "start")
    for title in ("first", "second", "third"):
        start.learn(title)
    start.run(
        "goal", "add", "A goal", "--metric", "n", "--from", "0", "--to", "5", "--by", "Q4 2027"
    )
    start.run("backup")
    backup = start.run("restore", "--json").stdout
    newest = json.loads(backup)[0]["name"]
    whole = (start.folder / "plan.json").read_bytes()
    found: Counter[str] = Counter()
    trial = Home(room / "trial")
    for number in range(options.damages):
        trial.become(start)
        plan = trial.folder / "plan.json"
        what, data = _damaged(whole, chance)
        plan.write_bytes(data)
        found[_try(trial, plan, data, newest, f"{number}: {what}")] += 1
    said = ", ".join(f"{count} {what}" for what, count in sorted(found.items()))
    return f"{options.damages} damaged plans: {said}; no traceback, nothing overwritten"


def _try(home: Home, plan: Path, data: bytes, newest: str, what: str) -> str:
    """Try every verb on a damaged plan; return what became of it."""
    refused = False
    for words in VERBS:
        code, _, err = _ran(home, words)
        assert code != DEFECT and "Traceback" not in err, f"{what}: {words[0]}: {err}"
        if words == ["today"]:
            refused = code not in (0, 1)
            if refused:
                assert newest in err, f"{what}: the newest good backup is not named: {err}"
        if refused:
            assert plan.read_bytes() == data, f"{what}: {words[0]} overwrote it"
    if not refused:  # it was read: what was there before the first save is a backup
        kept = [path.read_bytes() for path in home.folder.rglob("plan-*Z-g*.json")]
        assert data in kept, f"{what}: its bytes are gone"
        return "read and kept"
    code, _, err = _ran(home, ["doctor", "--salvage", str(home.folder / "saved.json")])
    assert code in (0, 3) and plan.read_bytes() == data, f"{what}: salvage: {err}"
    code, _, err = _ran(home, ["restore", newest])
    assert code == 0, f"{what}: {err}"
    aside = [path.read_bytes() for path in home.folder.rglob("unsound-*.json")]
    assert data in aside, f"{what}: restoring did not keep it"
    return "refused"


def _ran(home: Home, words: list[str]) -> tuple[int, str, str]:
    """Run the program in this process; return its exit code and what it said."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    env = {"PMGOALS_HOME": str(home.folder)}
    with (
        redirect_stdout(out),
        redirect_stderr(err),
        mock.patch.dict(os.environ, env),
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO())),
    ):
        code = main(words)
        out.flush()
    return int(code), "", err.getvalue()


# ---- kinds of damage ----


def _damaged(whole: bytes, chance: random.Random) -> tuple[str, bytes]:
    """Return what was done, and the bytes after it."""
    kind = chance.choice(list(KINDS))
    return kind, KINDS[kind](whole, chance)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _flip(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def _zero(data: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(data)), chance.choice([1, 16, 512, 4096])
    return data[:at] + bytes(min(length, len(data) - at)) + data[at + length :]


def _lose(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.randint(1, 300) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(data)), chance.randint(1, 400)
    return data[: at + length] + data[at:]


def _lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def _retype(data: bytes, chance: random.Random) -> bytes:
    """Put a value of another type somewhere in the tree."""
    tree = json.loads(data)
    table = chance.choice([name for name in tree if tree[name]])
    key = chance.choice(list(tree[table]))
    odd = chance.choice([None, 7, -1.5, "x", [], {}, True, [{"a": [1]}], 10**40, "2026-13-45"])
    if chance.random() < 0.3:
        tree[table] = odd
    elif chance.random() < 0.4:
        tree[table][key] = odd
    else:
        field = chance.choice(list(tree[table][key]))
        tree[table][key][field] = odd
    return json.dumps(tree).encode()


def _nest(data: bytes, chance: random.Random) -> bytes:
    depth = chance.choice([70, 2000, 100_000])
    return data.rstrip()[:-1] + b',"deep": {"1": ' + b"[" * depth + b"]" * depth + b"}}"


def _whole(data: bytes, chance: random.Random) -> bytes:
    return chance.choice(
        [b"", b" \n", b"\0" * 4096, b"null", b"[]", b"{}", b'"plan"', b"\xff\xfe" + data,
         b"\xef\xbb\xbf" + data, data.decode().encode("utf-16"), data + data, b"<html></html>",
         data.replace(b'"schema":1', b'"schema":99'), data.replace(b"_meta", b"_mete"),
         data.replace(b'"schema":1', b'"schema":0'), data[::-1], data + b"x", b"\x1b[2J" + data,
         data.replace(b"first", b"fir\xc3st"), data.replace(b"first", b"fir\\ud800st")]
    )  # fmt: skip


KINDS = {
    "cut": _cut, "flip": _flip, "zero": _zero, "lose": _lose, "repeat": _repeat, "lines": _lines,
    "retype": _retype, "nest": _nest, "whole": _whole,
}  # fmt: skip
"""Kinds of damage."""

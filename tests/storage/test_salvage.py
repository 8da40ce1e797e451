"""What can be read of a damaged plan is saved, record by record; nothing is made up."""

from __future__ import annotations

import datetime as dt
import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_maker import goal, measure, milestone, new, reading

from pmgoals.model.ids import number_of
from pmgoals.model.journal import Evidence
from pmgoals.model.tables import TABLE_OF
from pmgoals.storage import codec
from pmgoals.storage.codec import Head, Tables
from pmgoals.storage.salvage import LOST_LETTER, salvage
from pmgoals.storage.transaction import plain

DAY = dt.date(2026, 11, 20)


def made(count: int = 20) -> Tables:
    tables: Tables = {}
    main = measure()
    records = [goal(), main, *(reading(main, float(n)) for n in range(count))]
    records += [milestone(DAY, title=f"Step {n} — “ünï” 日本") for n in range(count)]
    records += [
        new(Evidence, title=f'She said "{n}": {{"id":"e{n}"}}', on=DAY) for n in range(count)
    ]
    for record in records:
        document = plain(record)
        tables.setdefault(TABLE_OF[type(record)], {})[str(number_of(record.id))] = document
    return tables


TABLES = made()
DATA = codec.encode(TABLES, Head(schema=1, generation=7, saved="2026-11-20T10:00:00Z"))
EVERY = {d["id"]: d for documents in TABLES.values() for d in documents.values()}


def saved(data: bytes) -> dict[str, dict[str, object]]:
    found = salvage(data)
    tables, head, intact = codec.decode(found.data)
    assert intact and found.count == sum(map(len, tables.values()))
    assert found.by_table == {name: len(held) for name, held in tables.items()}
    assert not set(found.lost) & {d["id"] for held in tables.values() for d in held.values()}
    assert head.generation >= 1
    return {d["id"]: d for held in tables.values() for d in held.values()}


def test_of_a_sound_plan_everything_is_saved() -> None:
    assert saved(DATA) == EVERY
    found = salvage(DATA)
    assert (found.harmed, found.lost) == ([], [])
    assert codec.decode(found.data)[1].generation == 8


@given(st.integers(0, len(DATA)))
def test_of_a_file_that_was_cut_all_whole_records_are_saved(cut: int) -> None:
    data = DATA[:cut]
    whole = {own for own, document in EVERY.items() if msgspec.json.encode(document) in data}
    found = saved(data)
    assert found.keys() >= whole and all(found[own] == EVERY[own] for own in found)


@given(st.integers(0, 10**6), st.integers(1, 40))
def test_whatever_happens_to_the_bytes_what_is_whole_is_saved(seed: int, count: int) -> None:
    chance = random.Random(seed)
    data = bytearray(DATA)
    for _ in range(count):
        at = chance.randrange(len(data))
        what = chance.choice(["flip", "cut", "zero", "twice"])
        if what == "flip":
            data[at] ^= 1 << chance.randrange(8)
        elif what == "cut":
            del data[at : at + chance.randrange(1, 60)]
        elif what == "zero":
            data[at : at + 20] = bytes(len(data[at : at + 20]))
        else:
            data[at:at] = data[at : at + 80]
    found = saved(bytes(data))
    whole = {own for own, doc in EVERY.items() if msgspec.json.encode(doc) in bytes(data)}
    assert found.keys() >= whole


def test_a_record_that_lost_a_letter_or_a_field_is_told() -> None:
    own = next(own for own in EVERY if own.startswith("m"))
    harmed = DATA.replace(b'"Step 0 ', b'"Ste\xff 0 ').replace(b'"weight":', b'"weight":"x","w":')
    found = salvage(harmed)
    assert own in found.harmed and found.lost == []
    title = saved(harmed)[own]["title"]
    assert isinstance(title, str) and title.startswith(f"Ste{LOST_LETTER} 0")


def test_of_two_states_of_a_record_the_later_counts() -> None:
    own = next(own for own in EVERY if own.startswith("e"))
    late = EVERY[own] | {"title": "Later", "updated": "2027-01-01T00:00:00Z"}
    for data in (DATA + msgspec.json.encode(late), msgspec.json.encode(late) + DATA):
        assert saved(data)[own]["title"] == "Later"


def test_a_record_that_needs_what_it_lost_is_named() -> None:
    own = next(own for own in EVERY if own.startswith("v"))
    broken = DATA.replace(
        b'"id":"%s"' % own.encode(), b'"id":"%s","on":"never","on":"x"' % own.encode()
    )
    bare = {k: v for k, v in EVERY[own].items() if k != "measure"}
    found = salvage(msgspec.json.encode(bare))
    assert found.lost == [own] and found.count == 0
    assert own in salvage(broken).lost or own in saved(broken)


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 5000, b"[" * 100_000, b'{"id":"g' * 5000, b"\xff" * 999]
)
def test_of_what_is_no_plan_nothing_is_saved(data: bytes) -> None:
    assert salvage(data).count == 0

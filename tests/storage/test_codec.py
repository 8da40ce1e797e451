"""The file's bytes: whatever goes in comes out, whatever was damaged is noticed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from pmgoals.storage import codec
from pmgoals.storage.codec import Damaged, Head, NewerSchema, decode, encode

HEAD = Head(schema=codec.SCHEMA, generation=7, device="d", saved="2026-11-23T10:00:00Z")
TABLES = {
    "learning": {
        "1": {"id": "l1", "title": "Zoë’s talk", "minutes": 45, "rating": None},
        "2": {"id": "l2", "title": "second", "share": 0.5},
    },
    "themes": {},
}

VALUES: SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(st.text(), VALUES, max_size=4)
KEYS = st.integers(0, 2**60).map(str)
PLANS = st.dictionaries(
    st.text().filter(lambda name: name != codec.META),
    st.dictionaries(KEYS, DOCUMENTS, max_size=3),
    max_size=3,
)
STEERING = "".join(
    map(chr, [*range(0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, 0x2028, 0x2029])
) + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x2070), 0xFEFF]))
"""Characters a terminal or an editor may act on."""


def whole(**changes: Any) -> bytes:
    """A file with sound content and a head of our choice, its checksum left wrong."""
    head = {"schema": 1, "generation": 1} | changes
    return json.dumps({"_meta": {"1": head}} | TABLES).encode()


def with_body(body: str) -> bytes:
    return b'{"_meta": {"1": {"schema": 1, "generation": 1}}, ' + body.encode() + b"}"


# ---- what goes in comes out ----


@given(PLANS)
def test_what_goes_in_comes_out(tables: codec.Tables) -> None:
    data = encode(tables, HEAD)
    again, head, intact = decode(data)
    assert (again, head.generation, intact) == (tables, 7, True)
    assert json.loads(data).keys() - {codec.META} == tables.keys()


@given(st.text(alphabet=STEERING + "a€\U0001f469", min_size=1))
def test_no_steering_character_stands_raw_in_the_file(text: str) -> None:
    data = encode({"t" + text: {"1": {text: [text]}}}, HEAD)
    raw = set(data.decode()) & set(STEERING)
    assert raw <= {"\n"}
    assert decode(data)[0] == {"t" + text: {"1": {text: [text]}}}


def test_one_record_stands_on_one_line() -> None:
    lines = encode(TABLES, HEAD).decode().splitlines()
    assert [line[:4] for line in lines] == ['{"_m', ',"le', '"1":', '"2":', "}", ',"th', "}"]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), "\ud800"])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        encode({"t": {"1": {"x": [value]}}}, HEAD)


def test_the_heads_table_cannot_be_written_over() -> None:
    with pytest.raises(ValueError, match="_meta"):
        encode({"_meta": {"1": {}}}, HEAD)


def test_a_file_too_large_to_be_read_again_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "LARGEST", 300)
    with pytest.raises(ValueError, match="300"):
        encode({"t": {"1": {"x": "y" * 300}}}, HEAD)


# ---- damage ----


def test_every_flipped_bit_is_noticed() -> None:
    data = encode(TABLES, HEAD)
    for place in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[place // 8] ^= 1 << place % 8
        try:
            _, _, intact = decode(bytes(flipped))
        except Damaged:
            continue
        assert not intact, f"bit {place % 8} of byte {place // 8}"


def test_every_cut_is_refused() -> None:
    data = encode(TABLES, HEAD)
    for length in range(len(data.rstrip())):
        with pytest.raises(Damaged):
            decode(data[:length])


@given(st.binary(max_size=400))
def test_no_bytes_are_read_as_an_intact_plan(data: bytes) -> None:
    try:
        _, _, intact = decode(data)
    except Damaged as reason:
        assert str(reason)
    else:
        assert not intact


@given(st.integers(0, 400), st.integers(1, 40), st.binary(max_size=40))
def test_no_patch_goes_unnoticed(start: int, length: int, patch: bytes) -> None:
    data = encode(TABLES, HEAD)
    damaged = data[:start] + patch + data[start + length :]
    try:
        tables, head, intact = decode(damaged)
    except Damaged:
        return
    assert not intact or (tables, head) == decode(data)[:2]  # a blank more, where it says nothing


REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "blanks": (b" \n\t ", "empty"),
    "NULs": (bytes(300), "NUL"),
    "a NUL within": (whole().replace(b"second", b"sec\0nd"), "NUL"),
    "bad UTF-8": (whole().replace(b"second", b"sec\xffnd"), "UTF-8"),
    "UTF-16": ("{}".encode("utf-16"), "NUL"),
    "conflict marks": (
        b"<<<<<<< HEAD\n" + whole() + b"\n=======\n" + whole() + b"\n>>>>>>> theirs\n",
        "merge",
    ),
    "conflict marks within": (
        whole().replace(b'{"1"', b'\n<<<<<<< HEAD\n{"1"'),
        "merge",
    ),
    "no JSON": (b"plan", "not JSON"),
    "trailing junk": (whole() + b"}{", "not JSON"),
    "a list": (b"[]", "a list"),
    "text": (b'"x"', "text"),
    "null": (b"null", "nothing"),
    "a number": (b"42", "a number"),
    "no head": (b"{}", "head"),
    "plain TinyDB": (b'{"_default": {"1": {"x": 1}}}', "head"),
    "a head of another shape": (b'{"_meta": []}', "head"),
    "a head without a generation": (b'{"_meta": {"1": {"schema": 1}}}', "head"),
    "a negative generation": (whole(generation=-1), "head"),
    "a huge generation": (whole(generation=10**100), "head"),
    "a key twice": (with_body('"t": {"1": {"a": 1}, "1": {"a": 2}}'), "twice"),
    "a table twice": (with_body('"t": {}, "t": {}'), "twice"),
    "a field twice": (with_body('"t": {"1": {"a": 1, "a": 1}}'), "twice"),
    "NaN": (with_body('"t": {"1": {"a": NaN}}'), "NaN"),
    "infinity": (with_body('"t": {"1": {"a": -Infinity}}'), "Infinity"),
    "a float out of range": (with_body('"t": {"1": {"a": 1e999}}'), "not finite"),
    "a huge integer": (with_body('"t": {"1": {"a": %s}}' % ("9" * 6000)), "number"),
    "deep nesting": (with_body('"t": {"1": {"a": %s}}' % ("[" * 100_000 + "]" * 100_000)), "deep"),
    "nesting Python still reads": (
        with_body('"t": {"1": {"a": %s}}' % ("[" * 200 + "]" * 200)),
        "deep",
    ),
    "half a character": (with_body(r'"t": {"1": {"a": "\ud800"}}'), "Unicode"),
    "half a character in a name": (with_body(r'"t": {"1": {"\udfff": 1}}'), "Unicode"),
    "a table that is a list": (with_body('"t": []'), "a list"),
    "a record that is text": (with_body('"t": {"1": "x"}'), "text"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_unsound_bytes_are_refused_with_a_reason(name: str) -> None:
    data, word = REFUSED[name]
    with pytest.raises(Damaged, match=word):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        whole(schema=codec.SCHEMA + 1),
        whole(schema=codec.SCHEMA + 1, generation="of another kind"),
        encode(TABLES, msgspec.structs.replace(HEAD, schema=codec.SCHEMA + 1)),
    ],
)
def test_a_newer_schema_is_told_apart(data: bytes) -> None:
    with pytest.raises(NewerSchema, match="newer"):
        decode(data)


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "a hand's edit": lambda data: data.replace(b"second", b"third"),
    "another layout": lambda data: json.dumps(json.loads(data), indent=2).encode(),
    "other line ends": lambda data: data.replace(b"\n", b"\r\n"),
    "a byte-order mark": lambda data: b"\xef\xbb\xbf" + data,
    "another head": lambda data: data.replace(b'"generation":7', b'"generation":9'),
    "a line end more": lambda data: data + b"\n",
}


@pytest.mark.parametrize("name", CHANGES)
def test_sound_bytes_changed_by_another_are_read_and_told(name: str) -> None:
    tables, head, intact = decode(CHANGES[name](encode(TABLES, HEAD)))
    assert not intact
    assert tables.keys() == TABLES.keys()
    assert head.generation in (7, 9)


def test_a_crafted_checksum_does_not_smuggle_another_shape_in() -> None:
    rest = b',"t": []\n}\n'
    head = msgspec.structs.replace(HEAD, checksum=codec._checksum(HEAD, rest))
    data = b'{"_meta": {"1": ' + msgspec.json.encode(head) + b"}\n" + rest
    with pytest.raises(Damaged, match="a list"):
        decode(data)

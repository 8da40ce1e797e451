"""The wall between private bytes and the disk."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sealed
from hypothesis import given, settings
from hypothesis import strategies as st

from pmgoals.errors import PlanLocked, PlanUnreadable
from pmgoals.storage import codec, key_files
from pmgoals.storage.codec import Damaged
from pmgoals.storage.places import Places
from pmgoals.storage.sealing import OPEN, PlanSeal, is_sealed
from pmgoals.storage.store import Store

Learn = Callable[..., Any]
Opened = Callable[..., Store]

TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(
    st.integers(1, 2**60).map(str), st.dictionaries(TEXT, VALUE, max_size=5), max_size=5
)
TABLES = st.dictionaries(TEXT.filter(lambda name: name != codec.META), DOCUMENTS, max_size=4)


@pytest.fixture
def places(home: Path) -> Places:
    return Places(home / "plan.json", home / "state")


@pytest.fixture
def seal(places: Places) -> PlanSeal:
    """The seal of a plan that is encrypted and unlocked, with nothing in it yet."""
    sealed.encrypt(places)
    found = PlanSeal(places, sealed.by_key)
    found.unlock()
    return found


@given(data=st.binary(max_size=3000))
@settings(max_examples=60)
def test_bytes_sealed_and_opened_are_the_same(data: bytes) -> None:
    seal = PlanSeal(Places(Path("/nowhere/plan.json"), Path("/nowhere/state")))
    assert seal.try_key(sealed.key()[0])
    shut = seal.close(data)
    assert is_sealed(shut)
    assert seal.open(shut) == data
    assert not data[:8] or len(data) < 8 or data not in shut


@given(tables=TABLES)
@settings(max_examples=60)
def test_any_plan_sealed_and_opened_is_the_same_bytes(tables: dict[str, Any]) -> None:
    seal = PlanSeal(Places(Path("/nowhere/plan.json"), Path("/nowhere/state")))
    assert seal.try_key(sealed.key()[0])
    data = codec.encode(tables, codec.Head(schema=codec.SCHEMA, generation=1))
    assert seal.open(seal.close(data)) == data


@given(at=st.integers(0, 10_000), bit=st.integers(0, 7))
@settings(max_examples=60)
def test_one_turned_bit_is_seen(at: int, bit: int) -> None:
    seal = PlanSeal(Places(Path("/nowhere/plan.json"), Path("/nowhere/state")))
    assert seal.try_key(sealed.key()[0])
    shut = bytearray(seal.close(b"something private"))
    shut[at % len(shut)] ^= 1 << bit
    if is_sealed(bytes(shut)):
        with pytest.raises(Damaged):
            seal.open(bytes(shut))


def test_plain_bytes_pass_as_they_are(places: Places) -> None:
    for seal in (OPEN, PlanSeal(places)):
        assert seal.open(b"plain") == seal.kept(b"plain") == b"plain"


def test_the_open_seal_opens_nothing_that_is_sealed(seal: PlanSeal) -> None:
    with pytest.raises(PlanLocked):
        OPEN.open(seal.close(b"x"))


def test_a_plain_plan_never_imports_the_library(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pmgoals.cli.main import main\n"
        "for words in ('learn Read', 'undo', 'history', 'backup', 'where', 'today'):\n"
        "    assert main(words.split()) == 0, words\n"
        "assert 'pyrage' not in sys.modules"
    )
    env = os.environ | {"PMGOALS_HOME": str(tmp_path / "pm")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr


# ---- what is to be sealed ----


@pytest.mark.parametrize(
    ("begins", "has_key", "wanted"),
    [
        (b"age-encryption.org/v1\n-> X25519", True, True),
        (b"age-encryption.org/v1\n-> X25519", False, True),
        (b'{"_meta"', True, False),
        (b'\xef\xbb\xbf {"_meta"', True, False),
        (b"", True, True),
        (b"\0\0\0\0", True, True),
        (b"bge-encryption.org/v1\n", True, True),
        (None, True, True),
        (None, False, False),
        (b"", False, False),
    ],
)
def test_the_plan_decides_and_the_key_where_it_cannot_be_known(
    places: Places, begins: bytes | None, has_key: bool, wanted: bool
) -> None:
    places.plan.parent.mkdir()
    if begins is not None:
        places.plan.write_bytes(begins)
    if has_key:
        sealed.laid(places)
    assert PlanSeal(places).wanted is wanted


def test_a_locked_plan_seals_what_is_typed_without_its_key(
    store: Store, learn: Learn, places: Places
) -> None:
    learn(store)
    sealed.encrypt(places)
    locked = PlanSeal(places)
    shut = locked.kept(b"typed")
    assert is_sealed(shut)
    with pytest.raises(PlanLocked):
        locked.open(shut)
    assert locked.try_secret(sealed.PHRASE)
    assert locked.open(shut) == b"typed"


@pytest.mark.parametrize("noted", [b"", b"age1nonsense", b"\xff\xfe", b"a b c"])
def test_a_note_of_the_key_that_was_damaged_is_written_anew(
    store: Store, learn: Learn, places: Places, noted: bytes
) -> None:
    learn(store)
    sealed.encrypt(places)
    places.recipient.write_bytes(noted)
    seal = PlanSeal(places, sealed.by_key)
    assert seal.open(seal.kept(b"typed")) == b"typed"
    assert places.recipient.read_text().strip() == seal.public


def test_what_is_typed_outlasts_a_plan_that_was_encrypted_elsewhere(
    store: Store, learn: Learn, places: Places
) -> None:
    learn(store)
    sealed.encrypt(places)
    places.recipient.unlink()
    assert PlanSeal(places).kept(b"typed") == b"typed"


# ---- the key ----


def test_the_passphrase_or_the_recovery_key_unlock_and_nothing_else_does(
    store: Store, learn: Learn, places: Places
) -> None:
    learn(store)
    sealed.encrypt(places)
    before = {path: path.read_bytes() for path in places.plan.parent.rglob("*") if path.is_file()}
    seal = PlanSeal(places)
    assert not seal.try_secret("wrong horse battery")
    assert not seal.try_secret("")
    assert not seal.try_secret(key_files.new_secret())
    assert not seal.try_secret("AGE-SECRET-KEY-1NONSENSE")
    assert not seal.is_unlocked
    assert seal.try_secret(f" {sealed.key()[0].lower()} ")
    assert PlanSeal(places).try_secret(sealed.PHRASE)
    assert before == {p: p.read_bytes() for p in places.plan.parent.rglob("*") if p.is_file()}


@pytest.mark.parametrize("damage", [None, b"", b"not a key", "cut", "tail"])
def test_the_second_copy_stands_in_for_a_lost_key(places: Places, damage: bytes | str) -> None:
    sealed.encrypt(places)
    data = places.key.read_bytes()
    if damage is None:
        places.key.unlink()
    else:
        shapes = {"cut": data[:200], "tail": data[:-2] + b"zz"}
        places.key.write_bytes(shapes[damage] if isinstance(damage, str) else damage)
    seal = PlanSeal(places)
    assert seal.try_secret(sealed.PHRASE)
    told = " ".join(seal.notes)
    assert str(places.key) in told and str(places.key_copy) in told and "passphrase" in told


def test_without_any_key_both_places_and_the_recovery_key_are_named(places: Places) -> None:
    sealed.encrypt(places)
    places.key.write_bytes(b"x")
    places.key_copy.unlink()
    with pytest.raises(PlanLocked) as refused:
        PlanSeal(places).try_secret(sealed.PHRASE)
    for part in (str(places.key), str(places.key_copy), "damaged", "missing", "AGE-SECRET-KEY-1"):
        assert part in str(refused.value)
    assert PlanSeal(places).try_secret(sealed.key()[0])


def test_another_plans_key_does_not_unlock(store: Store, learn: Learn, places: Places) -> None:
    learn(store)
    sealed.encrypt(places)
    other = key_files.locked(key_files.new_secret(), sealed.PHRASE)
    for path in (places.key, places.key_copy):
        path.write_bytes(other)
    with pytest.raises(PlanLocked, match="not the key of this plan"):
        PlanSeal(places).try_secret(sealed.PHRASE)


def test_another_machine_learns_the_key_from_the_synced_folder(
    make_store: Opened, learn: Learn, places: Places, tmp_path: Path
) -> None:
    learn(make_store())
    sealed.encrypt(places)
    there = Places(places.plan, tmp_path / "other-state")
    there.corner.mkdir(parents=True)
    (there.corner / "history.jsonl").write_bytes(b"{}\n")
    seal = PlanSeal(there)
    assert seal.try_secret(sealed.PHRASE)
    assert there.key_copy.read_bytes() == places.key.read_bytes()
    assert seal.public in there.recipient.read_text()
    assert "pmgoals encrypt" in " ".join(seal.notes)
    assert PlanSeal(there).kept(b"x") != b"x"


def test_a_plan_encrypted_anew_asks_anew(
    store: Store, learn: Learn, places: Places, make_store: Opened, titles: Any
) -> None:
    learn(store)
    sealed.encrypt(places)
    store.seal._ask = sealed.by_key
    assert titles(store) == ["Read a book"]
    sealed.decrypt(places)
    fresh = key_files.new_secret()
    seal = PlanSeal(places)
    seal.try_key(fresh)
    data = key_files.locked(fresh, "another phrase")
    for path in (places.key, places.key_copy):
        key_files.write(path, data)
    from pmgoals.storage import conversion

    conversion.encrypt(places, seal)
    asked = []

    def ask(seal: PlanSeal) -> None:
        asked.append(seal)
        assert seal.try_key(fresh)

    store.seal._ask = ask
    assert titles(store) == ["Read a book"]
    learn(store, "next")
    assert len(asked) == 1
    store.seal._ask = None
    assert titles(store) == ["Read a book", "next"]


# ---- refusals ----


def test_a_locked_plan_is_refused_and_left_alone(
    store: Store, learn: Learn, places: Places, make_store: Opened
) -> None:
    learn(store)
    sealed.encrypt(places)
    before = places.plan.read_bytes()
    locked = make_store()
    with pytest.raises(PlanLocked, match="encrypted"):
        learn(locked)
    with pytest.raises(PlanLocked):
        locked.restore(locked.backups()[0])
    assert places.plan.read_bytes() == before


def test_a_damaged_plan_offers_the_newest_good_backup(
    store: Store, learn: Learn, places: Places, make_store: Opened, titles: Any
) -> None:
    learn(store)
    sealed.encrypt(places)
    data = places.plan.read_bytes()
    for damaged in (data[:-1], data[:300], b"", b"\0" * 90, data + b"x", data[1:]):
        places.plan.write_bytes(damaged)
        hurt = make_store()
        known = is_sealed(damaged)  # locked, it cannot be told from a sound one
        with pytest.raises(
            PlanUnreadable, match="was not unlocked" if known else "Its backups are encrypted"
        ):
            hurt.plan()
        hurt.seal._ask = sealed.by_key
        with pytest.raises(PlanUnreadable, match="Newest good backup") as refused:
            hurt.plan()
        assert not isinstance(refused.value, PlanLocked)
        assert places.plan.read_bytes() == damaged
    hurt.restore(hurt.backups()[0])
    assert is_sealed(places.plan.read_bytes())
    assert titles(hurt) == ["Read a book"]
    assert sealed.marks_in(places.plan.parent, "Read a book") == []


def test_without_the_library_the_words_say_what_to_install(
    store: Store, learn: Learn, places: Places, make_store: Opened, monkeypatch: Any
) -> None:
    learn(store)
    sealed.encrypt(places)
    monkeypatch.setitem(sys.modules, "pyrage", None)
    with pytest.raises(PlanLocked) as refused:
        make_store().plan()
    assert "pip install 'pmgoals[encryption]'" in refused.value.mend


def test_a_pipe_in_the_plans_place_does_not_make_anybody_wait(places: Places) -> None:
    places.plan.parent.mkdir()
    os.mkfifo(places.plan)
    assert not PlanSeal(places).wanted
    assert not PlanSeal(places).plan_is_sealed

"""Drafts on disk: whole or not at all, one bad file hides no other."""

from __future__ import annotations

import datetime as dt
import os
import stat
from pathlib import Path

import msgspec
import pytest

from pmgoals.errors import BadInput, PlanUnwritable
from pmgoals.model.draft import Draft, MeasureDraft
from pmgoals.storage.drafts import DraftFiles

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def draft(number: int = 1, **fields: object) -> Draft:
    at = NOON + dt.timedelta(minutes=number)
    return Draft(id=f"d{number:012}", started=at, updated=at, **fields)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "drafts"


@pytest.fixture
def drafts(folder: Path) -> DraftFiles:
    return DraftFiles(folder)


def test_a_draft_comes_back_as_it_was(drafts: DraftFiles, folder: Path) -> None:
    kept = draft(
        line="Raise activation\n\x1b[31m \u202e",
        fields={"title": "T", "why": ""},
        measures=[MeasureDraft(name="activation", target="40%")],
    )
    drafts.save(kept)
    assert drafts.all() == [kept]
    (path,) = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not {"\x1b", "\u202e"} & set(path.read_text())


def test_looking_for_drafts_creates_nothing(drafts: DraftFiles, folder: Path) -> None:
    assert drafts.all() == []
    drafts.remove("d000000000001")
    assert not folder.parent.exists()


def test_the_draft_touched_last_comes_first(drafts: DraftFiles) -> None:
    for number in (2, 3, 1):
        drafts.save(draft(number))
    drafts.save(msgspec.structs.replace(draft(3), line="again"))
    assert [d.id[-1] for d in drafts.all()] == ["3", "2", "1"]


def test_a_removed_draft_is_gone(drafts: DraftFiles) -> None:
    drafts.save(draft(1))
    drafts.save(draft(2))
    drafts.remove(draft(1).id)
    assert drafts.all() == [draft(2)]


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b"\0" * 50, b"[" * 100_000])
def test_a_damaged_draft_hides_no_other_and_stays(
    drafts: DraftFiles, folder: Path, data: bytes
) -> None:
    drafts.save(draft(1))
    damaged = folder / "d000000000009.json"
    damaged.write_bytes(data)
    assert drafts.all() == [draft(1)]
    assert damaged.read_bytes() == data


def test_a_draft_whose_id_leads_elsewhere_is_passed_over(drafts: DraftFiles, folder: Path) -> None:
    drafts.save(draft(1))
    crafted = msgspec.structs.replace(draft(2), id="d/../../../escape")
    (folder / "d2.json").write_bytes(msgspec.json.encode(crafted))
    assert drafts.all() == [draft(1)]


def test_a_draft_that_cannot_be_kept_is_told_and_the_old_one_stays(
    drafts: DraftFiles, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts.save(draft(line="old"))

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(PlanUnwritable, match="disk is full"):
            drafts.save(draft(line="new"))
    assert [d.line for d in drafts.all()] == ["old"]
    assert len(list(folder.iterdir())) == 1


def test_text_that_is_no_unicode_is_refused(drafts: DraftFiles) -> None:
    with pytest.raises(BadInput, match="Unicode"):
        drafts.save(draft(line="\udcff"))


def test_only_old_litter_is_swept(drafts: DraftFiles, folder: Path) -> None:
    drafts.save(draft(1))
    old, new = (folder / f".d{n}.json.0123abcd.tmp" for n in (1, 2))
    old.touch()
    new.touch()
    os.utime(old, (0, 0))
    drafts.save(draft(1))
    assert not old.exists()
    assert new.exists()

"""Where the key comes from, in which order, and what a planner does once it has it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sealed

from pmgoals.config import Settings
from pmgoals.errors import BadInput, NotFound, PlanLocked
from pmgoals.services.planner import Planner
from pmgoals.services.unlocking import TRIES
from pmgoals.storage import key_files, session_key
from pmgoals.storage.sealing import is_sealed

Make = Callable[..., Planner]


@pytest.fixture
def run_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "run"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


@pytest.fixture
def shut(make_planner: Make, run_dir: Path) -> Make:
    """Return what opens a planner on an encrypted plan that nobody has unlocked."""
    first = make_planner()
    first.learning.log("Read Inspired")
    sealed.encrypt(first.places)
    return make_planner


def opens(planner: Planner) -> bool:
    return [each.title for each in planner.plan.learning] == ["Read Inspired"]


def by_asking(planner: Planner, *answers: str | None) -> list[str]:
    """Let a person answer; return the complaints they will have seen."""
    complaints: list[str] = []
    left = list(answers)

    def ask(complaint: str) -> str | None:
        complaints.append(complaint)
        return left.pop(0)

    planner.unlocking.ask = ask
    return complaints


def test_the_key_of_the_session_comes_first(shut: Make, run_dir: Path) -> None:
    planner = shut(settings=Settings(passphrase_command="false"))
    session_key.save(run_dir, planner.places.session_name, sealed.key()[0])
    assert by_asking(planner) == []
    assert opens(planner)


def test_then_the_command_and_only_then_the_person(shut: Make) -> None:
    planner = shut(settings=Settings(passphrase_command=f"echo {sealed.PHRASE}"))
    seen = by_asking(planner)
    assert opens(planner) and seen == []
    planner = shut()
    seen = by_asking(planner, "", "wrong one here", sealed.key()[0])
    assert opens(planner)
    assert seen == ["", *["That is not the passphrase."] * 2]


def test_a_key_of_another_plan_in_the_session_is_passed_over(shut: Make, run_dir: Path) -> None:
    planner = shut()
    for other in (key_files.new_secret(), "nonsense", ""):
        session_key.save(run_dir, planner.places.session_name, other)
        fresh = shut()
        by_asking(fresh, sealed.key()[0])
        assert opens(fresh)


def test_a_person_has_three_tries(shut: Make) -> None:
    planner = shut()
    seen = by_asking(planner, *["AGE-SECRET-KEY-1WRONG"] * 9)
    with pytest.raises(PlanLocked, match="not the passphrase"):
        planner.plan  # noqa: B018
    assert len(seen) == TRIES
    by_asking(planner, None)
    with pytest.raises(PlanLocked, match="is locked"):
        planner.plan  # noqa: B018


def test_it_is_asked_once_for_all(shut: Make) -> None:
    planner = shut()
    seen = by_asking(planner, sealed.key()[0])
    planner.learning.log("Again")
    planner.undo()
    planner.backups.take()
    planner.backups.restore("latest")
    planner.typed_forms.put("f", "F", {"a": "b"})
    assert planner.typed_forms.titles() == ["F"] and planner.draft_shelf.all() == []
    assert len(seen) == 1


def test_reading_a_key_away_from_its_plan_needs_no_plan(make_planner: Make, run_dir: Path) -> None:
    planner = make_planner()
    with pytest.raises(NotFound):
        planner.encryption.secret()
    with pytest.raises(NotFound):
        planner.encryption.finish()
    sealed.laid(planner.places)
    with pytest.raises(BadInput, match="already"):
        planner.encryption.begin("a long enough one")


def test_begun_and_cut_short_it_goes_on_with_the_same_key(shut: Make, run_dir: Path) -> None:
    planner = shut()
    by_asking(planner, sealed.key()[0])
    planner.encryption.take_back()
    sealed.laid(planner.places)  # the key was made, and nothing else
    again = shut()
    by_asking(again, sealed.key()[0])
    assert opens(again)
    assert again.encryption.finish().changed == 3
    assert again.encryption.state().whole
    assert again.encryption.secret() == sealed.key()[0]


def test_copies_are_found_and_joined(shut: Make) -> None:
    planner = shut()
    by_asking(planner, sealed.key()[0])
    copy = planner.places.real.with_name("plan (1).json")
    planner.learning.log("There")
    copy.write_bytes(planner.places.real.read_bytes())
    planner.undo()
    assert planner.merging.copies() == [copy]
    assert planner.merging.take(copy).count == 1
    (kept,) = (planner.places.corner / "merged").iterdir()
    assert is_sealed(kept.read_bytes()) and not copy.exists()


def test_a_plain_copy_is_put_away_sealed(shut: Make) -> None:
    planner = shut()
    by_asking(planner, sealed.key()[0])
    copy = planner.places.real.with_name("plan (1).json")
    copy.write_bytes(planner.seal.open(planner.places.real.read_bytes()))
    planner.merging.take(copy)
    (kept,) = (planner.places.corner / "merged").iterdir()
    assert is_sealed(kept.read_bytes()) and kept.stat().st_mode & 0o077 == 0


def test_a_copy_sealed_with_another_key_is_left_where_it_is(shut: Make, tmp_path: Path) -> None:
    planner = shut()
    by_asking(planner, sealed.key()[0], *[None] * 9)
    other: Any = planner.seal.__class__(planner.places)
    other._identity = key_files.library().x25519.Identity.generate()
    copy = planner.places.real.with_name("plan (1).json")
    copy.write_bytes(other.close(b"{}"))
    assert planner.merging.copies() == []
    with pytest.raises(BadInput, match="another key"):
        planner.merging.take(copy)


def test_what_one_file_holds_can_be_read(shut: Make, tmp_path: Path) -> None:
    planner = shut()
    by_asking(planner, sealed.key()[0])
    backup = planner.backups.all()[0].path
    assert b"Read Inspired" in planner.encryption.opened(backup)
    with pytest.raises(BadInput, match="cannot be read"):
        planner.encryption.opened(tmp_path / "nowhere")
    backup.write_bytes(backup.read_bytes()[:-1])
    with pytest.raises(BadInput, match="damaged"):
        planner.encryption.opened(backup)

"""The unlocked key of a login session: private, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmgoals.storage import session_key


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "run"
    path.mkdir(mode=0o700)
    return path


def test_it_is_kept_for_its_owner_alone_and_removed(folder: Path) -> None:
    assert session_key.trouble_with(folder) == ""
    path = session_key.save(folder, "a.key", "AGE-SECRET-KEY-1X")
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert session_key.load(folder, "a.key") == "AGE-SECRET-KEY-1X"
    assert session_key.load(folder, "b.key") == ""
    assert session_key.remove(folder, "a.key")
    assert not session_key.remove(folder, "a.key")
    assert session_key.load(folder, "a.key") == ""


def test_a_folder_that_others_may_enter_is_refused(folder: Path) -> None:
    folder.chmod(0o755)
    assert "not private" in session_key.trouble_with(folder)
    assert "not set" in session_key.trouble_with(None)
    assert "cannot be used" in session_key.trouble_with(folder / "nowhere")
    (folder / "file").touch()
    assert "no folder" in session_key.trouble_with(folder / "file")


def test_a_key_that_others_may_read_or_that_is_a_link_is_not_taken(folder: Path) -> None:
    path = session_key.save(folder, "a.key", "AGE-SECRET-KEY-1X")
    path.chmod(0o640)
    assert session_key.load(folder, "a.key") == ""
    path.chmod(0o600)
    path.rename(folder / "elsewhere")
    path.symlink_to(folder / "elsewhere")
    assert session_key.load(folder, "a.key") == ""

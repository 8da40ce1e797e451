"""The app over a plan that is encrypted, or becomes so while it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sealed
from test_forms_asked_again import asked, field
from test_screens_rhythm import add_goal, go, until

from pmgoals.model.learning import LearningActivity
from pmgoals.services.planner import Planner
from pmgoals.storage import session_key
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.form import FormModal
from pmgoals.tui.modals.trouble import TroubleModal

MARK = "typed-mark"


@pytest.fixture(autouse=True)
def run_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "run"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


def unlock_session(planner: Planner, run_dir: Path) -> None:
    session_key.save(run_dir, planner.places.session_name, sealed.key()[0])


async def test_an_encrypted_plan_works_and_leaves_nothing_plain(
    make_planner: Any, run_dir: Path, tmp_path: Path
) -> None:
    add_goal(make_planner(), "Lift setup")
    planner = make_planner()
    sealed.encrypt(planner.places)
    unlock_session(planner, run_dir)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        await go(pilot, "today")
        await asked(pilot, "l")
        field(app, "title").value = MARK
        await until(pilot, lambda: planner.typed_forms.titles())
        assert sealed.marks_in(tmp_path, MARK, "Lift setup") == []
        await pilot.press("ctrl+s")
        await until(pilot, lambda: planner.plan.every(LearningActivity))
    assert sealed.marks_in(tmp_path, MARK, "Lift setup") == []


async def test_a_plan_encrypted_meanwhile_is_told_and_nothing_typed_is_lost(
    make_planner: Any, run_dir: Path, tmp_path: Path
) -> None:
    add_goal(make_planner(), "Lift setup")
    planner = make_planner()
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        await go(pilot, "today")
        await asked(pilot, "l")
        field(app, "title").value = f"{MARK} before"
        await until(pilot, lambda: planner.typed_forms.titles())
        sealed.encrypt(planner.places)
        field(app, "title").value = f"{MARK} after"
        app._look_again()
        await until(pilot, lambda: isinstance(app.screen, TroubleModal))
        error = app.screen._error
        assert "encrypted" in error.what and "pmgoals unlock" in error.mend
        assert not app.screen._backup
        await pilot.press("b")  # no older plan takes the place of one that is only locked
        await pilot.press("r")
        await pilot.pause(0.3)
        await until(pilot, lambda: isinstance(app.screen, TroubleModal))
        app.save_drafts()
        assert sealed.marks_in(tmp_path, MARK) == []
        unlock_session(planner, run_dir)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, FormModal))
        assert field(app, "title").value == f"{MARK} after"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: planner.plan.every(LearningActivity))
    assert sealed.marks_in(tmp_path, MARK, "Lift setup") == []


async def test_leaving_a_locked_plan_keeps_what_was_typed(
    make_planner: Any, run_dir: Path, tmp_path: Path
) -> None:
    add_goal(make_planner(), "Lift setup")
    planner = make_planner()
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        await go(pilot, "today")
        await asked(pilot, "l")
        sealed.encrypt(planner.places)
        field(app, "title").value = MARK
        app._look_again()
        await until(pilot, lambda: isinstance(app.screen, TroubleModal))
        await pilot.press("q")
        await until(pilot, lambda: app.return_code is not None or not app.is_running)
    assert sealed.marks_in(tmp_path, MARK) == []
    unlock_session(planner, run_dir)
    later = make_planner()
    assert later.typed_forms.titles()
    assert sealed.marks_in(tmp_path, MARK) == []


async def test_a_plan_decrypted_meanwhile_goes_on_and_is_told(
    make_planner: Any, run_dir: Path
) -> None:
    add_goal(make_planner(), "Lift setup")
    planner = make_planner()
    sealed.encrypt(planner.places)
    unlock_session(planner, run_dir)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        await go(pilot, "today")
        sealed.decrypt(planner.places)
        app._look_again()
        await until(pilot, lambda: any("decrypted" in n.message for n in app._notifications))
        assert not isinstance(app.screen, TroubleModal)
        planner.learning.log("Read on")
        sealed.encrypt(planner.places)
        app._look_again()
        await until(pilot, lambda: any("encrypted by" in n.message for n in app._notifications))
    assert not sealed.marks_in(planner.places.plan.parent, "Read on")

"""What needs a terminal says so in a browser."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from pmgoals.errors import BadInput
from pmgoals.services.planner import Planner
from pmgoals.tui.outside import edited, has_editor


def app(planner: Planner, *, is_web: bool) -> SimpleNamespace:
    return SimpleNamespace(planner=planner, is_web=is_web)


def test_an_editor_counts_only_beside_a_terminal(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    assert has_editor(app(planner, is_web=False))
    assert not has_editor(app(planner, is_web=True))


def test_no_editor_is_opened_in_a_browser(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    with pytest.raises(BadInput) as refused:
        edited(app(planner, is_web=True), "before")
    assert "cannot be opened in a browser" in refused.value.what

"""Answering on Reflect: what is typed is kept when it is left, which is said, and can be undone."""

from __future__ import annotations

from typing import Any

import pytest
from test_reflect_growth import reflect, told
from test_screens_growth import alone, go, rows, text, until
from textual.widgets import Static

from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.widgets.frame import KeyBar

__all__ = ["alone"]


def keys(screen: Any) -> str:
    """Return the keys below."""
    return "".join(span.text for span in screen.query_one(KeyBar).spans(120))


def said(screen: Any) -> str:
    """Return the line below the answer."""
    return str(screen.query_one("#kept", Static).render())


async def test_while_an_answer_is_written_only_its_keys_are_offered_and_it_is_said(
    planner: Planner,
) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await reflect(pilot, "prompt:strengths")
        assert "e edit" in keys(screen) and "q quit" in keys(screen)
        await pilot.press("enter")
        await until(pilot, lambda: screen.answer.editor.has_focus)
        assert keys(screen).split() == ["^n", "next", "question", "^p", "commands",
                                        "esc", "keep,", "back"]  # fmt: skip
        assert said(screen).startswith("Writing")
        await pilot.press("a", "q", "question_mark")
        await until(pilot, lambda: screen.answer.text == "aq?")
        assert "esc keeps it" in said(screen)
        await pilot.press("escape")
        await until(pilot, lambda: screen.contents.has_focus)
        assert planner.reflections.todays("strengths").text == "aq?"  # type: ignore[union-attr]
        assert any("u takes it back" in note.message for note in told(app))
        assert "q quit" in keys(screen) and said(screen).startswith("✓ Kept")
        await pilot.press("u")
        await until(pilot, lambda: planner.reflections.todays("strengths") is None)
        await until(pilot, lambda: screen.answer.text == "")


async def test_an_answer_that_was_changed_reads_as_before_once_that_is_taken_back(
    planner: Planner,
) -> None:
    planner.reflections.answer("strengths", "As it was")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await reflect(pilot, "prompt:strengths")
        await pilot.press("enter", "x", "escape", "u")
        await until(pilot, lambda: screen.answer.text == "As it was")
        assert planner.reflections.todays("strengths").text == "As it was"  # type: ignore[union-attr]


async def test_the_answer_in_focus_looks_other_than_the_one_that_is_read(planner: Planner) -> None:
    planner.reflections.answer("strengths", "As it was")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await reflect(pilot, "prompt:strengths")
        editor = screen.answer.editor
        at_rest, place = editor.styles.border_left, editor.content_region.offset
        await pilot.press("enter")
        await until(pilot, lambda: editor.has_focus)
        assert editor.styles.border_left != at_rest
        assert editor.content_region.offset == place  # and its text stays where it was


@pytest.mark.parametrize("view", ["log", "evidence"])
async def test_while_a_filter_is_typed_no_letter_is_offered(planner: Planner, view: str) -> None:
    planner.learning.log("A talk")
    planner.evidence.add("A win")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "learn")
        screen.action_view(view)
        await pilot.press("slash")
        await until(pilot, lambda: screen.query_one("#filter-text").has_focus)
        assert "a add" not in keys(screen) and "esc" in keys(screen)
        await pilot.press("escape")
        await until(pilot, lambda: "a add" in keys(screen))
        assert rows(screen, view).has_focus and text(screen, view)

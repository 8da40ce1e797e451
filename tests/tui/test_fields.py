"""The fields that take typing, on their own."""

from __future__ import annotations

from textual.app import App

from pmgoals.tui.widgets.field import LineInput


async def test_a_long_value_shows_its_beginning_once_it_is_left() -> None:
    app = App[None]()
    async with app.run_test(size=(30, 6)) as pilot:
        first, second = LineInput("what new teams see in week one, by plan"), LineInput("x")
        await app.mount_all([first, second])
        first.focus()
        await pilot.press("end")
        await pilot.pause()
        assert first.scroll_offset.x > 0
        second.focus()
        await pilot.pause()
        assert first.scroll_offset.x == 0
        first.focus()
        await pilot.pause()
        assert first.scroll_offset.x > 0


async def test_keys_of_one_read_edit_in_their_order() -> None:
    app = App[None]()
    async with app.run_test(size=(30, 6)) as pilot:
        field = LineInput()
        await app.mount(field)
        field.focus()
        await pilot.pause()
        for key in ("a", "b", "backspace", "7", "left", "x", "end", "y", "home", "delete"):
            app.simulate_key(key)
        await pilot.pause()
        await pilot.pause()
        assert field.value == "x7y"

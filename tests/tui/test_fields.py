"""The fields that take typing, on their own."""

from __future__ import annotations

from textual.app import App

from pmgoals.tui.widgets.field import Choice, LineInput


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


async def test_an_example_that_is_too_long_ends_in_an_ellipsis() -> None:
    app = App[None]()
    async with app.run_test(size=(30, 6)) as pilot:
        field = LineInput(placeholder="e.g. import done and one teammate invited")
        await app.mount(field)
        await pilot.pause()
        assert field.render_line(0).text.rstrip() == "e.g. import done and one team…"
        await pilot.resize_terminal(60, 6)
        await pilot.pause()
        assert field.render_line(0).text.rstrip().endswith("invited")


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


async def test_a_choice_that_is_too_long_is_cut_between_its_arrows() -> None:
    """The end of a long goal was cut off with the arrow, and nothing showed it."""
    app = App[None]()
    async with app.run_test(size=(20, 6)) as pilot:
        long, short = Choice([("a", "A goal that is too long")]), Choice([("b", "Short")])
        await app.mount_all([long, short])
        await pilot.pause()
        drawn = [choice.render_line(0).text.rstrip() for choice in (long, short)]
        assert drawn == ["‹ A goal that i… ›", "‹ Short ›"]


async def test_a_choice_whose_value_is_no_option_any_more_is_drawn_and_turns() -> None:
    """A goal of a competency that fell out of a company's ladder ended the app in the wizard."""
    app = App[None]()
    async with app.run_test(size=(20, 6)) as pilot:
        choice = Choice([("", "none"), ("a", "First"), ("b", "Last")])
        await app.mount(choice)
        for step, there in ((1, ""), (-1, "b")):
            choice.set_reactive(Choice.value, "gone")
            await pilot.pause()
            assert choice.render_line(0).text.rstrip() == "‹ gone ›"
            choice.action_turn(step)
            assert choice.value == there


async def test_letters_jump_to_a_word_of_a_choice() -> None:
    app = App[None]()
    async with app.run_test(size=(30, 6)) as pilot:
        choice = Choice([("", "none"), ("q", "Quality"), ("p1", "Pricing"), ("p2", "Product")])
        await app.mount(choice)
        choice.focus()
        seen = []
        for letter in ("p", "p", "p", "Q", "x", "n"):
            await pilot.press(letter)
            seen.append(choice.value)
        assert seen == ["p1", "p2", "p1", "q", "q", ""]

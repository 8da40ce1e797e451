"""What was typed into forms and not saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmgoals.services.planner import Planner
from pmgoals.services.typed_forms import KEPT_FOR
from pmgoals.storage.typed_file import MOST


def test_what_was_typed_is_kept_by_form_until_it_is_let_go(planner: Planner) -> None:
    forms = planner.typed_forms
    forms.put("never begun", "", {})
    assert not planner.places.forms.exists()
    forms.put("learn", "Log learning", {"title": "A talk"})
    forms.put("checkin:g1", "Check in", {"note": "two\nlines", "value": "62"})
    assert forms.of("learn") == {"title": "A talk"} and forms.of("other") == {}
    assert forms.titles() == ["Check in", "Log learning"]
    assert planner.places.forms.stat().st_mode & 0o777 == 0o600
    forms.put("learn", "Log learning", {})
    forms.put("checkin:g1", "", {})
    assert forms.titles() == [] and not planner.places.forms.exists()


def test_it_is_let_go_after_two_weeks(make_planner: Callable[..., Planner]) -> None:
    first = make_planner(dt.date(2026, 11, 20))
    first.typed_forms.put("learn", "Log learning", {"title": "A talk"})
    last = make_planner(dt.date(2026, 11, 20) + KEPT_FOR)
    assert last.typed_forms.of("learn") == {"title": "A talk"}
    later = make_planner(dt.date(2026, 11, 21) + KEPT_FOR)
    assert later.typed_forms.of("learn") == {} and later.typed_forms.titles() == []


def test_a_file_that_cannot_be_read_holds_nothing_and_is_put_aside(planner: Planner) -> None:
    for text in ("", "{", "[]", '{"learn": {"about": {"day": "never"}, "typed": {"a": "b"}}}'):
        planner.typed_forms.put("x", "X", {"a": "b"})
        planner.places.forms.write_text(text)
        assert planner.typed_forms.titles() == [] and planner.typed_forms.of("learn") == {}
        planner.typed_forms.put("x", "X", {"a": "b"})
        assert planner.typed_forms.titles() == ["X"]


Typed = st.dictionaries(st.text(max_size=8), st.text(), min_size=1)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.text(max_size=8), Typed, max_size=6))
def test_any_text_comes_back(planner: Planner, begun: dict[str, dict[str, str]]) -> None:
    planner.places.forms.unlink(missing_ok=True)
    for name, typed in begun.items():
        planner.typed_forms.put(name, name, typed)
    assert planner.typed_forms.titles() == list(reversed(begun))
    for name, typed in begun.items():
        assert planner.typed_forms.of(name) == typed


def test_so_many_forms_are_kept(planner: Planner) -> None:
    for number in range(MOST + 3):
        planner.typed_forms.put(f"f{number}", f"Form {number}", {"a": "b"})
    assert len(planner.typed_forms.titles()) == MOST and planner.typed_forms.of("f2") == {}


def test_two_programs_in_one_form_keep_both_texts(
    planner: Planner, make_planner: Callable[..., Planner]
) -> None:
    """What was saved in one took away what was typed in the other."""
    one = planner.typed_forms.begin("learn", "Log learning")
    two = make_planner().typed_forms.begin("learn", "Log learning")
    one.keep({"title": "from A"})
    two.keep({"title": "from B"})
    one.keep({"title": "from A, longer"})
    assert planner.typed_forms.titles() == ["Log learning"] * 2
    one.let_go()
    third = planner.typed_forms.begin("learn", "Log learning")
    assert third.typed == {"title": "from B"}
    two.keep({"title": "from B, precious"})
    third.keep({"title": "from C"})
    two.let_go()
    assert planner.typed_forms.begin("learn", "Log learning").typed == {"title": "from C"}
    third.let_go()
    assert planner.typed_forms.titles() == []


def test_a_form_that_another_program_saved_is_kept_again(
    planner: Planner, make_planner: Callable[..., Planner]
) -> None:
    one = planner.typed_forms.begin("learn", "Log learning")
    one.keep({"title": "precious"})
    other = make_planner().typed_forms.begin("learn", "Log learning")
    assert other.typed == {"title": "precious"}
    other.let_go()
    one.keep({"title": "precious"})
    assert planner.typed_forms.begin("learn", "Log learning").typed == {"title": "precious"}

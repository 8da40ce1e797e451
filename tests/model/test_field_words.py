"""Fields in words."""

from pmgoals.model.field_words import said_field, said_fields
from pmgoals.model.tables import TABLES


def test_fields_are_said_in_words():
    assert said_fields(["next_action"]) == "next action"
    assert said_fields(["why", "due", "next_action"]) == "deadline, next action and why"
    assert said_fields([]) == ""


def test_no_field_of_a_record_is_said_with_an_underscore():
    for kind in TABLES.values():
        assert not any("_" in said_field(field) for field in kind.__struct_fields__)

"""Why a document does not fit, in words."""

import datetime as dt

import msgspec
import pytest

from pmgoals.model.goal import Goal
from pmgoals.model.misfit import say_misfit


class Kept(msgspec.Struct):
    on: dt.date
    created: dt.datetime
    next_action: str = ""


SOUND = {"on": "2026-11-20", "created": "2026-11-20T09:30:00Z"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"created": "yesterday"}, "its “created” is no day with its time such as 2026-11-20T"),
        ({"on": "20.11."}, "its “day” is no day such as 2026-11-20"),
        ({"next_action": 3}, "its “next action” holds a whole number where text belongs"),
        ({"on": None}, "its “day” holds nothing where a day belongs"),
    ],
)
def test_a_misfit_is_said_in_words(wrong, said):
    with pytest.raises(msgspec.ValidationError) as raised:
        msgspec.convert(SOUND | wrong, Kept)
    assert say_misfit(str(raised.value)).startswith(said)


def test_a_field_that_is_missing_is_named():
    with pytest.raises(msgspec.ValidationError) as raised:
        msgspec.convert({}, Goal)
    said = say_misfit(str(raised.value))
    assert said.startswith("it lacks “") and "`" not in said and "$" not in said


@pytest.mark.parametrize(
    "message",
    ["Expected `int` <= 10 - at `$.confidence`", "Invalid enum value 'x' - at `$.kind`", "Odd"],
)
def test_no_word_of_the_decoder_is_left(message):
    said = say_misfit(message)
    assert said.startswith("it") and not any(sign in said for sign in "`$")

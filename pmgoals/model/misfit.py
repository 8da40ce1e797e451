"""Why a document does not fit its record, in words for a person."""

from __future__ import annotations

import re

from pmgoals.model.field_words import said_field

_PLACE = re.compile(r" - at `([^`]+)`$")
_FIELD = re.compile(r"^\$\.([A-Za-z_]+)")
_EXPECTED = re.compile(r"Expected `([^`]+)`(?:, got `([^`]+)`| (.+))$")

_HELD = {
    "int": "a whole number", "float": "a number", "str": "text", "bool": "yes or no",
    "array": "a list", "object": "fields", "null": "nothing", "date": "a day",
    "datetime": "an instant",
}  # fmt: skip
"""What a kind of value is called."""


def say_misfit(message: str) -> str:
    """Return what `msgspec` says of a document as the rest of a sentence: `its “due” is no day`."""
    place = _PLACE.search(message)
    said = message[: place.start()] if place else message
    field = _FIELD.match(place[1]) if place else None
    its = f"its “{said_field(field[1])}”" if field else "it"
    if said.startswith("Object missing required field"):
        missing = said_field(said.rpartition(" `")[2].rstrip("`"))
        return f"{'it' if its == 'it' else its} lacks “{missing}”"
    if said.startswith("Invalid RFC3339 encoded"):
        what = "day with its time" if "datetime" in said else "day"
        return f"{its} is no {what} such as {_SUCH[what]}"
    if said.startswith("Invalid enum value"):
        value = said.removeprefix("Invalid enum value").strip().strip("'\"")
        return f"{its} cannot be “{value}”"
    if found := _EXPECTED.match(said):
        wanted = " or ".join(_HELD.get(word.strip(), word.strip()) for word in found[1].split("|"))
        if found[2]:
            return f"{its} holds {_HELD.get(found[2], found[2])} where {wanted} belongs"
        return f"{its} is not in its bounds ({found[3]})"
    return f"{its} cannot be read"


_SUCH = {"day": "2026-11-20", "day with its time": "2026-11-20T09:30:00Z"}
"""An example of each."""

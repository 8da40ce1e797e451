"""The objects in a JSON text, each with the line it begins on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pmgoals.errors import BadInput
from pmgoals.foreign_files.things import sound
from pmgoals.model.amounts import shown

_SPACE = re.compile(r"[ \t\n\r]*")


class Object(NamedTuple):
    """One object of a list."""

    line: int
    """The line it begins on, 1-based."""
    fields: dict[str, Any]
    """What it holds."""

    def text(self, name: str) -> str:
        """Return a text it holds, empty when it has none; BadInput for what is no text."""
        value = self.fields.get(name, "")
        if value is None:
            return ""
        if not isinstance(value, str):
            raise BadInput(f"its {name} is no text")
        return sound(value, name)

    def texts(self, name: str) -> list[str]:
        """Return a list of texts it holds, empty when it has none; BadInput for anything else."""
        values = self.fields.get(name) or []
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise BadInput(f"its {name} are no list of texts")
        return [sound(value, name) for value in values]


class JsonText:
    """Walks over a JSON text; BadInput, with the line, where it is none or cannot be trusted."""

    def __init__(self, text: str, program: str) -> None:
        self._text = text.removeprefix("\ufeff")
        self._program = program
        self._at = self._counted = 0
        self._line = 1
        self._decoder = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant)

    def of_list(self) -> Iterator[Object]:
        """Yield the objects of a list, or those that stand one after the other without one."""
        if self._sign() == "[":
            yield from self._listed()
        else:
            while self._sign():
                yield self._object()
                self._passes(",")
        self._end()

    def of_member(self, name: str) -> Iterator[Object]:
        """Yield the objects of the list that one object holds under a name."""
        self._expect("{")
        found = False
        while self._sign() == '"':
            key = self._value()
            self._expect(":")
            if key == name and self._sign() == "[":
                found = True
                yield from self._listed()
            else:
                self._value()
            if not self._passes(","):
                break
        self._expect("}")
        self._end()
        if not found:
            raise self._none_of_it()

    def _listed(self) -> Iterator[Object]:
        self._expect("[")
        while self._sign() != "]":
            yield self._object()
            if not self._passes(","):
                break
        self._expect("]")

    def _object(self) -> Object:
        self._sign()
        line = self._line_here()
        value = self._value()
        if not isinstance(value, dict):
            raise BadInput(
                f"Line {line} holds no object of {self._program}; nothing was changed.",
                "Export it again.",
            )
        return Object(line, value)

    def _value(self) -> Any:
        self._sign()
        try:
            value, self._at = self._decoder.raw_decode(self._text, self._at)
        except json.JSONDecodeError as error:
            self._at = min(error.pos, len(self._text))
            raise self._broken() from None
        except RecursionError:
            raise self._refused("is nested too deeply") from None
        except _Twice as error:
            raise self._refused(f"holds the key “{shown(str(error))}” twice") from None
        except ValueError:  # NaN, or more digits than a number has
            raise self._refused("holds a number that is none") from None
        return value

    def _sign(self) -> str:
        """Go to the next sign and return it, empty at the end."""
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._text[self._at : self._at + 1]

    def _passes(self, sign: str) -> bool:
        there = self._sign() == sign
        self._at += there
        return there

    def _expect(self, sign: str) -> None:
        if not self._passes(sign):
            raise self._broken() if self._at else self._none_of_it()

    def _end(self) -> None:
        if self._sign():
            raise self._broken()

    def _line_here(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _broken(self) -> BadInput:
        return BadInput(
            f"The file is not JSON at line {self._line_here()}; nothing was changed.",
            f"Let {self._program} export it again; it may be cut off.",
        )

    def _refused(self, what: str) -> BadInput:
        return BadInput(
            f"Line {self._line_here()} {what}; nothing was changed.",
            f"Let {self._program} export it again.",
        )

    def _none_of_it(self) -> BadInput:
        return BadInput(
            f"This is nothing that {self._program} exported; nothing was changed.",
            "Check which file it is.",
        )


class _Twice(Exception):
    """A key that stands twice in one object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(key)
        found[key] = value
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)

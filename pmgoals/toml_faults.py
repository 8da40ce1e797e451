"""Why a text is no TOML, in words of the person who wrote it, and on which line that begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

OPEN_QUOTE = "a quotation mark is not closed"
OPEN_BRACKET = "a “[” is not closed, or a comma is missing between its entries"
OPEN_BRACE = "a “{” is not closed, or a comma is missing between its entries"
TWICE = "this key or table was given before"

WORDS: Sequence[tuple[str, str]] = (
    ("Illegal character '\\n'", OPEN_QUOTE),
    ("Found invalid character '\\n'", OPEN_QUOTE),
    ("Unterminated string", OPEN_QUOTE),
    ('Expected "', OPEN_QUOTE),
    ("Unclosed array", OPEN_BRACKET),
    ("Unclosed inline table", OPEN_BRACE),
    ("Expected '='", "after a key come = and its value; a key is one word"),
    ("Expected newline", 'more stands behind the value; a quotation mark inside a text is \\"'),
    ("Expected ']'", "the “]” behind the name of a table is missing"),
    ("Expected ']]'", "the “]]” behind the name of a table is missing"),
    ("Invalid statement", "it begins with no key, which is letters, digits, - and _"),
    ("Invalid initial character", "a key or the name of a table is missing"),
    ("Invalid date", "there is no such date"),
    ("Unescaped '\\'", "a \\ inside a text is written \\\\"),
    ("Invalid hex value", "what follows a \\ in a text is not known"),
    ("Escaped character", "what follows a \\ in a text is not known"),
    ("Cannot overwrite", TWICE),
    ("Cannot declare", TWICE),
    ("Cannot mutate", TWICE),
    ("Cannot redefine", TWICE),
    ("Duplicate inline", TWICE),
)  # fmt: skip
"""What a person reads, by how the parser begins its message."""

BEGIN_EARLIER = ("Unterminated", "Unclosed", 'Expected "')
"""Messages about what was opened on an earlier line than the one they name."""

_TOKEN = (
    r'(?P<text>"""(?:\\.|(?!""").)*"{3,5}|' + r"'''(?:(?!''').)*'{3,5}"
    r'|(?!""")"(?:\\.|[^"\\\n])*"|' + r"(?!''')'[^'\n]*')"
    r"|(?P<quote>[\"'])|#[^\n]*|(?P<open>[\[{])|(?P<close>[\]}])|."
)


def explained(message: str, text: str) -> tuple[str, int]:
    """Return what a message of the parser says of a text, and the line it is about, 1-based."""
    why, _, place = message.partition(" (at ")
    found = re.match(r"line ([0-9]+), column ([0-9]+)", place)
    lines = text.split("\n")
    line = int(found[1]) if found else text.rstrip().count("\n") + 1
    last = [lines[line - 1][: int(found[2]) - 1]] if found else lines[line - 1 :]
    opened = _opened("\n".join([*lines[: line - 1], *last]))
    if why == "Invalid value":
        if opened and (found is None or lines[line - 1].startswith("[")):
            return OPEN_BRACKET, opened
        return _no_value(lines[line - 1]), line
    if why.startswith(BEGIN_EARLIER):
        line = opened or line
    return next((words for start, words in WORDS if why.startswith(start)), _lower(why)), line


def _no_value(line: str) -> str:
    if not line.partition("=")[2].partition("#")[0].strip():
        return "there is no value behind the ="
    return "the value is none; a text stands between straight quotation marks"


def _opened(text: str) -> int | None:
    """Return the line of the outermost bracket, or the quotation mark, that a text leaves open."""
    open_lines: list[int] = []
    line, counted = 1, 0
    for found in re.finditer(_TOKEN, text, re.DOTALL):
        line, counted = line + text.count("\n", counted, found.start()), found.start()
        if found["quote"]:
            return line
        if found["open"]:
            open_lines.append(line)
        elif found["close"] and open_lines:
            open_lines.pop()
    return open_lines[0] if open_lines else None


def _lower(why: str) -> str:
    return why[:1].lower() + why[1:]

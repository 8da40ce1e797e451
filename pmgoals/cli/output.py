"""Printing: data on stdout, narration on stderr, and nothing that could steer a terminal."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple, TextIO

from pmgoals.inert import escaped, harmless_json, marked_line
from pmgoals.lines import narrow, width, wrapped

LABEL = 14
"""Columns for the name of a field."""

PIPED_WIDTH = 100
"""Columns when stdout is no terminal."""

COLOURS = {
    "good": "32", "on track": "32", "done": "32", "watch": "33", "stale": "33", "at risk": "31",
    "bad": "31", "head": "1", "dim": "2", "paused": "2", "closed": "2", "new": "36",
}  # fmt: skip
"""SGR codes by role; the word itself always says the same."""


ASCII_FOR = str.maketrans(
    {
        "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "·": "-", "–": "-", "—": "-",
        "→": "->", "⏎": "/", "×": "x", "●": "*", "◐": "~", "○": "!", "◌": "?", "✓": "+", "◇": "o",
        "\N{MINUS SIGN}": "-",
    }
)  # fmt: skip
"""What stands for the typographic characters in ASCII."""


class Styled(NamedTuple):
    """Text with a role that may have a colour."""

    text: str
    """The text, not yet inert."""
    role: str
    """A key of `COLOURS`."""


Cell = str | Styled
"""A piece of a line."""


class Output:
    """The two streams of one run."""

    def __init__(
        self, out: TextIO, err: TextIO, env: Mapping[str, str], *, colour: bool, ascii_only: bool
    ) -> None:
        self._out = out
        self._err = err
        self.is_terminal = out.isatty()
        """Whether a person reads stdout."""
        self.ascii_only = ascii_only
        """Whether typographic characters are replaced by ASCII ones."""
        self._colour = colour and self.is_terminal and not env.get("NO_COLOR")
        for stream in (out, err):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")

    def plain(self, *, ascii_only: bool, colour: bool) -> None:
        """Take over what the person's settings say; they can only make it plainer."""
        self.ascii_only = self.ascii_only or ascii_only
        self._colour = self._colour and colour

    def say(self, *parts: Cell) -> None:
        """Print one piece of data, which may run over several lines."""
        self._write(self._out, self._joined(parts))

    def prose(self, text: str, role: str = "", indent: str = "") -> None:
        """Print text as data, broken between words where a terminal ends."""
        for line in self._broken(text, len(indent)):
            self.say(indent, Styled(line, role))

    def field(self, name: str, value: str) -> None:
        """Print a named value; further lines of it are indented under the first.

        Lines are broken between words where a terminal ends.
        """
        lines = self._broken(value.strip(), max(LABEL, len(name) + 2))
        self.say(Styled(f"{name:<{LABEL}}", "dim"), "" if len(name) < LABEL else "  ", lines[0])
        for line in lines[1:]:
            self.say(" " * LABEL, line)

    def tell(self, text: str) -> None:
        """Narrate: one piece of text on stderr, broken between words where a terminal ends."""
        for line in self._narrated(text):
            self._write(self._err, line)

    def ask(self, text: str) -> None:
        """Put a question on stderr and stay on its last line."""
        *above, last = self._narrated(text.rstrip(" "))
        for line in above:
            self._write(self._err, line)
        self._err.write(last + text[len(text.rstrip(" ")) :])
        self._err.flush()

    def _narrated(self, text: str) -> list[str]:
        """Return the inert lines of a narration; what is broken stands under its line's text."""
        lines = self._inert(text).split("\n")
        if not self._err.isatty():
            return lines
        found = []
        for line in lines:
            bare = line.lstrip(" ")
            indent = " " * (len(line) - len(bare))
            room = max(NARROWEST_LINE, self.width()) - len(indent)
            found += [indent + part for part in wrapped(bare, room)] or [""]
        return found

    def json(self, document: Any) -> None:
        """Print one JSON document."""
        import msgspec

        data = msgspec.json.format(msgspec.json.encode(document), indent=2)
        self._write(self._out, harmless_json(data).decode())

    def json_line(self, document: Any) -> None:
        """Print one JSON document on a line of its own."""
        import msgspec

        self._write(self._out, harmless_json(msgspec.json.encode(document)).decode())

    def file(self, data: bytes) -> None:
        """Hand over a file: to a pipe byte by byte as it is, to a terminal what cannot steer it."""
        self._out.flush()
        if self.is_terminal:
            text = data.decode(errors="backslashreplace").replace("\r\n", "\n")
            self._out.write(escaped(text))
            return
        raw = getattr(self._out, "buffer", None)
        if raw is None:
            self._out.write(data.decode())
        else:
            raw.write(data)

    def table(
        self,
        rows: Sequence[Sequence[Cell]],
        *,
        right: Collection[int] = (),
        flex: int | Sequence[int] | None = None,
        indent: str = "",
    ) -> None:
        """Print rows in aligned columns.

        Columns in `right` hold numbers and are set right; columns of `flex` are cut short with an
        ellipsis where a terminal is too narrow, the widest first.
        """
        lines = [[self._cell(cell) for cell in row] for row in rows]
        if not lines:
            return
        widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
        if flex is not None and self.is_terminal:
            over = len(indent) + sum(widths) + 2 * (len(widths) - 1) - self.width()
            narrow(widths, [flex] if isinstance(flex, int) else flex, over)
        for texts, row in zip(lines, rows, strict=True):
            last = max((n for n, text in enumerate(texts) if text), default=0)
            cells = []
            for n, (text, columns) in enumerate(zip(texts[: last + 1], widths, strict=False)):
                shown = self.fit(text, columns) if self.is_terminal else text
                gap = " " * max(0, columns - width(shown))
                padded = gap + shown if n in right else shown + (gap if n < last else "")
                cells.append(self._paint(padded, row[n]))
            self._write(self._out, indent + "  ".join(cells))

    def width(self) -> int:
        """Return the columns there are."""
        if not self.is_terminal:
            return PIPED_WIDTH
        import shutil

        return shutil.get_terminal_size((PIPED_WIDTH, 24)).columns

    def _broken(self, text: str, before: int) -> list[str]:
        """Return the lines of a text that stands behind some columns."""
        lines = text.split("\n")
        if not self.is_terminal:
            return lines
        columns = max(NARROWEST_LINE, self.width()) - before
        return [part for line in lines for part in wrapped(self._inert(line), columns)]

    def flush(self) -> None:
        """Hand over everything that was printed."""
        self._out.flush()
        self._err.flush()

    def abandon(self) -> None:
        """Let go of a stdout that nobody reads any more, so that leaving says nothing."""
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._out.fileno())
        except (OSError, ValueError, AttributeError):
            return

    def _write(self, stream: TextIO, text: str) -> None:
        """Write one piece of text that was made inert; as `ask` and `file` do."""
        stream.write(text + "\n")

    def _joined(self, parts: Sequence[Cell]) -> str:
        texts = (part.text if isinstance(part, Styled) else part for part in parts)
        return "".join(
            self._paint(self._inert(text), part) for text, part in zip(texts, parts, strict=True)
        )

    def _inert(self, text: str) -> str:
        text = escaped(text)
        return text.translate(ASCII_FOR) if self.ascii_only else text

    def _cell(self, cell: Cell) -> str:
        return self._inert(marked_line(cell.text if isinstance(cell, Styled) else cell))

    def _paint(self, text: str, cell: Cell) -> str:
        code = COLOURS.get(cell.role) if isinstance(cell, Styled) and self._colour else None
        return f"\x1b[{code}m{text}\x1b[0m" if code and text.strip() else text

    def fit(self, text: str, columns: int) -> str:
        """Return text cut to a number of columns, the cut marked."""
        if width(text) <= columns:
            return text
        mark = "..." if self.ascii_only else "…"
        kept, used = "", width(mark)
        for letter in text:
            used += width(letter)
            if used > columns:
                break
            kept += letter
        return kept.rstrip() + mark


NARROWEST_LINE = 40
"""Columns at which a line of prose is broken at least."""

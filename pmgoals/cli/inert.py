"""Text made harmless for a terminal: what could steer it is shown as an escape."""

from __future__ import annotations

ASCII_FOR = str.maketrans(
    {
        "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "·": "-", "–": "-", "—": "-",
        "→": "->", "⏎": "/", "×": "x", "●": "*", "◐": "~", "○": "!", "◌": "?", "✓": "+", "◇": "o",
        "\N{MINUS SIGN}": "-",
    }
)  # fmt: skip
"""What stands for the typographic characters in ASCII."""


def inert(text: str) -> str:
    """Return text in which only newlines are left of what a terminal acts on."""
    if text.isprintable():
        return text
    return "\n".join(_line(line) for line in text.split("\n"))


def one_line(text: str, mark: str = " ⏎ ") -> str:
    """Return text for a field of one line: line ends become a mark."""
    if text.isprintable():
        return text
    return mark.join(line.strip() for line in text.strip().splitlines())


def _line(line: str) -> str:
    return line if line.isprintable() else "".join(_shown(letter) for letter in line)


def _shown(letter: str) -> str:
    code = ord(letter)
    if code < 0x20 or 0x7F <= code < 0xA0:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if _steers(code) else letter


def _steers(code: int) -> bool:
    """Tell whether a character turns the direction of text, ends a line or is no character."""
    return (
        code in (0x061C, 0x200E, 0x200F, 0xFEFF)
        or 0x2028 <= code <= 0x202E
        or 0x2066 <= code <= 0x206F
        or 0xD800 <= code <= 0xDFFF
    )

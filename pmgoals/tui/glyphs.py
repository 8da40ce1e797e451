"""Signs for what colour alone must not carry; one cell each, with an ASCII set."""

from __future__ import annotations

from pmgoals.analytics.pace import Status

STATUS: dict[Status, tuple[str, str, str]] = {
    "on track": ("●", "+", "good"),
    "watch": ("◐", "~", "warn"),
    "at risk": ("○", "!", "bad"),
    "stale": ("◌", "?", "warn"),
    "new": ("◇", "*", "accent"),
    "paused": ("‖", "=", "muted"),
    "done": ("✓", "v", "good"),
    "closed": ("·", ".", "muted"),
}
"""Sign, ASCII sign and tone of each status."""


def status(name: Status, *, ascii_only: bool = False) -> tuple[str, str]:
    """Return the sign and the tone of a status."""
    sign, plain, tone = STATUS[name]
    return (plain if ascii_only else sign), tone


def bar(
    progress: float | None, expected: float | None, width: int, *, ascii_only: bool = False
) -> str:
    """Return a bar of `width` cells: what is covered, and where today should be."""
    full, half, rest, mark = ("#", "#", ".", "|") if ascii_only else ("█", "▌", "·", "│")
    share = min(1.0, max(0.0, progress or 0.0))
    halves = round(share * width * 2)
    cells = [full] * (halves // 2) + ([half] if halves % 2 else [])
    cells += [rest] * (width - len(cells))
    if expected is not None and progress is not None and expected < 1.0:
        cells[min(width - 1, int(expected * width))] = mark
    return "".join(cells)


def spark(values: list[int], *, low: int = 1, high: int = 10, ascii_only: bool = False) -> str:
    """Return one sign for each value, higher for more."""
    signs = "_.-=+*#@" if ascii_only else "▁▂▃▄▅▆▇█"
    span = max(1, high - low)
    last = len(signs) - 1
    return "".join(signs[min(last, max(0, round((v - low) / span * last)))] for v in values)


def heat(values: list[int], *, ascii_only: bool = False) -> str:
    """Return one sign for each count, nothing to much; a dash for leave (-1), r for a rest (-2)."""
    signs = ".:o#@" if ascii_only else "·░▒▓█"
    leave = "-" if ascii_only else "–"
    most = max(max(values, default=0), 1)
    out = []
    for value in values:
        if value < 0:
            out.append("r" if value == -2 else leave)
        elif value == 0:
            out.append(signs[0])
        else:
            out.append(signs[min(4, 1 + int(3 * value / most))])
    return "".join(out)


def trend(change: int, *, ascii_only: bool = False) -> str:
    """Return an arrow for the change of confidence."""
    up, down, level = ("^", "v", "-") if ascii_only else ("↗", "↘", "→")
    return up if change > 0 else down if change < 0 else level

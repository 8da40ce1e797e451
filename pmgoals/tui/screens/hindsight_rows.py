"""What the ledger draws beside the changes: what confidence and dates were worth."""

from __future__ import annotations

from pmgoals.analytics.calibration import Band
from pmgoals.services.hindsight import (
    Hindsight,
    say_band,
    say_calibration,
    say_open_late,
    say_score,
)
from pmgoals.services.slips import TOO_FEW, say_slip
from pmgoals.tui import glyphs
from pmgoals.tui.spans import Line, Span, fit, width_of, wrap
from pmgoals.tui.widgets.lines import Build

BESIDE = 70
"""Width from which confidence and slip stand side by side."""

GAP = 3
"""Cells between them."""

WIDEST = 24
"""Cells that a bar takes at most."""


def hindsight(found: Hindsight, ascii_only: bool) -> Build:
    """Return the bands of confidence with what was reached, and the days promised and done."""

    def build(width: int) -> list[Line]:
        if width < BESIDE:
            return [*_confidence(found, width, ascii_only), [], *_slips(found, width)]
        wide = width * 3 // 5
        left = _confidence(found, wide, ascii_only)
        right = _slips(found, width - wide - GAP)
        beside = [*right, *[[]] * len(left)]
        under = right[len(left) :]
        return [
            *(
                [*line, Span(" " * (wide + GAP - width_of(line))), *other]
                for line, other in zip(left, beside, strict=False)
            ),
            *([Span(" " * (wide + GAP)), *line] for line in under),
        ]

    return build


def _confidence(found: Hindsight, width: int, ascii_only: bool) -> list[Line]:
    known = found.calibration
    lines: list[Line] = [[Span("Confidence and what came of it", "title")]]
    lines += wrap(say_calibration(known), width)
    if known.goals:
        head = f"{'said':<8}{'weeks':>5}  reached"
        lines.append([Span(fit(head, width), "muted")])
        lines += [_band(band, width, ascii_only) for band in known.bands]
    if score := say_score(known):
        lines += wrap(score, width, "muted")
    return lines


def _band(band: Band, width: int, ascii_only: bool) -> Line:
    """Return what was reached of a band as a bar, its mark where it was said to be."""
    name, count = f"{say_band(band):<8}", f"{band.checkins:>5}  "
    if band.share is None:
        return [Span(name), Span(count), Span("none yet", "muted")]
    words = f"  {band.reached} of {band.goals}, {round((band.said or 0.0) * 100)} % said"
    room = min(WIDEST, width - len(name) - len(count) - len(words))
    tone = "warn" if band.gap is not None else "accent"
    bar = glyphs.bar(band.share, band.said, room, ascii_only=ascii_only) if room >= 4 else ""
    return [Span(name), Span(count), Span(bar, tone), Span(words if bar else words.strip())]


def _slips(found: Hindsight, width: int) -> list[Line]:
    lines: list[Line] = [[Span("Promised and done", "title")]]
    for slip in found.slips:
        lines += wrap(say_slip(slip), width)
    if not found.slips:
        lines += wrap(TOO_FEW, width, "muted")
    return lines + wrap(say_open_late(found), width, "muted")

"""`pmgoals hindsight`: what confidence and dates said, against what came."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from pmgoals.analytics.calibration import BANDS, Band
from pmgoals.analytics.slip import Slip
from pmgoals.cli.numbers import share
from pmgoals.cli.output import Output, Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.records import document
from pmgoals.cli.session import Session
from pmgoals.services.hindsight import (
    Hindsight,
    look,
    say_band,
    say_calibration,
    say_open_late,
    say_score,
)
from pmgoals.services.slips import TOO_FEW, say_slip

HEADS = ("confidence", "check-ins", "goals", "said", "reached", "share")
"""Heads of the table of confidence."""


def hindsight(parser: Parser) -> Run:
    """Declare `hindsight`."""
    parser.reading()
    return _hindsight


def _hindsight(args: Namespace, session: Session) -> None:
    found, out = look(session.planner), session.out
    if args.json:
        out.json(_document(found))
        return
    _confidence(found, out)
    out.say(Styled("Promised and done", "head"))
    for slip in found.slips:
        out.say(f"  {say_slip(slip)}")
    if not found.slips:
        out.say(f"  {TOO_FEW}")
    if late := say_open_late(found):
        out.say(f"  {late}")


def _confidence(found: Hindsight, out: Output) -> None:
    out.say(Styled("Confidence and what came of it", "head"))
    if found.calibration.goals:
        rows = [tuple(Styled(head, "dim") for head in HEADS)]
        table = [
            (
                say_band(b),
                str(b.checkins),
                str(b.goals),
                share(b.said),
                str(b.reached),
                share(b.share),
            )
            for b in found.calibration.bands
        ]
        out.table([*rows, *table], right={1, 2, 3, 4, 5}, indent="  ")
    for line in (say_score(found.calibration), say_calibration(found.calibration)):
        if line:
            out.say(f"  {line}")


def _document(found: Hindsight) -> dict[str, Any]:
    known = found.calibration
    return {
        "confidence": {
            "goals": known.goals,
            "reached": known.reached,
            "checkins": known.checkins,
            "score": known.score,
            "base": known.base,
            "bands": [_band(band) for band in known.bands],
            "says": say_calibration(known),
        },
        "slip": {"milestones": _slip(found.milestones), "goals": _slip(found.goals)},
    }


def _band(band: Band) -> dict[str, Any]:
    low, high = BANDS[band.name]
    found: dict[str, Any] = document(band, share=band.share, gap=band.gap)
    return {**found, "from": low, "to": high}


def _slip(slip: Slip | None) -> dict[str, Any]:
    """Return a slip, all of it null where too few were done."""
    names = [name for name in Slip.__struct_fields__ if name != "of"]
    return {name: getattr(slip, name, None) for name in names}

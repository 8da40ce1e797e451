"""Dots in cells, braille and plain."""

from __future__ import annotations

from pmgoals.drawing.raster import Piece, Raster


def test_braille_has_eight_dots_a_cell() -> None:
    raster = Raster(2, 1)
    raster.dot(0, 0, "actual")
    raster.dot(1, 3, "actual")
    assert (raster.width, raster.height) == (4, 4)
    assert raster.pieces(0) == [Piece("⢁", "actual"), Piece(" ", "")]


def test_the_plain_twin_has_one_letter_a_cell() -> None:
    raster = Raster(3, 1, plain=True)
    raster.dot(0, 0, "actual")
    raster.dot(1, 0, "range")
    assert raster.pieces(0) == [Piece("*", "actual"), Piece(":", "range"), Piece(" ", "")]


def test_what_is_drawn_later_covers_what_another_role_drew() -> None:
    raster = Raster(1, 1)
    raster.letter(0, 0, "│", "axis")
    raster.dot(0, 0, "range")
    raster.dot(1, 1, "actual")
    assert raster.pieces(0) == [Piece("⠐", "actual")]
    raster.letter(0, 0, "●", "actual")
    assert raster.pieces(0) == [Piece("●", "actual")]


def test_outside_the_raster_nothing_is_drawn() -> None:
    raster = Raster(2, 1)
    raster.dot(-1, 0, "actual")
    raster.dot(0, 4, "actual")
    raster.letter(9, 0, "x", "actual")
    raster.line(-5, -5, -1, -1, "actual")
    assert raster.pieces(0) == [Piece("  ", "")]


def test_a_line_meets_both_its_ends_and_can_be_broken() -> None:
    raster = Raster(4, 3, plain=True)
    raster.line(3, 2, 0, 0, "actual")
    rows = ["".join(piece.text for piece in raster.pieces(row)) for row in range(3)]
    assert rows[0][0] == "*" and rows[2][3] == "*"
    dashed = Raster(6, 1, plain=True)
    dashed.line(0, 0, 5, 0, "target", on=1, off=1)
    assert "".join(piece.text for piece in dashed.pieces(0)) == "- - - "

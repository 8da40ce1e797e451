"""A report before it has a form: Markdown and charts, in the order they are read."""

from __future__ import annotations

import msgspec

from pmgoals.analytics.course import Course
from pmgoals.model.record import Privacy
from pmgoals.reports.documents.markdown import joined


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What is written for somebody."""

    title: str
    """What it is called, in plain words."""
    name: str
    """What its file is called, without an ending: lower case, digits and hyphens."""
    audience: Privacy = "me"
    """Who it is for: nothing above that level is in it."""
    blocks: list[str | Course] = []
    """Markdown (headings, paragraphs, lists, tables, emphasis) and charts of measures."""

    @property
    def markdown(self) -> str:
        """The whole of it as Markdown; charts are left out, since their numbers stand beside."""
        return joined(block.rstrip("\n") for block in self.blocks if isinstance(block, str))

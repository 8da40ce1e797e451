"""What a page becomes: Markdown, plain text, one HTML file or a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals.errors import BadInput
from pmgoals.model.amounts import shown

if TYPE_CHECKING:
    from pmgoals.reports.page import Page

FORMATS = {"md": ".md", "txt": ".txt", "html": ".html", "pdf": ".pdf"}
"""The formats there are, each with the ending of its files."""


def render(page: Page, form: str) -> bytes:
    """Return a page in one of the formats, as the bytes of a file; the same page, the same bytes.

    BadInput for another format, and for a PDF where typst is not installed. What a format needs
    is imported when it is asked for.
    """
    if form == "md":
        return page.markdown.encode()
    if form == "txt":
        from pmgoals.reports.formats.text import as_text

        return as_text(page).encode()
    if form == "html":
        from pmgoals.reports.formats.html import as_html

        return as_html(page).encode()
    if form == "pdf":
        from pmgoals.reports.formats.pdf import as_pdf

        return as_pdf(page)
    raise BadInput(f"There is no format {shown(form)}.", f"There are: {', '.join(FORMATS)}.")

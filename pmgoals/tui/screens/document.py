"""A page of Markdown: read on the screen, kept as a file, or copied."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Markdown

from pmgoals.errors import BadInput
from pmgoals.files import refusals, write_whole
from pmgoals.model.review import Review
from pmgoals.reports.documents import document_of, name_of
from pmgoals.tui.asking import Asking
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.forms import Form, FormField
from pmgoals.tui.leaving import leave
from pmgoals.tui.widgets.frame import KeyBar

FILE_HELP = {
    False: "Readable by you alone; a file that is there is not replaced.",
    True: "Its ending says the form: .md, .txt, .html or .pdf. Nothing that is there is replaced.",
}
"""What is said of the file, for a page and for a report."""

OF_REPORTS = ("audience", "left_out", "editor")
"""Actions that only a report knows."""


class PageScreen(Asking, Screen[None]):
    """A page of Markdown, under the name it would have as a file."""

    IS_REPORT = False
    """Whether it is for an audience that can be changed."""

    CSS_PATH = "document.tcss"
    AUTO_FOCUS = "#page"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("document")

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__()
        self._file = name
        self._text = text

    def compose(self) -> ComposeResult:
        """The page, and the keys below it."""
        with VerticalScroll(id="page"):
            yield Markdown(self._text, open_links=False)
        yield KeyBar("document")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether a key works here: some are for reports alone."""
        return self.IS_REPORT or action not in OF_REPORTS

    def action_leave(self) -> None:
        """Go back."""
        leave(self)

    def action_copy(self) -> None:
        """Copy the page by way of the terminal."""
        self.app.copy_to_clipboard(self._text)
        self.pm.tell("Copied, if your terminal lets programs copy.")

    @work
    async def action_save(self) -> None:
        """Keep the page as a file."""
        name = self._file
        form = Form(
            name=f"document-{name}",
            title="Keep as a file",
            save="keep it",
            fields=[
                FormField(
                    key="file",
                    label="File",
                    value=str(Path.cwd() / name),
                    help=FILE_HELP[self.IS_REPORT],
                )
            ],
        )
        await self.ask(form, lambda values: self._write(values["file"]))

    def _write(self, name: str) -> str:
        """Write the page to a new file and return what is told."""
        path = Path(name.strip()).expanduser()
        if not name.strip() or "\0" in name:
            raise BadInput("That is no name of a file.", "Write a folder and a name.")
        with refusals(path):
            if path.exists() or path.is_symlink():
                raise BadInput(f"{path} is there already.", "Choose another name.")
            write_whole(path, self._data(path))
        return f"Kept in {path}."

    def _data(self, path: Path) -> bytes:
        """Return what is written to a file."""
        return self._text.encode()


class DocumentScreen(PageScreen):
    """What a review ended in, as a page."""

    def __init__(self, review: Review) -> None:
        super().__init__(name_of(review))
        self._review = review

    def compose(self) -> ComposeResult:
        """Write the page, then lay it out."""
        self._text = document_of(self.planner, self._review)
        yield from super().compose()

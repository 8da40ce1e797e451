"""A report before it is sent: for whom, what is left out of it, and how it will read."""

from __future__ import annotations

from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Markdown, Static

from pmgoals.errors import BadInput, PmgoalsError
from pmgoals.model.audience import LEVELS
from pmgoals.model.record import Privacy
from pmgoals.reports.catalogue import REPORTS, Made, Over, make
from pmgoals.reports.documents.markdown import plain, words_in
from pmgoals.reports.formats import FORMATS, render
from pmgoals.reports.page import Page
from pmgoals.services.sharing import READERS, TOLD, WORDS, LeftOut
from pmgoals.tui.flows_sharing import share_record
from pmgoals.tui.screens.document import OF_REPORTS, PageScreen
from pmgoals.tui.widgets.frame import KeyBar

WAYS: dict[Over, str] = {
    "level": "Tell which level you work towards: go back (Esc), then Reflect (2), Competencies, "
    "and Enter on the level worked towards.",
    "goal": "Choose who reads it (a), or go back (Esc) and share the goal (P).",
}
"""What leads to a report that could not be made, by what it is about."""

OF_A_PAGE = ("save", "copy", *OF_REPORTS)
"""Actions that there is nothing for while a report could not be made."""


class ReportScreen(PageScreen):
    """A report, for one audience after the other."""

    IS_REPORT = True

    def __init__(self, key: str, of: str = "") -> None:
        super().__init__(key)
        self._key, self._of = key, of
        self._audience: Privacy | None = None
        self._made: Made | None = None
        self._page: Page | None = None

    def compose(self) -> ComposeResult:
        """Make the report, then lay it out under who reads it."""
        try:
            self._make()
        except PmgoalsError as error:
            self._text = self._why_not(error)
        yield Static(self._head(), id="reader")
        yield from super().compose()

    def _why_not(self, error: PmgoalsError) -> str:
        """Return what the page says in place of a report: what is missing, and where to tell it."""
        way = WAYS.get(REPORTS[self._key].over, "Go back (Esc), and choose another report.")
        return f"**{plain(error.what)}**\n\n{way}\n"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether a key works here: without a report only the way back."""
        if self._page is not None or (action == "audience" and not self._needs_level):
            return True
        return action not in OF_A_PAGE

    @property
    def _needs_level(self) -> bool:
        return REPORTS[self._key].over == "level"

    def _make(self) -> None:
        made = make(self.planner, self._key, self._audience, self._of)
        self._made, self._page = made, made.page
        self._audience = made.page.audience
        self._text, self._file = made.page.markdown, f"{made.page.name}.md"

    def _head(self) -> Content:
        """Return who reads it, how long it is, and how much they do not get to read."""
        if self._made is None or self._page is None:
            return Content(f"{REPORTS[self._key].title}: it could not be made")
        parts = [f"For {WORDS[self._page.audience]}", f"{words_in(self._text)} words"]
        hidden = sum(each.told is None for each in self._made.left_out)
        told = len(self._made.left_out) - hidden
        if hidden:
            parts.append(f"{hidden} left out")
        if told:
            parts.append(f"{told} told another way")
        dot = " - " if self.app.has_class("-ascii") else " · "
        return Content(dot.join(parts))

    def _show(self) -> None:
        self.query_one("#reader", Static).update(self._head())
        self.query_one(Markdown).update(self._text)
        self.query_one(KeyBar).refresh()

    # ---- keys ----

    @work
    async def action_audience(self) -> None:
        """Choose who reads it."""
        options = [(str(level), f"For {WORDS[level]}", "") for level in LEVELS]
        chosen = await self.choose("Who reads it", options, self._audience or "")
        level = next((known for known in LEVELS if known == chosen), None)
        if level is not None:
            self._audience = level
            if self.attempt(self._remake):
                self._show()

    def _remake(self) -> bool:
        self._make()
        return True

    @work
    async def action_left_out(self) -> None:
        """Show what is left out; what is chosen can be shared."""
        left_out = self._made.left_out if self._made else []
        if not left_out:
            self.pm.tell("Nothing is left out.")
            return
        options = [(each.id, _first_up(each.kind), each.title) for each in left_out]
        told = {each.id: _how(each) for each in left_out}
        key = await self.choose("Left out; Enter shares one", options, told=told)
        if key is not None:
            await share_record(self, key)
            if self.attempt(self._remake):
                self._show()

    def action_editor(self) -> None:
        """Put the last words to it in the editor; what is kept as a file is what it gave."""
        from pmgoals.services.editor import saving
        from pmgoals.tui.outside import edited

        try:
            with saving(edited(self.pm, self._text)) as text:
                pass  # the page holds it; its file goes
        except PmgoalsError as error:
            self.pm.tell_error(error)
            return
        if self._page is not None and text.strip():
            self._text = text
            charts = [block for block in self._page.blocks if not isinstance(block, str)]
            self._page = Page(
                title=self._page.title,
                name=self._page.name,
                audience=self._page.audience,
                blocks=[text, *charts],
            )
            self._show()

    def _data(self, path: Path) -> bytes:
        """Return the report in the form that the file's ending says."""
        form = path.suffix.lower().removeprefix(".")
        if self._page is None:
            raise BadInput("There is no report to keep.", "Choose another.")
        if form not in FORMATS:
            known = ", ".join(f".{name}" for name in FORMATS)
            raise BadInput(
                f"“{path.suffix}” is no form of a report.", f"End it in one of: {known}."
            )
        return render(self._page, form)


def _how(left: LeftOut) -> str:
    return _first_up(f"told {TOLD[left.told]}." if left.told else f"for {READERS[left.level]}.")


def _first_up(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"

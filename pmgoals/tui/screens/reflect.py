"""Reflect: a conversation, one question at a time, and what follows from it."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from pmgoals.errors import PmgoalsError
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.plan_screen import PlanScreen
from pmgoals.tui.screens import reflect_panes as panes
from pmgoals.tui.screens.reflect_answer import AnswerPane
from pmgoals.tui.screens.reflect_changes import ReflectChanges
from pmgoals.tui.screens.reflect_detail import Detail, detail
from pmgoals.tui.screens.reflect_signals import LIST_OF, LISTS, latest, signals
from pmgoals.tui.screens.reflect_standing import LEVELS, standing
from pmgoals.tui.widgets.frame import KeyBar
from pmgoals.tui.widgets.lines import RowList

LEVEL_ROWS = [row for row, _ in LEVELS]
"""Rows of where I stand that are about a level: their detail is short."""


class ReflectScreen(ReflectChanges):
    """A conversation, and what follows from it."""

    KEY = "reflect"
    ABOUT = (
        "Twenty-odd questions, a ranked list of what matters, where you stand on the ladder, and "
        "what you notice in between."
    )
    CSS_PATH = "reflect.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("reflect")
    HORIZONTAL_BREAKPOINTS = [
        *(PlanScreen.HORIZONTAL_BREAKPOINTS or ()),
        (160, "-broad"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._unkept: dict[str, str] = {}
        self._first = True

    def compose_body(self) -> ComposeResult:
        """The contents at the left, what they show at the right."""
        with Horizontal(id="reflect"):
            with Vertical(id="contents-pane", classes="pane"):
                yield RowList(id="contents", help_text=panes.CONTENTS_HELP)
            with Vertical(id="shown-pane", classes="pane"):
                yield AnswerPane(id="question")
                yield RowList(id="ranked", help_text=panes.RANKED_HELP)
                with Vertical(id="skills"):
                    yield RowList(id="standing", help_text=panes.STANDING_HELP)
                    yield Detail(id="detail")
                yield RowList(id="noticed", help_text=panes.NOTICED_HELP)

    # ---- parts ----

    @property
    def contents(self) -> RowList:
        """The list at the left."""
        return self.query_one("#contents", RowList)

    @property
    def place(self) -> str:
        """What the contents show: `prompt:ID`, or one of `panes.PLACES`."""
        return self.contents.highlighted

    @property
    def answer(self) -> AnswerPane:
        """The question pane."""
        return self.query_one(AnswerPane)

    @property
    def ranked_row(self) -> str:
        """Id of the priority or not-doing item under the cursor, empty for none."""
        listed = self.place in ("priorities", "not_doing")
        return self.query_one("#ranked", RowList).highlighted if listed else ""

    @property
    def standing_row(self) -> str:
        """The row under the cursor of where I stand, empty when that is not shown."""
        shown = self.place == "standing"
        return self.query_one("#standing", RowList).highlighted if shown else ""

    @property
    def noticed_row(self) -> str:
        """Id of the entry under the cursor, empty when no such list is shown."""
        shown = self.place.startswith("noticed:")
        return self.query_one("#noticed", RowList).highlighted if shown else ""

    def go_to_noticed(self, signal_id: str) -> None:
        """Put the cursor on an entry, where its list is shown."""
        if self.place.startswith("noticed:"):
            self.query_one("#noticed", RowList).highlighted = signal_id
            self._go_in()

    def show_place(self, place: str) -> None:
        """Put the cursor of the contents on a place."""
        self.contents.highlighted = place

    def go_to_last(self) -> None:
        """Put the cursor on the last priority or not-doing item."""
        ranked = self.query_one("#ranked", RowList)
        ranked.focus()
        ranked.action_last()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether a key has something to work on where the cursor is."""
        return not self.query("#contents") or self.is_heard(action)

    # ---- showing ----

    def load(self) -> None:
        """Show the plan; the first visit begins at the first open question."""
        keep = None
        if self._first:
            self._first = False
            keep = self._open_prompt()
        self.contents.set_rows(panes.contents(self.planner), keep=keep)
        self._show_place()

    def _open_prompt(self) -> str:
        latest = self.planner.reflections.latest()
        prompts = self.planner.reflections.prompts()
        first = next((p for p in prompts if p.id not in latest), prompts[0])
        return f"prompt:{first.id}"

    @on(RowList.Highlighted, "#contents")
    def show_other(self) -> None:
        """Keep the answer being typed, and show the other place."""
        self._keep()
        self._show_place()

    def _show_place(self) -> None:
        kind, _, key = self.place.partition(":")
        self.query_one(KeyBar).refresh()
        listed = kind in ("priorities", "not_doing")
        self.answer.display = kind == "prompt"
        self.query_one("#ranked").display = listed
        self.query_one("#skills").display = kind == "standing"
        self.query_one("#noticed").display = kind == "noticed"
        if kind == "prompt":
            self._show_prompt(key)
        elif listed:
            rows = panes.ranked(self.planner, not_doing=kind == "not_doing")
            self.query_one("#ranked", RowList).set_rows(rows)
        elif kind == "noticed":
            list_shown = next(known for known in LISTS if known == key)
            self.query_one("#noticed", RowList).set_rows(signals(self.planner, list_shown))
        else:
            self.query_one("#standing", RowList).set_rows(standing(self.planner))
            self.show_detail()

    @on(RowList.Highlighted, "#standing")
    def show_detail(self) -> None:
        """Show the row under the cursor of where I stand in full."""
        self.query_one(KeyBar).refresh()
        shown = self.query_one(Detail)
        shown.set_class(self.standing_row in LEVEL_ROWS, "-brief")
        shown.show(detail(self.planner, self.standing_row))
        shown.scroll_home(animate=False)

    def _show_prompt(self, prompt_id: str) -> None:
        prompts = self.planner.reflections.prompts()
        kind = LIST_OF.get(prompt_id)
        number = next(n for n, prompt in enumerate(prompts, 1) if prompt.id == prompt_id)
        self.answer.show(
            prompts[number - 1],
            f"question {number} of {len(prompts)}",
            self.planner.reflections.todays(prompt_id),
            self.planner.reflections.earlier(prompt_id),
            self._unkept.get(prompt_id),
            latest(self.planner.signals.of(kind)) if kind else (),
        )

    # ---- answering ----

    def _keep(self) -> bool:
        """Keep what was typed, and tell whether that changed anything.

        When it is refused it stays, and is offered again.
        """
        pane = self.answer
        if not pane.dirty:
            return False
        prompt, text = pane.prompt, pane.text
        try:
            self.planner.reflections.keep(prompt, text)
        except PmgoalsError as error:
            self._unkept[prompt] = text
            self.pm.tell_error(error)
            return False
        self._unkept.pop(prompt, None)
        pane.kept(text)
        self.pm.plan_changed()
        return True

    def keep_now(self) -> None:
        """Keep what was typed; the app asks for it when it ends, be the screen drawn or not."""
        if self.query(AnswerPane):
            self._keep()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Keep the answer when its editor is left."""
        if event.widget is self.answer.editor:
            self._keep()

    def on_screen_suspend(self) -> None:
        """Keep the answer when another screen comes."""
        self._keep()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """On a narrow screen, show the pane that has the focus."""
        self.set_class(event.widget is not self.contents, "-inside")

    def action_keep(self) -> None:
        """Keep what was typed."""
        self._keep()

    def action_next(self) -> None:
        """Keep the answer and go to the next question; after the last one to the priorities."""
        self._keep()
        ids = self.contents.ids
        at = ids.index(self.place)
        if not self.place.startswith("prompt:"):
            self.contents.highlighted = self._open_prompt()
        elif at + 1 < len(ids):
            self.contents.highlighted = ids[at + 1]
        self._show_place()
        self._go_in()

    # ---- going in and out ----

    @on(RowList.Chosen, "#contents")
    def action_enter(self) -> None:
        """Go from the contents into what they show."""
        if self.focused is self.contents:
            self._go_in()

    def _go_in(self) -> None:
        """Go to what is shown; an empty list is told of, since a cursor there would be lost."""
        shown: Widget = self.query_one("#ranked")
        if self.place.startswith("prompt:"):
            shown = self.answer.editor
        elif self.place.startswith("noticed:"):
            shown = self.query_one("#noticed")
        elif self.place == "standing":
            shown = self.query_one("#standing")
        if isinstance(shown, RowList) and not shown.ids and not self.has_class("-narrow"):
            self.pm.tell("Nothing here yet; a adds the first.")
            return
        self.add_class("-inside")
        self.call_after_refresh(shown.focus)

    def action_leave(self) -> None:
        """Go back to the contents; what was typed is kept, and can be taken back."""
        if self._keep():
            lines = "; t takes lines of it into its list" if self.offered() else ""
            self.pm.tell(f"Kept as today's answer. u takes it back{lines}.")
        self.remove_class("-inside")
        self.call_after_refresh(self.contents.focus)

    def action_edit(self) -> None:
        """Edit the answer, the entry, the priority or the rating."""
        if self.place.startswith("prompt:"):
            self._go_in()
        elif self.place.startswith("noticed:"):
            self.edit_noticed()
        elif self.place == "standing":
            self.rate(self.standing_row)
        else:
            self.edit_item()

    @on(RowList.Chosen, "#ranked, #standing, #noticed")
    def edit_chosen(self) -> None:
        """Enter edits, too."""
        self.action_edit()


SCREEN = ReflectScreen

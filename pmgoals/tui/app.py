"""The app: a table of contents. Modes, theme, keys, and what every screen may ask for."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import WorkerFailed

from pmgoals import keymap
from pmgoals.errors import PlanLocked, PlanUnreadable, PmgoalsError
from pmgoals.inert import one_line
from pmgoals.tui import themes
from pmgoals.tui.bursts import Bursts
from pmgoals.tui.crash import write_report
from pmgoals.tui.guarded import Guarded
from pmgoals.tui.one_window import OneWindow
from pmgoals.tui.toasts import Toasts

if TYPE_CHECKING:
    from pmgoals.model.draft import Draft
    from pmgoals.services.planner import Planner

LOOK_AGAIN = 1.0
"""Seconds between two looks whether another program changed the plan."""


def _screen(key: str) -> Callable[[], Screen[Any]]:
    """Return what builds a screen on its first visit: modules are imported only then."""

    def build() -> Screen[Any]:
        from importlib import import_module

        module = import_module(f"pmgoals.tui.screens.{key}")
        return module.SCREEN()  # type: ignore[no-any-return]

    return build


class PmgoalsApp(Guarded, OneWindow, Toasts, Bursts):
    """The planner in the terminal."""

    TITLE = "pmgoals"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[Any]] = set()
    DEFAULT_MODE = "today"
    MODES: ClassVar[dict[str, Any]] = {
        key: _screen(key) for key in (*(key for key, _, _ in keymap.SCREENS), "ledger")
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "quit", show=False, priority=True),
    ]

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        """The way to the plan."""
        self.own_keys = planner.settings.keys
        """The person's own keys, by command id."""
        super().__init__()
        self.theme_troubles = themes.register(self, planner)
        """What was wrong with the themes, in words."""
        self._readable = asyncio.Event()
        self._readable.set()
        self._told_change = False
        self._was_encrypted = planner.seal.plan_is_sealed

    def get_default_screen(self) -> Screen[Any]:
        """Return the screen under the modes, which is never seen."""
        return Screen(id="_default")

    # ---- life ----

    def on_load(self) -> None:
        """Choose the keys before anything is drawn."""
        known = {name: keys for name, keys in self.own_keys.items() if name in keymap.BY_ID}
        if known:
            self.set_keymap(known)
        self.set_class(self.planner.settings.ascii, "-ascii")

    def on_mount(self) -> None:
        """Listen for the end, and for other programs."""
        self._catch_signals()
        self.set_interval(LOOK_AGAIN, self._look_again)
        for trouble in self._troubles():
            self.notify(trouble, severity="warning", timeout=12, markup=False)
        self.call_after_refresh(self._tell_typed)

    def _tell_typed(self) -> None:
        """Say which forms hold what was typed and not saved when the app ended."""
        titles = self.planner.typed_forms.titles()
        if titles:
            named = ", ".join(f"“{title}”" for title in titles[:3])
            more = f" and {len(titles) - 3} more" if len(titles) > 3 else ""
            self.tell(f"Typed and not saved: {named}{more}. Opened again, the form holds it.")

    def _troubles(self) -> list[str]:
        """Return what is wrong in the settings, the keys and the themes, in words."""
        path = self.planner.paths.config
        found = [trouble.say(path) for trouble in self.planner.troubles]
        return found + keymap.faults(self.own_keys) + self.theme_troubles

    def _catch_signals(self) -> None:
        """Leave in good order when the terminal closes or the system says so."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                loop.add_signal_handler(number, self._leave_now, 128 + number)

    def _leave_now(self, code: int) -> None:
        self.save_drafts()
        self.exit(code, return_code=code)

    def save_drafts(self) -> None:
        """Have every screen that is written on keep what was typed, now."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                keep = getattr(screen, "keep_now", None)
                if keep is not None:
                    keep()

    async def action_quit(self) -> None:
        """Leave; drafts are kept."""
        self.save_drafts()
        self.exit(0)

    def _handle_exception(self, error: Exception) -> None:
        """Tell what a plan refused to a worker; anything else is a defect, and ends the app."""
        met = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(met, PmgoalsError):
            self.tell_error(met)
        else:
            super()._handle_exception(error)

    # ---- the plan ----

    def plan_changed(self) -> None:
        """Show the plan as it is now; screens that are not seen follow when they are."""
        self._reload(only_if_changed=False)

    def _look_again(self) -> None:
        """Show what another program changed, or that the day did."""
        self._tell_encryption()
        if self._readable.is_set():
            self._reload(only_if_changed=True)

    def _tell_encryption(self) -> None:
        """Say when another program encrypted or decrypted the plan, and it can be read still."""
        now = self.planner.seal.plan_is_sealed
        if now != self._was_encrypted and (not now or self.planner.seal.is_unlocked):
            self._was_encrypted = now
            self.tell(f"The plan was {'encrypted' if now else 'decrypted'} by another program.")

    def _reload(self, *, only_if_changed: bool) -> None:
        from pmgoals.tui.plan_screen import PlanScreen

        for screen in self.screen_stack:
            if isinstance(screen, PlanScreen):
                screen.reload(only_if_changed=only_if_changed)
        if self.planner.changed_elsewhere and not self._told_change:
            self._told_change = True
            self.notify(
                one_line(self.planner.changed_elsewhere),
                severity="warning",
                timeout=12,
                markup=False,
            )

    def _fatal_error(self) -> None:
        """End after a defect: say where the report is; it holds places in the code, no text."""
        error = sys.exc_info()[1]
        self.save_drafts()
        path = write_report(self.planner.paths.state, error, self.planner.clock.now())
        where = f" A report without any of your text is in {path}." if path else ""
        self._exit_renderables.append(
            f"pmgoals ended by a defect ({type(error).__name__}); "
            f"what was saved and every draft are kept.{where}"
        )
        self._close_messages_no_wait()

    # ---- telling ----

    def tell_error(self, error: PmgoalsError) -> None:
        """Say what happened, what is safe and what to do next.

        A plan that cannot be read is told on a screen of its own, the rest in a toast.
        """
        if isinstance(error, PlanUnreadable):
            if self._readable.is_set():
                self._readable.clear()
                self._stand_still(error)
            return
        text = f"{one_line(error.what)}\n{one_line(error.mend)}"
        self.toast(text, severity="error", timeout=15)

    async def until_readable(self) -> None:
        """Wait until no trouble with the plan is told any more."""
        while not self._readable.is_set():
            await self._readable.wait()

    @work
    async def _stand_still(self, error: PmgoalsError) -> None:
        """Show nothing but the trouble until the plan can be read, or the person leaves."""
        from pmgoals.tui.modals.trouble import TroubleModal

        backups, backup = self.planner.backups, None
        with suppress(PlanLocked):
            if not isinstance(error, PlanLocked):  # that one is sound: none is to take its place
                backup = backups.newest_good()
        said, answer = "", "write"
        while answer == "write":
            told, can_write = backup.said if backup else "", backups.can_rescue and not said
            modal = TroubleModal(error, told, can_write=can_write, said=said)
            answer = await self.push_screen_wait(modal)
            if answer == "write":
                said = self._rescue()
        self._readable.set()
        if answer == "quit":
            await self.action_quit()
            return
        try:
            if answer == "restore" and backup is not None:
                self.planner.backups.restore(backup.path.name)
                self.tell(f"Brought back {backup.path.name}.")
        except PmgoalsError as refused:
            self.notify(one_line(str(refused)), severity="error", markup=False)
        self.plan_changed()

    def _rescue(self) -> str:
        """Write the plan as it was last read elsewhere; return what is told of it."""
        try:
            path = self.planner.backups.rescue()
        except PmgoalsError as error:
            return one_line(str(error))
        return one_line(f"It is in {path}. Open it with: pmgoals --plan '{path}'")

    def key_of(self, command_id: str) -> str:
        """Return the first key that starts a command, as a person reads it."""
        commands = {command.id: command for command in keymap.with_own(self.own_keys)}
        return keymap.say_keys(commands[command_id].keys.split(",")[0])

    def show_help(self, places: list[str], about: str) -> None:
        """Show the keys of some places."""
        from pmgoals.tui.modals.help import HelpModal

        self.push_screen(HelpModal(places, about, keymap.with_own(self.own_keys)))

    # ---- the wizard, the theme, the palette ----

    def open_draft(self, draft_id: str = "", line: str = "", **fields: str) -> None:
        """Open the wizard on a kept draft, or on a new one."""
        kept = {draft.id: draft for draft in self.planner.drafts.all()} if draft_id else {}
        self.open_filled(kept.get(draft_id) or self.planner.drafts.begin(line, **fields))

    def open_revision(self, goal_id: str) -> None:
        """Open the wizard on a committed goal."""
        self.open_filled(self.planner.drafts.revise(goal_id))

    def open_filled(self, draft: Draft) -> None:
        """Open the wizard on a draft as it stands."""
        from pmgoals.tui.screens.draft import DraftScreen

        self.push_screen(DraftScreen(draft))

    def show_goal(self, goal_id: str) -> None:
        """Show a goal on the Goals screen."""
        self.switch_mode("goals")
        self.call_after_refresh(self._show_goal, goal_id)

    def _show_goal(self, goal_id: str) -> None:
        """Put the cursor on a goal, unless a key typed ahead has gone on to another screen."""
        show = getattr(self.screen, "show_goal", None)
        if show is not None:
            show(goal_id)

    def show_ledger(self, goal_id: str = "") -> None:
        """Show what was changed of a goal, of all of them for an empty id."""
        came_from = self.current_mode
        self.switch_mode("ledger")
        self.call_after_refresh(self._show_ledger, goal_id, came_from)

    def _show_ledger(self, goal_id: str, came_from: str) -> None:
        """Show a goal's changes, unless a key typed ahead has gone on to another screen."""
        show = getattr(self.screen, "show_ledger", None)
        if show is not None:
            show(goal_id, came_from)

    def choose_theme(self) -> None:
        """Let the person choose a theme, shown as the cursor moves."""
        themes.choose(self, self.planner)

    def action_command_palette(self) -> None:
        """Open the palette; its commands are imported only now."""
        from pmgoals.tui.command_palette import PlanCommands, PlanPalette

        if self.screen.id != "--command-palette":
            self.push_screen(PlanPalette([PlanCommands], id="--command-palette"))


def run_app(planner: Planner) -> int:
    """Run the app in this terminal and return its exit code."""
    app = PmgoalsApp(planner)
    app.run()
    code = app.return_code
    sys.stdout.flush()
    return code if code is not None else 0

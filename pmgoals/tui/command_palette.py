"""The palette: every command and every goal, by a few of its letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from pmgoals import keymap
from pmgoals.inert import one_line
from pmgoals.tui.bindings import click_of

if TYPE_CHECKING:
    from pmgoals.tui.app import PmgoalsApp


class PlanPalette(CommandPalette):
    """Textual's palette, which a page key ends while its list is not laid out (8.2.8).

    Nor does it take a second Enter that comes before it is gone: it would leave twice.
    """

    _left = False

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave, once; the second time nothing is started either."""
        if self._left:
            self._selected_command = DiscoveryHit("", lambda: None)
            return AwaitComplete()
        self._left = True
        return super().dismiss(result)

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError, IndexError):
            super()._action_command_list(action)


class PlanCommands(Provider):
    """Commands of the screen below the palette, the screens, and the goals."""

    @property
    def _pm(self) -> PmgoalsApp:
        return cast("PmgoalsApp", self.app)

    def _known(self) -> Iterable[tuple[str, str, Callable[[], Any]]]:
        """Return (words, help, what it does) for all that can be found."""
        here = getattr(self.screen, "KEY", "")
        for command in keymap.COMMANDS:
            if command.place not in (here, "everywhere") or command.action == "command_palette":
                continue
            label = f"Show {command.label}" if command.action.startswith("show_") else command.label
            words = f"{label[0].upper()}{label[1:]}"
            yield words, command.help, self._starter(command)
        for goal in self._pm.planner.plan.goals.values():
            yield one_line(goal.title), "goal", partial(self._pm.show_goal, goal.id)

    def _starter(self, command: keymap.Command) -> Callable[[], Any]:
        async def start() -> None:
            action = click_of(command)
            await self.screen.run_action(action.removeprefix("screen."))

        return start

    async def discover(self) -> Hits:
        """Yield everything, in order, before a letter is typed."""
        for words, about, start in self._known():
            yield DiscoveryHit(Content(words), start, text=words, help=about)

    async def search(self, query: str) -> Hits:
        """Yield what matches the letters."""
        matcher = self.matcher(query)
        for words, about, start in self._known():
            score = matcher.match(words)
            if score > 0:
                yield Hit(score, matcher.highlight(words), start, text=words, help=about)

"""Asking a person something on a screen, and making the change that follows from it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, TypeVar, cast

from pmgoals.errors import BadInput, PlanUnreadable, PmgoalsError
from pmgoals.tui.guarded import Guarded

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner
    from pmgoals.tui.app import PmgoalsApp
    from pmgoals.tui.forms import Form

T = TypeVar("T")


class Asking(Guarded):
    """A screen that asks in forms and choices; what was typed into one that is left is kept."""

    @property
    def pm(self) -> PmgoalsApp:
        """The app, by its own type."""
        return cast("PmgoalsApp", self.app)

    @property
    def planner(self) -> Planner:
        """The way to the plan."""
        return self.pm.planner

    def attempt(self, change: Callable[[], T], said: str = "") -> T | None:
        """Make a change through a service; tell what was done, or why it was not.

        `said` is told when it worked. Returns what the service returned, None when it refused.
        """
        try:
            result = change()
        except PmgoalsError as error:
            self.pm.tell_error(error)
            return None
        if said:
            self.pm.tell(said)
        self.pm.plan_changed()
        return result

    async def ask(
        self,
        form: Form,
        save: Callable[[dict[str, str]], str],
        consider: Callable[[dict[str, str]], Awaitable[dict[str, str] | None]] | None = None,
    ) -> bool:
        """Ask a form until it is saved or left; call it from a worker.

        `save` returns what is told. `consider` may ask more of what was answered: it returns
        further values for `save`, or None to go back to the form. What was typed is kept under the
        form's name when it is left.
        """
        from pmgoals.tui.modals.form import FormModal  # not needed before the first form

        kept, unasked = self.planner.typed_forms.begin(form.name, form.title), form.values

        def keep(values: Mapping[str, str]) -> None:
            typed = {key: text for key, text in values.items() if text != unasked.get(key)}
            try:
                kept.keep(typed)
            except PmgoalsError as error:
                self.pm.tell_error(error)

        form = form.filled(kept.typed)
        while True:
            answer = await self.pm.shown(FormModal(form, keep))
            if answer is None:
                return False
            keep(answer.values)
            if not answer.saved:
                return False
            try:
                more = await consider(answer.values) if consider else {}
                if more is None:
                    form = form.refused(answer, "")
                    continue
                said = save({**answer.values, **more})
            except PlanUnreadable as error:  # told on a screen of its own, the form comes after it
                self.pm.tell_error(error)
                await self.pm.until_readable()
                form = form.refused(answer, "")
                continue
            except PmgoalsError as error:
                about = error.field if isinstance(error, BadInput) else ""
                form = form.refused(answer, str(error), about)
                continue
            kept.let_go()
            self.pm.tell(said)
            self.pm.plan_changed()
            return True

    async def choose(
        self,
        title: str,
        options: list[tuple[str, str, str]],
        chosen: str = "",
        told: Mapping[str, str] | None = None,
    ) -> str | None:
        """Let the person choose one of (key, words, remark); None when left. For workers.

        The cursor starts on `chosen`; an option without a key is a heading. `told` says more of
        an option while the cursor is on it, by key.
        """
        from pmgoals.tui.modals.choose import ChooseModal  # not needed before the first choice

        modal = ChooseModal(title, options, chosen=chosen, told=told)
        return await self.pm.shown(modal)

    async def sure(self, question: str, yes: str, remark: str = "u takes it back") -> bool:
        """Ask before something is given up. For workers."""
        answer = await self.choose(question, [("no", "Keep it", ""), ("yes", yes, remark)])
        return answer == "yes"

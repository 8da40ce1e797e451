"""Reflect: dated answers to the prompts, kept beside the earlier ones."""

from __future__ import annotations

import msgspec

from pmgoals import knowledge
from pmgoals.errors import BadInput
from pmgoals.knowledge import ReflectionPrompt
from pmgoals.model.amounts import shown
from pmgoals.model.reflection import Reflection
from pmgoals.services.service import Service, needed


class Reflections(Service):
    """Answers to the reflection prompts."""

    def answer(self, prompt: str, text: str) -> Reflection:
        """Keep today's answer to a prompt; a second answer on the same day replaces the first.

        BadInput for an unknown prompt or an empty answer.
        """
        if prompt not in {known.id for known in knowledge.reflection_prompts()}:
            what = f"There is no prompt “{shown(prompt)}”."
            raise BadInput(what, "`pmgoals reflect` lists them.")
        kept = needed(
            text, "The answer", "Turning vague asks into a testable first step", field="text"
        )
        today = self._planner.today
        with self._planner.change(f"reflected on {prompt.replace('_', ' ')}") as tx:
            earlier = tx.plan.reflections_of(prompt)
            if earlier and earlier[-1].on == today:
                return tx.change(earlier[-1], text=kept)
            return tx.add(Reflection, prompt=prompt, text=kept, on=today)

    def keep(self, prompt: str, text: str) -> bool:
        """Make today's answer read as `text`, and return whether that changed anything.

        An answer that was emptied goes to the trash; blank space around a text is no change.
        """
        there = self.todays(prompt)
        if text.strip() == (there.text if there else ""):
            return False
        if text.strip():
            self.answer(prompt, text)
        elif there:
            with self._planner.change(f"emptied {prompt.replace('_', ' ')}") as tx:
                tx.trash(there)
        return True

    def todays(self, prompt: str) -> Reflection | None:
        """Return the answer given today to a prompt, None before there is one."""
        answers = self._planner.plan.reflections_of(prompt)
        return answers[-1] if answers and answers[-1].on == self._planner.today else None

    def earlier(self, prompt: str) -> list[Reflection]:
        """Return the answers to a prompt from before today, latest first."""
        answers = self._planner.plan.reflections_of(prompt)
        return [answer for answer in reversed(answers) if answer.on != self._planner.today]

    def prompts(self) -> list[ReflectionPrompt]:
        """Return the prompts in the order they are asked, in the person's own wording if any."""
        own = self._planner.settings.prompts
        return [
            msgspec.structs.replace(known, ask=own[known.id]) if known.id in own else known
            for known in knowledge.reflection_prompts()
        ]

    def latest(self) -> dict[str, Reflection]:
        """Return the latest answer by prompt key; prompts without one are left out."""
        plan = self._planner.plan
        answers = {p.id: plan.reflections_of(p.id) for p in knowledge.reflection_prompts()}
        return {prompt: found[-1] for prompt, found in answers.items() if found}

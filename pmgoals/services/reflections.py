"""Reflect: dated answers to the prompts, kept beside the earlier ones."""

from __future__ import annotations

from pmgoals import knowledge
from pmgoals.errors import BadInput
from pmgoals.model.reflection import Reflection
from pmgoals.services.service import Service, needed


class Reflections(Service):
    """Answers to the reflection prompts."""

    def answer(self, prompt: str, text: str) -> Reflection:
        """Keep today's answer to a prompt; a second answer on the same day replaces the first.

        BadInput for an unknown prompt or an empty answer.
        """
        if prompt not in {known.id for known in knowledge.reflection_prompts()}:
            raise BadInput(f"There is no prompt “{prompt}”.", "`pmgoals reflect` lists them.")
        kept = needed(text, "The answer", "Turning vague asks into a testable first step")
        today = self._planner.today
        with self._planner.change(f"reflected on {prompt.replace('_', ' ')}") as tx:
            earlier = tx.plan.reflections_of(prompt)
            if earlier and earlier[-1].on == today:
                return tx.change(earlier[-1], text=kept)
            return tx.add(Reflection, prompt=prompt, text=kept, on=today)

    def latest(self) -> dict[str, Reflection]:
        """Return the latest answer by prompt key; prompts without one are left out."""
        plan = self._planner.plan
        answers = {p.id: plan.reflections_of(p.id) for p in knowledge.reflection_prompts()}
        return {prompt: found[-1] for prompt, found in answers.items() if found}

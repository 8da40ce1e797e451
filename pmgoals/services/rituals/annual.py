"""The annual review, stage by stage: the year's record beside each question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pmgoals import knowledge
from pmgoals.inert import one_line
from pmgoals.model.amounts import say_minutes
from pmgoals.model.reflection import Priority
from pmgoals.model.review import Review
from pmgoals.services.hindsight import say_calibration, say_score
from pmgoals.services.ladders import ladder_of
from pmgoals.services.periods import Period
from pmgoals.services.rituals.reviewing import Reviewing
from pmgoals.services.rituals.stage import Question, Stage
from pmgoals.services.slips import say_slip
from pmgoals.services.years import Year

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner


class Annual(Reviewing):
    """The review of one fiscal year."""

    KIND = "annual"

    def __init__(self, planner: Planner, year: Year) -> None:
        super().__init__(planner)
        self.year = year

    @property
    def name(self) -> str:
        """`annual` and the year."""
        return f"annual {self.year}"

    @property
    def title(self) -> str:
        """What its screen is called."""
        return "Annual review"

    @property
    def period(self) -> str:
        """The year."""
        return str(self.year)

    def review(self) -> Review | None:
        """Return the review that is under way."""
        return self._planner.years.under_way(self.year)

    def closed(self) -> Review | None:
        """Return the review once it is closed."""
        return self._planner.years.of(self.year)

    def keep_answers(self, answers: Mapping[str, str]) -> None:
        """Keep answers of the review."""
        self._planner.years.keep(self.year, answers)

    def close(self) -> None:
        """Close the review."""
        self._planner.years.close(self.year)

    # ---- stages ----

    def open_stages(self) -> list[Stage]:
        """Return priorities, accomplishments, growth, planning, what to leave, what is next."""
        facts = self._planner.years.facts(self.year)
        wins = [each.title for each in facts.evidence] or facts.wins
        priorities = self._priorities()
        return [
            *([priorities] if priorities else []),
            self.prose_stage("wins", [*self._reached(facts), *(f"- {win}" for win in wins[-8:])]),
            self.prose_stage("growth", self._growth(facts)),
            self.prose_stage("planning", self._record(facts)),
            self.prose_stage("not_again", self._left_alone()),
            self.prose_stage("learned", self._learned()),
            self.prose_stage("next", []),
        ]

    def _priorities(self) -> Stage | None:
        """Return a line for each priority; None without any."""
        known = self._planner.plan.priorities
        if not known:
            return None
        text = self.answers().get("priorities", "")
        said, rest = _said_of(known, text)
        return Stage(
            key="priorities",
            title="Priorities",
            ask=self.questions()["priorities"].ask,
            about=[f"{p.title}: {p.success}" for p in known if p.success] + rest,
            questions=[
                Question(
                    key=p.id,
                    label=p.title,
                    offered=said.get(p.id, ""),
                    help=p.success or self.questions()["priorities"].hint,
                )
                for p in known
            ],
            answered=bool(text),
        )

    def _reached(self, facts: Period) -> list[str]:
        return [f"Reached: {then.goal.title}." for then in facts.goals if then.status == "done"]

    def _growth(self, facts: Period) -> list[str]:
        """Return hours by competency, and the ratings at both ends of the year."""
        names = {known.key: known.name for known in ladder_of(self._planner.plan).competencies}
        found = [
            f"{names.get(key, key) or 'no competency'}: {say_minutes(minutes)} of learning"
            for key, minutes in list(facts.minutes_by.items())[:6]
            if minutes
        ]
        for key, name in names.items():
            rated = [
                a
                for a in self._planner.plan.assessments_of(key)
                if self.year.first <= a.on <= self.year.last
            ]
            if len(rated) > 1 and rated[0].capability != rated[-1].capability:
                found.append(f"{name}: {rated[0].capability} to {rated[-1].capability} of 10")
        return found or ["No learning and no rating was kept this year."]

    def _record(self, facts: Period) -> list[str]:
        """Return the grades by quarter, the causes, the rhythm."""
        found = []
        causes = {cause.key: cause.label.lower() for cause in knowledge.root_causes()}
        met: dict[str, int] = {}
        for review in self._planner.years.quarterly(self.year):
            grades = [v.grade for v in review.verdicts if v.grade is not None]
            mean = f", {sum(grades) / len(grades):.1f} on average" if grades else ""
            found.append(f"{review.period}: {len(grades)} graded{mean}")
            for verdict in review.verdicts:
                if verdict.cause:
                    met[verdict.cause] = met.get(verdict.cause, 0) + 1
        if met:
            worst = sorted(met.items(), key=lambda item: -item[1])
            said = ", ".join(f"{causes.get(key, key)} ({count})" for key, count in worst)
            found.append(f"Root causes: {said}")
        eased = sum(entry.eased for entry in facts.promises)
        if facts.promises:
            found.append(f"Promises changed {len(facts.promises)} times, {eased} of them eased")
        seen = self._planner.years.hindsight(self.year)
        if seen.calibration.score is not None:
            found += [say_calibration(seen.calibration), say_score(seen.calibration)]
        found += [say_slip(slip) for slip in seen.slips]
        if facts.weeks:
            found.append(f"{facts.weeks_done} of {facts.weeks} weeks done")
        if facts.promised:
            found.append(f"{facts.kept} of {facts.promised} weekly commitments kept")
        return found

    def _left_alone(self) -> list[str]:
        return [f"Already left alone: {item.title}" for item in self._planner.plan.not_doing[:6]]

    def _learned(self) -> list[str]:
        reviews = self._planner.years.quarterly(self.year)
        return [f"{r.period}: {r.answers['learned']}" for r in reviews if r.answers.get("learned")]

    def about_finish(self) -> list[str]:
        """Return what finishing does."""
        return ["It ends in the year on one page; what is left alone joins the not-doing list."]

    # ---- keeping ----

    def keep_words(self, stage: Stage, values: Mapping[str, str]) -> bool:
        """Keep an answer in words, or a line for each priority."""
        if stage.key != "priorities":
            return super().keep_words(stage, values)
        there, known = self.answers().get("priorities", ""), self._planner.plan.priorities
        titles = {p.id: one_line(p.title) for p in known}
        lines = [f"{titles[key]}: {line}" for key, line in values.items() if line and key in titles]
        text = "\n".join([*lines, *_said_of(known, there)[1]])
        if text != there:
            self.keep_answers({"priorities": text})
        return bool(text)


def _said_of(priorities: Sequence[Priority], text: str) -> tuple[dict[str, str], list[str]]:
    """Return what was said by priority, by id, and the lines about what is none any more.

    A line belongs to the priority with whose title it begins, and with no longer one.
    """
    found: dict[str, str] = {}
    rest: list[str] = []
    for line in filter(str.strip, text.split("\n")):
        begun = [p for p in priorities if line.startswith(f"{one_line(p.title)}: ")]
        longest = max((len(one_line(p.title)) for p in begun), default=0)
        free = (p for p in begun if len(one_line(p.title)) == longest and p.id not in found)
        priority = next(free, None)
        if priority is None:
            rest.append(line)
        else:
            found[priority.id] = line[longest + 2 :]
    return found, rest

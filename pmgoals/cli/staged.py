"""Going through a ritual at the keyboard: its stages one by one, each kept as it is left."""

from __future__ import annotations

from pmgoals.cli.session import Session
from pmgoals.errors import BadInput
from pmgoals.services.rituals.stage import Question, Stage
from pmgoals.services.rituals.staged import Gone, Staged


class _Left(Exception):
    """The person pressed Ctrl+D."""


def go_through(session: Session, ritual: Staged) -> None:
    """Ask the stages that are not answered; Ctrl+D leaves, and what was typed comes back."""
    out = session.out
    open_ones = [stage.key for stage in ritual.left()]
    if not open_ones:
        out.tell(f"Nothing is left to say: {ritual.farewell()}")
        return
    out.tell(f"{ritual.title} · {ritual.period}")
    out.tell("Enter keeps what stands in brackets and passes on, Ctrl+D leaves; nothing is lost.")
    done = 0
    for number, key in enumerate(open_ones, 1):
        # An answer may end or open another stage, so each is asked as it stands now.
        stage = next((each for each in ritual.stages() if each.key == key), None)
        if stage is None:
            continue
        out.tell("")
        out.tell(f"{number} of {len(open_ones)} · {stage.ask}")
        for line in stage.about:
            out.tell(f"  {line}")
        try:
            said = _asked(session, ritual, stage)
        except _Left:
            out.tell("")
            break
        done += said
    else:
        out.tell("")
        out.tell(ritual.farewell())
        return
    out.tell(f"{done} of {len(open_ones)} answered; the rest waits for you.")


def _asked(session: Session, ritual: Staged, stage: Stage) -> bool:
    """Ask a stage's questions until its answers can be kept; return whether they said anything."""
    typed = ritual.typed().get(stage.key, {})
    while True:
        values = {q.key: typed.get(q.key, q.offered) for q in stage.questions}
        try:
            _fill(session, ritual, stage, values)
            return ritual.answer(stage, values)
        except (_Left, KeyboardInterrupt):
            ritual.remember(stage, values)
            raise
        except Gone as error:
            session.out.tell(f"  {error}")
            return False
        except BadInput as error:
            session.out.tell(f"  {error}")
            typed = values


def _fill(session: Session, ritual: Staged, stage: Stage, values: dict[str, str]) -> None:
    """Ask each question that is not aside, and put what is typed into `values` at once."""
    for question in stage.questions:
        if ritual.is_aside(question, stage, values):
            continue
        values[question.key] = _until(session, ritual, stage, question, values[question.key])
        ritual.remember(stage, values)  # a closed terminal gives no sign
        if question.listed and not values[question.key]:
            return


def _until(session: Session, ritual: Staged, stage: Stage, question: Question, before: str) -> str:
    """Ask until the answer can be read, and return it; Enter alone returns what stood there."""
    _explain(session, question)
    while True:
        typed = session.ask(_prompt(question, before))
        if typed is None:
            raise _Left
        text = typed.strip()
        if not text:
            return before
        try:
            text = _picked(question, text)
            ritual.check(question, text, stage)
        except BadInput as error:
            session.out.tell(f"  {error}")
            continue
        if doubt := ritual.doubt(question, text, stage):
            session.out.tell(f"  {doubt} `pmgoals undo` takes it back.")
        return text


def _explain(session: Session, question: Question) -> None:
    """Say what a question is about, where its label alone does not, and number its choices."""
    if question.options and question.help:
        session.out.tell(f"  {question.help}")
    if question.options:
        said = [word for key, word in question.options if key]
        session.out.tell("  " + " · ".join(f"{n} {word}" for n, word in enumerate(said, 1)))


def _prompt(question: Question, before: str) -> str:
    """Return `  It was [kept]: `, or `  activation, % [last 40 % on 20 Nov 2026]: `."""
    label = question.label or ">"
    shown = dict(question.options).get(before, before)
    if not shown and question.before:
        shown = f"last {question.before}"
    held = f" [{shown}]" if shown else ""
    return f"  {label}{held}{' ' if label == '>' else ': '}"


def _picked(question: Question, text: str) -> str:
    """Return the key typed, by number, by itself or by the start of its word. BadInput for none."""
    if not question.options:
        return text
    said = [key for key, _ in question.options if key]
    if text.isdecimal() and 1 <= int(text) <= len(said):
        return said[int(text) - 1]
    wanted = text.casefold()
    exact = [key for key, word in question.options if wanted in (key.casefold(), word.casefold())]
    begun = [key for key, word in question.options if word.casefold().startswith(wanted)]
    found = exact or begun
    if len(found) != 1:
        words = ", ".join(word for _, word in question.options)
        raise BadInput(f"“{text[:40]}” is not one of them.", f"Type the start of one: {words}.")
    return found[0]

"""`pmgoals reflect`: the reflection prompts and their dated answers."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from pmgoals import knowledge
from pmgoals.cli.output import Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.model.calendar import say_date
from pmgoals.services.choices import pick


def reflect(parser: Parser) -> Run:
    """Declare `reflect`."""
    parser.reading()
    parser.add_argument("prompt", nargs="?", metavar="PROMPT", help="key of a prompt")
    parser.add_argument("text", nargs="*", metavar="TEXT|-", help="the answer")
    parser.add_argument("--list", action="store_true", help="list the prompts, even in a terminal")
    return _reflect


def _reflect(args: Namespace, session: Session) -> None:
    if args.prompt is not None:
        _answer(args, session)
    elif session.interactive and not (args.json or args.list):
        _converse(session)
    else:
        _list(args, session)


def _answer(args: Namespace, session: Session) -> None:
    labels = {p.id: p.id.replace("_", " ") for p in knowledge.reflection_prompts()}
    prompt = pick(labels, args.prompt, "prompt")
    latest = session.planner.reflections.latest().get(prompt)
    if args.json or (not args.text and not session.interactive):
        found = [entry for entry in _documents(session) if entry["prompt"] == prompt]
        if args.json:
            session.out.json(found)
        else:
            _print(session, found)
        return
    with session.written(args.text, latest.text if latest else "", "The answer") as text:
        kept = session.planner.reflections.answer(prompt, text)
    session.out.say(kept.id)
    session.out.tell(f"Kept today's answer on {prompt.replace('_', ' ')}.")


def _converse(session: Session) -> None:
    """Ask prompt by prompt; each answer is kept at once."""
    latest = session.planner.reflections.latest()
    prompts = session.planner.reflections.prompts()
    session.out.tell("Enter passes on, Ctrl+D leaves; every answer is kept at once.")
    kept = 0
    for number, prompt in enumerate(prompts, 1):
        session.out.tell(f"\n{number} of {len(prompts)} · {prompt.ask}")
        if prompt.id in latest:
            last = latest[prompt.id]
            session.out.tell(f"  {say_date(last.on)}: {last.text}")
        answer = session.ask("> ")
        if answer is None:
            break
        if answer.strip():
            session.planner.reflections.answer(prompt.id, answer)
            kept += 1
    session.out.tell(f"\n{kept} {'answer' if kept == 1 else 'answers'} kept.")


def _list(args: Namespace, session: Session) -> None:
    found = _documents(session)
    if args.json:
        session.out.json(found)
    else:
        _print(session, found)


def _documents(session: Session) -> list[dict[str, Any]]:
    latest = session.planner.reflections.latest()
    return [
        {
            "prompt": prompt.id,
            "section": prompt.section,
            "ask": prompt.ask,
            "answer": latest[prompt.id].text if prompt.id in latest else None,
            "on": latest[prompt.id].on if prompt.id in latest else None,
        }
        for prompt in session.planner.reflections.prompts()
    ]


def _print(session: Session, found: list[dict[str, Any]]) -> None:
    section = ""
    for entry in found:
        if entry["section"] != section:
            section = entry["section"]
            session.out.say(Styled(section, "head"))
        session.out.say("  ", entry["prompt"], ": ", entry["ask"])
        if entry["answer"] is not None:
            session.out.say(f"    {say_date(entry['on'])}: ", entry["answer"])

"""`pmgoals`: finds the verb, runs it, and is the one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import NoReturn, TextIO

from pmgoals.cli.output import Output
from pmgoals.cli.parser import Parser, Run, Usage, next_word
from pmgoals.cli.session import Session
from pmgoals.cli.verbs import USUAL, VERBS
from pmgoals.errors import AmbiguousName, BadInput, Exit, FaultyFile, PmgoalsError, frames
from pmgoals.nearest import nearest

DEFECT = 70
"""Exit code of a defect in pmgoals itself (EX_SOFTWARE of sysexits.h)."""

INTERRUPTED = 130
"""Exit code after Ctrl+C, as shells have it."""

PATHS = ("plan", "folder", "output", "metric_file", "ladder_file", "foreign_file")
"""Arguments that name files: the system's bytes, not necessarily UTF-8."""


def run() -> NoReturn:
    """Run the command line of this process."""
    sys.exit(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing is raised."""
    words = list(sys.argv[1:] if argv is None else argv)
    options = words[: words.index("--")] if "--" in words else words
    out = Output(
        sys.stdout or _nowhere(),
        sys.stderr or _nowhere(),
        os.environ,
        colour="--no-color" not in options,
        ascii_only="--ascii" in options,
    )
    try:
        code = _serve(words, options, out)
        out.flush()
    except BrokenPipeError:
        out.abandon()
        return Exit.DONE
    except KeyboardInterrupt:
        out.tell("")
        return INTERRUPTED
    except Exception as error:
        return _told(error, out, "--debug" in options)
    return code


def _nowhere() -> TextIO:
    """Return a stream for a stdout or stderr that was closed before the start."""
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123


def _serve(words: list[str], options: Sequence[str], out: Output) -> int:
    """Find the verb, read its words and do it."""
    if "--version" in options:
        from pmgoals import __version__

        out.say(f"pmgoals {__version__}")
        return Exit.DONE
    wants_help = "--help" in options or "-h" in options
    verb, rest = find_verb(words, usual=not wants_help)
    if verb not in VERBS:
        return _without_verb(verb, rest, out, wants_help=wants_help)
    parser, do = build(verb)
    if wants_help:
        out.say(parser.format_help().rstrip())
        return Exit.DONE
    args = parser.read(rest)
    _check_unicode(args)
    session = Session(args, out)
    try:
        return do(args, session) or Exit.DONE
    finally:
        session.tell_met_change()


def find_verb(words: Sequence[str], *, usual: bool = True) -> tuple[str, list[str]]:
    """Return the verb (empty when there is none) and the other words, options before it kept.

    With `usual` a noun alone is the verb it stands for.
    """
    at = next_word(words)
    if at is None:
        return "", list(words)
    first, rest = words[at], [*words[:at], *words[at + 1 :]]
    then = next_word(rest)
    if then is not None and f"{first} {rest[then]}" in VERBS:
        return f"{first} {rest[then]}", [*rest[:then], *rest[then + 1 :]]
    if usual and first in USUAL and (then is None or first in ("journal", "review")):
        return USUAL[first], rest
    return first, rest


def build(verb: str, parser: Parser | None = None) -> tuple[Parser, Run]:
    """Return a verb's parser and what does it; only its module is imported."""
    from importlib import import_module

    module, about = VERBS[verb]
    parser = parser or Parser(f"pmgoals {verb}", f"{about[0].upper()}{about[1:]}.")
    declare = getattr(import_module(f"pmgoals.cli.{module}"), verb.replace(" ", "_"))
    return parser, declare(parser)


def _without_verb(verb: str, rest: list[str], out: Output, *, wants_help: bool) -> int:
    """Open the app, print the help, or say what is wrong with the verb."""
    nouns = sorted({name.partition(" ")[0] for name in VERBS})
    if verb and verb not in nouns and not (verb == "help" and not rest):
        near = nearest(verb, nouns)
        raise Usage(
            f"There is no verb “{verb[:40]}”.",
            f"Did you mean `pmgoals {near}`?" if near else "`pmgoals --help` lists them.",
        )
    if wants_help or verb == "help":
        from pmgoals.cli.overview import overview

        overview(out, verb if verb in nouns else "")
        return Exit.DONE
    if verb:
        kinds = [name.partition(" ")[2] for name in VERBS if name.startswith(f"{verb} ")]
        at = next_word(rest)
        near = nearest(rest[at], kinds) if at is not None else ""
        raise Usage(
            f"`pmgoals {verb}` takes one of: {', '.join(kinds)}.",
            f"Did you mean `pmgoals {verb} {near}`?" if near else
            f"`pmgoals {verb} --help` says what each does.",
        )  # fmt: skip
    args = Parser("pmgoals").read(rest)
    return _open_app(args, out)


def _open_app(args: Namespace, out: Output) -> int:
    in_window = "TEXTUAL_DRIVER" in os.environ  # something else than a terminal shows the app
    if not (in_window or (sys.stdin and sys.stdin.isatty() and out.is_terminal)):
        raise Usage(
            "The app needs a terminal, and this is none.",
            "Use a verb, such as `pmgoals today`; `pmgoals --help` lists them.",
        )
    session = Session(args, out)
    planner = session.planner
    if planner.seal.wanted:
        planner.seal.unlock()  # once, before the app has the terminal
        session.tell_met_change()
    planner.unlocking.ask = None
    from pmgoals.tui.app import run_app  # the one way from here to Textual

    return run_app(planner)


def _check_unicode(args: Namespace) -> None:
    """Refuse texts that are not UTF-8; names of files may be any bytes."""
    for name, value in vars(args).items():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and name not in PATHS:
                try:
                    text.encode()
                except UnicodeEncodeError:
                    raise BadInput(
                        "A word of the command is not UTF-8 text; nothing was changed.",
                        "Check the terminal's encoding, or give the text on standard input.",
                    ) from None


def _told(error: Exception, out: Output, debug: bool) -> int:
    """Tell what happened and what to do, and return the exit code."""
    code = int(Exit.UNWRITABLE)
    if isinstance(error, PmgoalsError):
        code = int(error.exit)
        lines = [error.what, error.mend]
    elif isinstance(error, OSError):
        why = os.strerror(error.errno) if error.errno else type(error).__name__
        lines = [
            f"{error.filename or 'The output'}: {why}.",
            "Check that file and its folder; `pmgoals where` shows every one in use.",
        ]
        out.abandon()
    else:
        code = DEFECT
        lines = [
            f"This is a defect in pmgoals ({type(error).__name__}); nothing under way was saved.",
            "Please report it with what --debug prints; that holds none of your text.",
        ]
    for line in filter(None, lines):
        out.tell(line)
    if isinstance(error, FaultyFile):
        for fault in error.faults:
            out.tell(f"  line {fault.line}: {fault.why}")
    if isinstance(error, AmbiguousName):
        from pmgoals.cli.names import tell_matches

        tell_matches(out, error.matches)
    if debug:
        for frame in frames(error):
            out.tell(f"  {frame}")
    return code

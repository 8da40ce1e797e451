"""`pmgoals completion`: the shell completion, made from every verb's own parser."""

from __future__ import annotations

from argparse import Namespace, _SubParsersAction

from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.cli.verbs import VERBS

SHELLS = ("bash", "zsh", "tcsh")
"""Shells that are served."""


def completion(parser: Parser) -> Run:
    """Declare `completion`."""
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))
    return _completion


def _completion(args: Namespace, session: Session) -> None:
    import shtab

    session.out.say(shtab.complete(whole_tree(), args.shell))


def whole_tree() -> Parser:
    """Return one parser that holds every verb."""
    from pmgoals.cli.main import build

    root = Parser("pmgoals")
    verbs = root.add_subparsers()
    nouns: dict[str, _SubParsersAction[Parser]] = {}
    for verb, (_, about) in VERBS.items():
        noun, _, rest = verb.partition(" ")
        if not rest:
            node = verbs.add_parser(noun, help=about)
        else:
            if noun not in nouns:
                owner = verbs.choices.get(noun) or verbs.add_parser(noun, help=about)
                nouns[noun] = owner.add_subparsers()
            node = nouns[noun].add_parser(rest, help=about)
        build(verb, node)
    return root

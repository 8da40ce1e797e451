"""`pmgoals config` and `themes`: the settings file and the colour themes."""

from __future__ import annotations

from argparse import Namespace

import msgspec

from pmgoals import config
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.errors import Exit
from pmgoals.palette import find_palettes
from pmgoals.toml_text import as_toml


def config_show(parser: Parser) -> Run:
    """Declare `config show`."""
    parser.reading()
    parser.add_argument("key", nargs="?", metavar="KEY", help="only this one, with its help")
    return _show


def config_set(parser: Parser) -> Run:
    """Declare `config set`."""
    parser.add_argument("key", metavar="KEY", help="a setting, or TABLE.NAME")
    parser.add_argument("value", metavar="VALUE")
    return _set


def config_path(parser: Parser) -> Run:
    """Declare `config path`."""
    return lambda _, session: session.out.say(str(session.planner.paths.config))


def config_check(parser: Parser) -> Run:
    """Declare `config check`."""
    parser.reading()
    return _check


def themes(parser: Parser) -> Run:
    """Declare `themes`."""
    parser.reading()
    return _themes


def _show(args: Namespace, session: Session) -> int:
    planner, out = session.planner, session.out
    rows = config.describe(planner.settings, planner.paths.config)
    if args.key:
        rows = [row for row in rows if args.key in (row.key, row.key.partition(".")[0])]
    if args.json:
        out.json(msgspec.to_builtins(rows))
    elif args.key:
        for row in rows:
            out.say(f"{row.key} = {as_toml(row.value)}")
            out.say(f"  {row.help} Takes {row.takes}. From: {row.origin}.")
    else:
        out.table([(row.key, as_toml(row.value), row.origin) for row in rows], flex=1)
    if not rows:
        out.tell(f"There is no setting {args.key}. `pmgoals config show` lists them all.")
    return Exit.DONE if rows else Exit.NOT_FOUND


def _set(args: Namespace, session: Session) -> None:
    path = session.planner.paths.config
    config.set_value(path, args.key, args.value)
    session.out.tell(f"Set {args.key} in {path}.")


def _check(args: Namespace, session: Session) -> int:
    planner, out = session.planner, session.out
    if args.json:
        out.json(msgspec.to_builtins(planner.troubles))
    elif planner.troubles:
        out.say(f"{len(planner.troubles)} of the settings are not used; see above.")
    else:
        out.say(f"{planner.paths.config} is sound.")
    return Exit.NOT_FOUND if planner.troubles else Exit.DONE


def _themes(args: Namespace, session: Session) -> None:
    planner, out = session.planner, session.out
    palettes, faults = find_palettes(planner.paths.themes)
    for fault in faults:
        out.tell(fault)
    chosen = planner.settings.theme
    if args.json:
        out.json(
            [
                {
                    "name": palette.name,
                    "title": palette.title,
                    "dark": palette.dark,
                    "about": palette.about,
                    "chosen": palette.name == chosen,
                    "source": str(palette.source),
                }
                for palette in palettes
            ]
        )
        return
    rows = [
        (p.name, "dark" if p.dark else "light", "chosen" if p.name == chosen else "", p.about)
        for p in palettes
    ]
    out.table(rows, flex=3)

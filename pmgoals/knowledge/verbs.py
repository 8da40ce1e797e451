"""The regular forms of English verbs, so that word lists hold base forms only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Irregular = Mapping[str, Sequence[str]]
"""Forms of verbs that do not follow from their base form, by it."""
_STRESSED_AT_THE_END = {"submit", "begin", "transfer", "commit", "refer", "prefer"}


def forms(base: str) -> list[str]:
    """Return the base form with its -s, -ing and -ed forms."""
    if _doubles(base):
        stem = base + base[-1]
    elif base.endswith("e") and not base.endswith("ee"):
        stem = base[:-1]
    else:
        stem = base
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return [base, base[:-1] + "ies", base + "ing", base[:-1] + "ied"]
    plural = base + ("es" if base.endswith(("s", "x", "ch", "sh", "z", "o")) else "s")
    return [base, plural, stem + "ing", stem + "ed"]


def _doubles(base: str) -> bool:
    """Return whether the last letter is doubled before -ing: `cut`, `plan`, `shed`, `submit`."""
    if base in _STRESSED_AT_THE_END:
        return True
    vowels = [at for at, letter in enumerate(base) if letter in "aeiou"]
    one = len(vowels) == 1 and vowels[0] == len(base) - 2
    return one and base[-1] not in "wxy"


def each_form(bases: Iterable[str], irregular: Irregular) -> list[str]:
    """Return every form of every verb, irregular ones as given by base form."""
    return [form for base in bases for form in (*forms(base), *irregular.get(base, ()))]


def all_forms(
    classes: Mapping[str, Sequence[str]], irregular: Irregular
) -> dict[str, tuple[str, ...]]:
    """Return every form of every verb, irregular ones as given, with the classes it belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    for name, bases in classes.items():
        for form in each_form(bases, irregular):
            if name not in found.get(form, ()):
                found[form] = (*found.get(form, ()), name)
    return found

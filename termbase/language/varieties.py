"""British and American spelling of English words.

Words are compared in American spelling. The rules hold for the word families that are listed, for
in others the same letters are in both: *hour*, *promise*, *acre*, *called*.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from termbase.patterns import compiled


class _Rule(NamedTuple):
    """A difference between the two: what is before it and after it are regular expressions."""

    before: str
    british: str
    american: str
    after: str = ""


# Words in -ise, without it, that are written so everywhere.
_ALWAYS_ISE = (
    "advis|revis|supervis|devis|improvis|televis|pris|exercis|excis|incis|circumcis|concis|precis|"
    "promis|premis|demis|surmis|chemis|franchis|advertis|chastis|expertis|treatis|mortis|practis|"
    "despis|merchandis|paradis|nris|wis|ais|ois|uis"
)
_RULES = (
    _Rule(
        "arb|ard|arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|harb|hon|hum|lab|neighb|od|"
        "parl|ranc|rig|rum|savi|sav|splend|succ|tum|val|vap|vig",
        "our", "or",
    ),
    _Rule(
        f"^(?![a-z]*(?:{_ALWAYS_ISE})(?:e|ing|a))[a-z]{{3,}}",
        "is", "iz", "(?:e[drs]?|ers|ing|ations?|ational|able)$",
    ),
    _Rule("anal|paral|catal", "ys", "yz", "(?:e[dr]?|ers|ing)$"),
    _Rule("calib|cent|fib|lit|lust|meag|met|sab|somb|spect|theat", "re", "er", "s?$"),
    _Rule("calib|cent|fib", "red", "ered", "$"),
    _Rule("man", "oeuvre", "euver", "s?$"),
    _Rule("man", "oeuvr", "euver", "(?:ed|ing|able)$"),
    _Rule("def|off|lic|pret", "enc", "ens", "(?:e[ds]?|eless|ing)$"),
    _Rule("^", "practis", "practic", "(?:e[drs]?|ing)$"),
    _Rule(
        "cance|channe|counci|counse|dia|due|equa|fue|funne|initia|labe|leve|libe|marsha|marve|mode|"
        "pane|quarre|rave|riva|shove|signa|tota|trave|tranqui|tunne|woo",
        "ll", "l", "(?:ed|ing|ers?|ors?|ous|ously|ist|ists|ity|en)$",
    ),
    _Rule("^(?:re)?", "enrol", "enroll", "(?:s|ments?)?$"),
    _Rule("^", "fulfil", "fulfill", "(?:s|ments?)?$"),
    _Rule("^", "instal", "install", "ments?$"),
    _Rule("^(?:un)?ski|^wi", "lful", "llful", "(?:ly|ness)?$"),
    _Rule("", "programme", "program", "s?$"),
    _Rule("anal|catal|dial|epil|monol|prol", "ogue", "og", "s?$"),
    _Rule("^", "grey", "gray", "(?:s|er|ed|ing|ish)?$"),
    _Rule("^", "plough", "plow"),
    _Rule("^", "sceptic", "skeptic"),
    _Rule("^", "mould", "mold", "(?:s|ed|ing|y)?$"),
    _Rule("^", "ageing", "aging", "$"),
    _Rule("ju|acknowle", "dgement", "dgment", "s?$"),
    _Rule("^", "artefact", "artifact", "s?$"),
    _Rule("^", "aluminium", "aluminum", "$"),
    _Rule("^", "jewellery", "jewelry", "$"),
    _Rule("^(?:encyclop|p|orthop|arch|an|h|medi)", "ae", "e", "(?:d|olog|m|sth|val)"),
    _Rule("^", "sulphur", "sulfur"),
    _Rule("^", "enquir", "inquir"),
    _Rule("^", "focuss", "focus", "(?:ed|es|ing)$"),
)  # fmt: skip


class _Change(NamedTuple):
    """A rule in one of its directions; the letters that change are looked for first."""

    letters: str
    pattern: str
    replacement: str


def _change(rule: _Rule, old: str, new: str) -> _Change:
    return _Change(old, f"({rule.before}){old}({rule.after})", rf"\g<1>{new}\g<2>")


# Compiled one by one: that is slow, and the letters of most rules are in none of a few words.
_TO_AMERICAN = [_change(rule, rule.british, rule.american) for rule in _RULES]
_TO_BRITISH = [_change(rule, rule.american, rule.british) for rule in _RULES]


# Texts and imports have the same words again and again.
@lru_cache(maxsize=1 << 16)
def american(word: str) -> str:
    """Return a word in lower case in American spelling; most words are the same in both."""
    for letters, pattern, replacement in _TO_AMERICAN:
        if letters in word:
            word = compiled(pattern).sub(replacement, word)
    return word


@lru_cache(maxsize=1 << 16)
def spellings(word: str) -> tuple[str, ...]:
    """Return all words that :func:`american` makes the given one, that one first.

    Args:
        word: A word in lower case as :func:`american` returns it.
    """
    found = {word: None}
    for letters, pattern, replacement in _TO_BRITISH:
        for known in list(found):
            if letters in known:
                found.setdefault(compiled(pattern).sub(replacement, known))
    return tuple(known for known in found if american(known) == word)

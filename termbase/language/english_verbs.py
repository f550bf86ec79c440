"""Forms of English verbs that dictionaries of base forms lack or have for other words."""

from __future__ import annotations

import re
from collections.abc import Sequence

# A word before one of these is a verb, if it can be one: serve the people, hide one's capabilities,
# live off the land.
AFTER_VERBS = frozenset(
    "a an the one's oneself this that these those off up out down away back".split()
)
NO_VERBS = frozenset(
    "a about above across after against all and as at before behind between both but by down for"
    " from half in inside into it like of off on one one's once only or out outside over than that"
    " the through to under until up with within without".split()
)
# Past forms that are other words as well.
_PAST = {
    "awake": "awoken", "bear": "bore", "bend": "bent", "bind": "bound", "bite": "bit",
    "break": "broke", "drink": "drunk", "feel": "felt", "go": "gone", "grind": "ground",
    "lay": "laid", "leave": "left", "ring": "rung", "rise": "rose", "shake": "shook",
    "shoot": "shot", "swear": "swore", "think": "thought", "tread": "trod", "win": "won",
    "wind": "wound",
}  # fmt: skip


def verb_forms(slots: Sequence[str]) -> list[tuple[str, ...]]:
    """Return for each word of a term its forms in -s, -ing and -ed if it is a verb, else none.

    The dictionary of base forms often has another word for these: *crossing*, *serving*,
    *building* are nouns, *crosses* is the plural of *crosse*. Only before an article, a pronoun
    or an adverb is a word of a term surely a verb; a *working unit* is not a *work unit*.

    Args:
        slots: The words of a term as :func:`termbase.language.english.slot` gives them.
    """
    following = [*slots[1:], ""]
    return [
        forms_of_verb(word) if after in AFTER_VERBS and word not in NO_VERBS else ()
        for word, after in zip(slots, following, strict=True)
    ]


def forms_of_verb(word: str) -> tuple[str, ...]:
    """Return the forms of a verb in -s and -ing, and in the past."""
    stem = re.sub(r"(?<=[^eoy])e$", "", re.sub(r"ie$", "y", word))
    # Of one syllable with a short vowel: cut, cutting.
    if re.fullmatch(r"(?:[^aeiou]|qu)+[aeiou][bdfgklmnprtvz]", word):
        stem += word[-1]
    past = re.sub("y$", "i", stem) + "ed"
    return with_s(word), stem + "ing", _PAST.get(word, past)


def with_s(word: str) -> str:
    """Return a word with the ending -s or -es."""
    if re.search(r"(?:s|x|z|ch|sh)$", word):
        return word + "es"
    return re.sub(r"(?<=[^aeiou])y$", "ie", word) + "s"

"""Vocabularies in the glossary formats of translation services and of Weblate."""

from __future__ import annotations

from glossary.translate.prompt.vocabulary import Entry, Vocabulary
from termbase.formats import write as write_concepts
from termbase.model.concept import Concept, Language, Status, Term

SERVICES = ("deepl", "google", "azure", "weblate")


def write(vocabulary: Vocabulary, service: str) -> str:
    """Return the terms as the text has them, each with its preferred rendering, if it may be used.

    Args:
        vocabulary: The vocabulary.
        service: One of :data:`SERVICES`.
    """
    is_into_english = vocabulary.to == "en"
    concepts = [
        _concept(entry, is_into_english) for entry in vocabulary.entries if not entry.is_forbidden
    ]
    direction = "zh-en" if is_into_english else "en-zh"
    # The forms are those of the text or of the target: nothing is to be converted.
    data, _ = write_concepts(concepts, service, direction, "simplified")
    return data.decode()


def _concept(entry: Entry, is_into_english: bool) -> Concept:
    source, target = Language.CHINESE, Language.ENGLISH
    if not is_into_english:
        source, target = target, source
    terms = [Term(source, form, status=Status.PREFERRED) for form in entry.forms]
    terms.append(Term(target, entry.preferred.text, status=Status.PREFERRED))
    return Concept(entry.concept, tuple(terms), gloss=entry.gloss)

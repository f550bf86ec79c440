"""Tokens at which terms begin and end, and their sizes."""

from __future__ import annotations

import pytest

from glossary.corpus.renderings.borders import Borders
from glossary.corpus.renderings.tokens import first_edge, tokens_of

TEXTS = [
    "The HKMA and the Bank for International Settlements met.",
    "The banks met the HKMA, and US banks met us.",
    "US AND THEM",
]
TERMS = ["central bank", "commercial bank", "bank rate"]


@pytest.fixture
def borders() -> Borders:
    return Borders({tokens_of(term).keys for term in TERMS}, list(map(tokens_of, TEXTS)))


@pytest.mark.parametrize(
    ("term", "size"),
    [
        ("Bank for International Settlements", 4),
        ("HKMA", 4),
        ("HKMA (bank)", 5),
        ("hkma", 4),
        # Capitals of a heading make no abbreviation.
        ("them and banks", 3),
        ("...", 1),
    ],
)
def test_size_counts_letters_of_abbreviations(borders: Borders, term: str, size: int) -> None:
    assert borders.size(tokens_of(term).keys) == size


def test_terms_end_with_bank_and_not_with_met(borders: Borders) -> None:
    begins, ends = borders.evidence(tokens_of("met bank").keys)
    assert begins < 0 < ends


def test_without_known_terms_nothing_is_evidence() -> None:
    assert Borders(set(), [tokens_of("a bank")]).evidence(("bank",)) == (0, 0)


@pytest.mark.parametrize(
    ("after", "edge"),
    [("and Technology", ("technology",)), (", technology", ()), ("of the", ()), ("", ())],
)
def test_first_edge_skips_function_words(after: str, edge: tuple[str, ...]) -> None:
    assert first_edge(tokens_of(after).keys) == edge

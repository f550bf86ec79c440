"""Keys that begin with or contain a text: those that a plain comparison finds, in either base."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase.model.concept import Concept, Language, Term
from termbase.store import Store
from termbase.store.address import Address
from termbase.store.keys import KeyKind, LookupKey

WORDS = ["国", "中国", "国家人民共和国", "人", "12", "𠮷"]
LATIN = ["the", "a", "state", "stately", "of", "b", "stat", "12"]
CONCEPTS = [
    Concept(
        f"c{number:03}",
        (
            Term(Language.CHINESE, "".join(chinese), pinyin="zhōng guó zhóngguò"[: 5 * number]),
            Term(Language.ENGLISH, " ".join(latin)),
        ),
    )
    for number, (chinese, latin) in enumerate(
        zip(product(WORDS, repeat=2), list(product(LATIN, repeat=2))[::2], strict=False), 1
    )
]
parts = st.one_of(
    st.tuples(st.just(KeyKind.HAN), st.text("国中家人12𠮷", min_size=1, max_size=4)),
    st.tuples(st.just(KeyKind.PINYIN), st.text("zhonggu", min_size=3, max_size=7)),
    st.tuples(st.just(KeyKind.ENGLISH), st.text("state ofb12", min_size=1, max_size=8)),
)


def in_order(keys: list[LookupKey]) -> list[tuple[int, str, str]]:
    return [(len(key.text), key.text, key.concept) for key in keys]


@pytest.fixture(params=[1, 7])
def store(address: Address, request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store with few keys, or with more than one page."""
    with Store(address) as store:
        for copy in range(request.param):
            store.put(Concept(f"{concept.id}-{copy}", concept.terms) for concept in CONCEPTS)
        yield store


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(parts)
def test_all_keys_with_a_text_are_found(store: Store, part: tuple[KeyKind, str]) -> None:
    kind, text = part
    every = [LookupKey(*row) for row in store.database.rows(
        "SELECT concept, term, kind, text, status, syllables FROM key WHERE kind = ?", kind.value
    )]  # fmt: skip
    begun = [key for key in every if key.text.startswith(text) and key.text != text]
    found = list(store.keys_starting(text, kind))
    assert sorted(found) == sorted(begun)
    assert [len(key.text) for key in found] == sorted(len(key.text) for key in found)
    sought = f" {text}" if kind is KeyKind.ENGLISH else text
    if not text.strip():
        return
    contained = [key for key in every if key.text.find(sought) > 0]
    found = list(store.keys_containing(text, kind))
    assert sorted(found) == sorted(contained)
    assert [len(key.text) for key in found] == sorted(len(key.text) for key in found)

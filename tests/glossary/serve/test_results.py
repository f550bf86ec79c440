"""Results that are kept for a while, and queries that found nothing."""

from __future__ import annotations

import pytest

from glossary.serve.misses import Misses
from glossary.serve.problems import Refused
from glossary.serve.results import Results


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_result_is_the_owners_alone() -> None:
    results = Results()
    key = results.put("wang", "text", 4)
    assert results.get("wang", key, str) == "text"
    for owner, asked, kind in (("li", key, str), ("wang", "other", str), ("wang", key, bytes)):
        with pytest.raises(Refused, match="not kept any more"):
            results.get(owner, asked, kind)
    assert len(key) >= 32
    assert results.put("wang", "text", 4) != key


def test_a_result_is_dropped_in_time() -> None:
    clock = Clock()
    results = Results(seconds=10, now=clock)
    key = results.put("", "text", 4)
    clock.now = 9
    assert results.get("", key, str)
    clock.now = 10
    with pytest.raises(Refused):
        results.get("", key, str)


def test_the_oldest_results_make_room_and_what_never_has_room_is_refused() -> None:
    results = Results(limit=10)
    first, second = (results.put("", name, 5) for name in "ab")
    third = results.put("", "c", 6)
    for key in (first, second):
        with pytest.raises(Refused):
            results.get("", key, str)
    assert results.get("", third, str) == "c"
    with pytest.raises(Refused, match="too large"):
        results.put("", "d", 11)
    assert results.get("", third, str) == "c"


def test_a_result_that_is_replaced_takes_its_size_once() -> None:
    results = Results(limit=10)
    key = results.put("", "a", 6)
    assert results.put("", "b", 6, key) == key
    assert results.get("", key, str) == "b"
    results.put("", "c", 4)
    assert results.get("", key, str) == "b"


def test_what_is_taken_is_gone() -> None:
    results = Results()
    key = results.put("", "secret", 0)
    assert results.take("", key, str) == "secret"
    with pytest.raises(Refused):
        results.take("", key, str)


def test_misses_are_counted_without_spaces_and_sentences() -> None:
    misses = Misses()
    for query in ("内卷", " 内卷 ", "a  b", "", " ", "很" * 61):
        misses.note(query)
    assert misses.most_common(9) == [("内卷", 2), ("a b", 1)]
    misses.forget("内卷")
    misses.forget("not there")
    assert misses.most_common(9) == [("a b", 1)]


def test_rare_and_old_misses_make_room() -> None:
    misses = Misses(queries=20)
    for _ in range(3):
        misses.note("frequent")
    for number in range(200):
        misses.note(f"rare {number}")
    kept = dict(misses.most_common(100))
    assert kept["frequent"] == 3
    assert "rare 199" in kept
    assert "rare 0" not in kept
    assert len(kept) <= 20

"""Correcting an alignment step by step."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.translate.align import Pair
from glossary.translate.align.correct import STEPS, Step, correct
from glossary.translate.align.table import format_table, pairs_of, parse_rows

Shape = list[tuple[int, int]]


def pairs(shape: Shape) -> list[Pair]:
    found = []
    i = j = 0
    for sources, targets in shape:
        source = tuple(f"句{n}。" for n in range(i, i + sources))
        target = tuple(f"Sentence {n}." for n in range(j, j + targets))
        found.append(Pair(source, target, 0.5 if source and target else 0.0, i, j))
        i, j = i + sources, j + targets
    return found


def shape(found: list[Pair]) -> Shape:
    return [(len(pair.source), len(pair.target)) for pair in found]


@pytest.mark.parametrize(
    ("before", "number", "step", "side", "after"),
    [
        ([(1, 1), (1, 1)], 1, "join", 0, [(2, 2)]),
        ([(1, 1), (1, 1)], 0, "join", 0, [(1, 1), (1, 1)]),
        ([(1, 1), (2, 1)], 1, "up", 0, [(2, 1), (1, 1)]),
        ([(1, 1), (1, 1)], 1, "up", 1, [(1, 2), (1, 0)]),
        ([(1, 0), (0, 1)], 1, "up", 1, [(1, 1)]),
        ([(1, 0), (0, 1)], 1, "up", 0, [(1, 0), (0, 1)]),
        ([(1, 2), (1, 1)], 0, "down", 1, [(1, 1), (1, 2)]),
        ([(1, 2), (1, 1)], 1, "down", 1, [(1, 2), (1, 1)]),
        ([(1, 2), (1, 1)], 0, "apart", 1, [(1, 1), (0, 1), (1, 1)]),
        ([(1, 1)], 0, "apart", 0, [(0, 1), (1, 0)]),
        ([(1, 0)], 0, "apart", 0, [(1, 0)]),
        ([(1, 0)], 0, "apart", 1, [(1, 0)]),
    ],
)
def test_steps(before: Shape, number: int, step: Step, side: int, after: Shape) -> None:
    assert shape(correct(pairs(before), number, step, side)) == after


def test_what_a_person_changed_is_certain_and_the_rest_stays_as_it_was() -> None:
    found = correct(pairs([(1, 2), (1, 1), (1, 1), (0, 1)]), 0, "down", 1)
    assert [pair.confidence for pair in found] == [1.0, 1.0, 0.5, 0.0]


@pytest.mark.parametrize(("number", "step", "side"), [(2, "up", 0), (-1, "up", 0), (0, "up", 2)])
def test_what_is_not_there_is_refused(number: int, step: Step, side: int) -> None:
    with pytest.raises(ValueError, match="no step"):
        correct(pairs([(1, 1), (1, 1)]), number, step, side)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(any), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from(STEPS), st.integers(0, 1)), max_size=6),
)
def test_every_sentence_stays_in_one_pair(
    before: Shape, steps: list[tuple[int, Step, int]]
) -> None:
    first = found = pairs(before)
    for number, step, side in steps:
        if number < len(found):
            found = correct(found, number, step, side)
    texts = [[s for pair in first for s in sides(pair)] for sides in (source_of, target_of)]
    assert [[s for pair in found for s in sides(pair)] for sides in (source_of, target_of)] == texts
    # And so its table is a table of the same texts.
    table = parse_rows(format_table(found), "table")
    assert shape(pairs_of(table, "table", *texts)) == shape(found)


def source_of(pair: Pair) -> tuple[str, ...]:
    return pair.source


def target_of(pair: Pair) -> tuple[str, ...]:
    return pair.target

"""Laws of annotated documents, on nasty markup."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

import termbase
from glossary import Glossary
from tests.markup import PIECES, assert_reversible, random_source

FORMATS = ["html", "markdown", "text"]


@pytest.mark.parametrize("format", FORMATS)
@given(data=st.data(), everything=st.booleans())
def test_annotations_can_be_taken_out(
    small: Glossary, format: str, data: st.DataObject, everything: bool
) -> None:
    source = "".join(data.draw(st.lists(st.sampled_from(PIECES[format]), max_size=30)))
    with suppress(termbase.Error):
        assert_reversible(small, source, format, everything=everything)


@pytest.mark.parametrize("format", FORMATS)
def test_annotations_can_be_taken_out_of_random_documents(small: Glossary, format: str) -> None:
    for seed in range(150):
        with suppress(termbase.Error):
            source = random_source(random.Random(seed), format)
            assert_reversible(small, source, format, everything=seed % 2 == 0)

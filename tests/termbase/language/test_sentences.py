"""Sentences of a text, as offsets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from termbase.language.sentences import sentence_spans, split_sentences

texts = st.text(st.sampled_from("党委a.A。！？!?…”“「」』 \t\n\r\x85\u2028\u30001）"), max_size=40)


@given(texts)
def test_only_white_space_is_outside_of_all_sentences(text: str) -> None:
    end = 0
    for start, next_end in sentence_spans(text):
        assert text[end:start].strip() == ""
        assert text[start:next_end] == text[start:next_end].strip() != ""
        assert len(text[start:next_end].splitlines()) == 1
        end = next_end
    assert text[end:].strip() == ""


def test_offsets_are_those_of_the_text() -> None:
    text = "\u3000党委开会。\r\n  裸官外逃！ “走。”他说。\n"
    assert sentence_spans(text) == [(1, 6), (10, 15), (16, 23)]
    assert split_sentences(text) == ["党委开会。", "裸官外逃！", "“走。”他说。"]

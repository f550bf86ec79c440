"""Sentences of a text, as offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.language.sentences import sentence_spans, split_sentences

texts = st.text(
    st.sampled_from("党委a.A。！？!?…”“「」』 \t\n\r\x85\u2028\u30001）[^]¹\ufffc"), max_size=40
)


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It is an interpretation.[^1] KMT agrees.",
            ["It is an interpretation.[^1]", "KMT agrees."],
        ),
        ("He said “no.”[12] Then he left.", ["He said “no.”[12]", "Then he left."]),
        ("It ends.¹² Next.", ["It ends.¹²", "Next."]),
        ("It ends.\ufffc\ufffc Next.", ["It ends.\ufffc\ufffc", "Next."]),
        ("各自表述。[^註1]國民黨認為。[^2]", ["各自表述。[^註1]", "國民黨認為。[^2]"]),
        (
            "各自表述。〔1〕国民党认为！[2][3] 对。",
            ["各自表述。〔1〕", "国民党认为！[2][3]", "对。"],
        ),
        ("“开会。”[^1]他说。", ["“开会。”[^1]他说。"]),
        ("他走了。[记者]什么？", ["他走了。", "[记者]什么？"]),
        ("Dr.[1] Wang agrees[2] with it.", ["Dr.[1] Wang agrees[2] with it."]),
        ("about 3.[5] of it", ["about 3.[5] of it"]),
        ("see a.b[1] in c.", ["see a.b[1] in c."]),
    ],
)
def test_a_reference_to_a_note_belongs_to_the_sentence_before(
    text: str, expected: list[str]
) -> None:
    assert split_sentences(text) == expected

"""Documents that are put together from parts: offsets into the text and into the parts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from glossary.documents.assembly import assemble
from glossary.documents.paragraph import Paragraph, Piece

PIECES = st.builds(
    lambda text, start, is_literal: Piece(text, start, start + (len(text) if is_literal else 99)),
    st.text("字ab \n", max_size=4),
    st.integers(0, 50),
    st.booleans(),
)
PARAGRAPHS = st.lists(
    st.builds(
        lambda part, pieces, heading: Paragraph(part, tuple(pieces), heading),
        st.sampled_from(["one.xml", "two.xml"]),
        st.lists(PIECES, max_size=4),
        st.integers(0, 6),
    ),
    max_size=5,
)


@given(PARAGRAPHS, st.data())
def test_every_span_leads_to_its_places(paragraphs: list[Paragraph], data: st.DataObject) -> None:
    document = assemble(paragraphs, "docx", "a.docx", b"")
    with_text = [p for p in paragraphs if "".join(piece.text for piece in p.pieces).strip()]
    assert document.source == "\n\n".join(
        "".join(piece.text for piece in p.pieces) for p in with_text
    )
    for block, paragraph in zip(document.blocks, with_text, strict=True):
        assert block.heading == paragraph.heading
        start = data.draw(st.integers(0, len(block.text)))
        end = data.draw(st.integers(start, len(block.text)))
        for run in block.slice(start, end):
            for place in document.locate(run.start, run.end):
                assert place.part == paragraph.part
                shown = document.source[place.start : place.end]
                # Pieces may overlap in the part.
                assert any(
                    piece.start <= place.part_start
                    and place.part_end <= piece.end
                    and (
                        piece.text[place.part_start - piece.start :].startswith(shown)
                        if place.is_literal and len(piece.text) == piece.end - piece.start
                        else shown in piece.text
                    )
                    for piece in paragraph.pieces
                )
    everywhere = document.locate(0, len(document.source))
    assert "".join(document.source[place.start : place.end] for place in everywhere) == "".join(
        piece.text for p in with_text for piece in p.pieces
    )

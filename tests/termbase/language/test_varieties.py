"""British and American spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.language.varieties import american, spellings

PAIRS = """
labour labor, labourers laborers, colourful colorful, honourable honorable, neighbourhood neighborhood,
endeavours endeavors, organisation organization, organised organized, criticise criticize, collectivisation
collectivization, analyse analyze, paralysed paralyzed, centre center, centred centered, kilometres kilometers,
theatre theater, manoeuvres maneuvers, manoeuvring maneuvering, defence defense, defenceless defenseless, licence
license, practised practiced, travellers travelers, cancelled canceled, counsellor counselor, councillors councilors,
modelling modeling, marvellous marvelous, woollen woolen, enrolment enrollment, fulfil fulfill, instalment
installment, skilful skillful, wilfully willfully, programme program, programmes programs, dialogue dialog, grey
gray, ploughing plowing, sceptical skeptical, mould mold, ageing aging, judgement judgment, artefacts artifacts,
jewellery jewelry, aluminium aluminum, paediatric pediatric, haemorrhage hemorrhage, archaeology archeology,
mediaeval medieval, anaemia anemia, sulphur sulfur, enquiry inquiry, focussed focused
"""
SAME = """
hour tour contour enterprise enterprises promise promised uprising rising advise supervised televised exercise raise
noise otherwise franchise expertise miser analyses basis acre massacre mediocre sacred called killed controlled skilled
totally programmed programming enrolled skills poem aesthetic science silence influence laboratory party official
"""


@pytest.mark.parametrize("pair", [pair.split() for pair in PAIRS.split(",")])
def test_two_spellings_are_one(pair: list[str]) -> None:
    british, wanted = pair
    assert american(british) == american(wanted) == wanted
    assert set(spellings(wanted)) >= {british, wanted}


@pytest.mark.parametrize("word", SAME.split())
def test_words_with_one_spelling(word: str) -> None:
    assert american(word) == word


_PARTS = [
    "labour", "labor", "organis", "organiz", "e", "ed", "s", "ing", "ation", "travel", "ler", "programme", "centre",
    "defence", "re", "anal", "ys", "ae", "our", "or", "l", "ll", "judgement", "enrol", "ment", "is", "iz",
]  # fmt: skip
words = st.lists(st.sampled_from(_PARTS), max_size=5).map("".join)


@given(words | st.text())
def test_spelling_twice_is_spelling_once(word: str) -> None:
    assert american(american(word)) == american(word)


@given(words | st.text())
def test_spellings_are_those_of_one_word(word: str) -> None:
    found = spellings(american(word))
    assert found[0] == american(word)
    assert {american(spelling) for spelling in found} == {american(word)}

"""Validation of all visible terms: sources attest what they are quoted for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import glossary
from glossary.validation import validate_concept
from termbase.model.concept import Concept, Related, Relation, Source, Term
from tests.contracts import EN, ZH

PARTY = Concept(
    "cpc-8", (Term(ZH, "党的八大"), Term(EN, "Eighth National Congress")), gloss="A congress."
)


@pytest.mark.parametrize(
    ("quote", "is_attested"),
    [
        ("", True),
        ("党的八大在北京召开。", True),
        ("九大重点领域和八大重点工程", False),
        ("The Eighth National Congress met.", True),
        ("Not a word of it.", False),
    ],
)
def test_a_quotation_has_the_term(tmp_path: Path, quote: str, is_attested: bool) -> None:
    sourced = replace(PARTY, sources=(Source("A title", quote=quote),))
    of_term = replace(PARTY.chinese[0], sources=(Source("A title", quote=quote),))
    for concept in (sourced, replace(PARTY, terms=(of_term, *PARTY.english))):
        with glossary.open(tmp_path / "own.db", builtin=False) as g:
            g.put(concept)
            codes = [problem.code for problem in g.validate().problems]
        assert ("unattested" not in codes) == is_attested


def test_one_concept_among_the_visible_ones(tmp_path: Path) -> None:
    with glossary.open(tmp_path / "team.db", builtin=False) as opened:
        stored = opened.add("裸官", ["naked official"], gloss="One whose family is abroad.")
        assert validate_concept(opened.termbase, stored) == []
        twin = replace(stored, id="twin")
        codes = {problem.code for problem in validate_concept(opened.termbase, twin)}
        assert codes == {"duplicate-term", "shared-english", "near-duplicate"}
        lost = replace(stored, related=(Related(Relation.SEE_ALSO, "nowhere"),), gloss="")
        codes = {problem.code for problem in validate_concept(opened.termbase, lost)}
        assert codes == {"dangling", "no-gloss"}

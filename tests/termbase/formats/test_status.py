"""The status words of other tools."""

import pytest

from termbase.formats import parse
from termbase.formats.status import default_status, status_of
from termbase.model.concept import Status


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.PREFERRED, ("preferred|Preferred|preferredTerm|preferredTerm-admn-sts|PREFERRED TERM"
                           "|approved|standardized|首选|推薦|首选译名|preferred term|bevorzugt|Vorzugsbenennung|freigegeben|Bevorzugter Term")),
        (Status.ADMITTED, ("admitted|admittedTerm-admn-sts|Accepted|allowed|provisional|non-standard"
                          "|not approved|待审核|Translation needed|zugelassen|erlaubt|Nicht geprüft|nicht freigegeben")),
        (Status.DEPRECATED, ("notRecommended|not recommended|Not_Recommended|forbidden|Forbidden"
                            "|prohibited|do not use|DO NOT USE|Don't use|don’t use|deprecated"
                            "|deprecatedTerm-admn-sts|deprecatedTerm|forbidden translation|禁用"
                            "|禁用词|不推薦|不推荐使用|never use|not to be used|strictly forbidden"
                            "|rejected|NonTerm|not allowed|not permitted|not admitted|avoid|banned"
                            "|verboten|Verboten|VERBOTEN|unzulässig|nicht verwenden|nicht mehr zu verwenden"
                            "|Verbotene Benennung|nicht zugelassen|abgelehnt|gesperrt")),
        (Status.SUPERSEDED, "obsolete|Obsolete|superseded|supersededTerm-admn-sts|过时|過時|旧称|veraltet|Veraltete Benennung|überholt|ersetzt"),
        (None, "foo|checked by Li|1|—"),
    ],
)  # fmt: skip
def test_status_words(status: Status | None, words: str) -> None:
    """Spelling, case and the suffixes of formats do not matter."""
    assert {word: status_of(word) for word in words.split("|")} == dict.fromkeys(
        words.split("|"), status
    )


def test_every_status_means_itself() -> None:
    """The model's own words are known."""
    assert [status_of(status) for status in Status] == list(Status)


def test_the_first_term_is_preferred() -> None:
    """Without a status in the file, the order decides."""
    assert [default_status(position) for position in range(3)] == [
        Status.PREFERRED,
        Status.ADMITTED,
        Status.ADMITTED,
    ]


def test_status_words_of_multiterm() -> None:
    """A forbidden term stays forbidden; an unknown word is counted, and not preferred."""
    words = ("not recommended", "prohibited", "do not use", "foo")
    terms = "".join(
        f"<termGrp><term>t{word[0]}</term><descripGrp><descrip type='Status'>{word}</descrip>"
        "</descripGrp></termGrp>"
        for word in words
    )
    text = (
        "<mtf><conceptGrp><languageGrp><language lang='EN' type='English'/>"
        f"{terms}</languageGrp><languageGrp><language lang='ZH-CN' type='Chinese'/>"
        "<termGrp><term>甲</term></termGrp></languageGrp></conceptGrp></mtf>"
    )
    parsed = parse(text.encode(), "multiterm", "x")
    statuses = [term.status for term in parsed.concepts[0].english]
    assert statuses == [Status.DEPRECATED] * 3 + [Status.ADMITTED]
    assert parsed.dropped == {"unknown status 'foo'": 1}


@pytest.mark.parametrize("info", ["NonTerm", "Forbidden", "forbidden", "CasePermissive;NonTerm"])
def test_status_words_of_memoq(info: str) -> None:
    """Whatever the case, and among other words."""
    text = f"Chinese_PRC,Term_Info,English,Term_Info\n甲,,a,{info}\n"
    (concept,) = parse(text.encode(), "memoq", "x").concepts
    assert concept.english[0].status is Status.DEPRECATED

"""Tracking real text: forms, overlaps, quotations, and a year of bulletins."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import glossary
from glossary import Glossary
from glossary.corpus.mentions import FindOptions
from glossary.corpus.scan import Scan, scan
from glossary.corpus.texts import Corpus, open_corpus
from glossary.corpus.track.longer import InLonger, Longer, longer_terms
from glossary.corpus.track.periods import By
from glossary.corpus.track.tracking import Tracked, Tracking, track, with_quotations
from glossary.views.track.rows import peak, summaries
from glossary.views.track.table import lines
from tests.glossary.corpus.track.conftest import CONCEPTS
from tests.glossary.corpus.track.tables import Row, concepts, scan_of

BY_ID = {concept.id: concept for concept in CONCEPTS}


def of(tracking: Tracking, concept: str, outlet: str = "") -> Tracked:
    return next(one for one in tracking.of(BY_ID[concept]) if one.series.outlet == outlet)


def test_variants_and_both_languages_count_to_their_concept(tracking: Tracking) -> None:
    # 动态清零 and 清零 in one article; 新质生产力 in ten, and its English in one without an outlet.
    assert of(tracking, "zero").series.total[1:] == (1, 37, 2)
    assert of(tracking, "nqpf").series.total.articles == 11
    assert [of(tracking, "nqpf", outlet).series.total.articles for outlet in tracking.outlets] == [
        11, 5, 5,
    ]  # fmt: skip


def test_a_longer_term_is_not_also_the_shorter_one_in_it(
    tracking: Tracking, corpus: Corpus, formulas: Glossary, tmp_path: Path
) -> None:
    assert of(tracking, "scs").series.total.articles == 2
    found = scan(
        corpus, formulas.finder, FindOptions(overlapping=True), folder=tmp_path, processes=1
    )
    assert of(track(found, CONCEPTS), "scs").series.total.articles == 4


def test_mentions_of_longer_terms_are_reported(formulas: Glossary, scanned: Scan) -> None:
    shorter, other = BY_ID["scs"], BY_ID["nqpf"]
    longer = longer_terms(formulas.termbase, [shorter, other])
    thought = "习近平新时代中国特色社会主义思想"
    assert longer == {"scs": {("thought", thought)}, "nqpf": frozenset()}
    tracking = track(scanned, [shorter, other], longer=longer)
    terms = (Longer("thought", thought, 2, 2),)
    assert tracking.longer == {"scs": InLonger(terms, 2, "2024-01-23")}
    # They are neither counted nor shown as concepts of their own.
    assert of(tracking, "scs").series.total.articles == 2
    assert {one.series.concept for one in tracking.tracked} == {"scs", "nqpf"}
    shown = "".join(lines(tracking))
    assert (
        f"not counted, in longer terms: 2 since 2024-01-23, in 2 more articles ({thought} 2); "
        "--overlapping counts them"
    ) in shown
    assert shown.count("longer terms") == 1
    found = {one["concept"]: one["longer"] for one in summaries(tracking)}
    assert found["scs"] == [
        {"concept": "thought", "term": thought, "articles": 2, "occurrences": 2}
    ]
    assert found["nqpf"] == []


def test_articles_that_have_a_term_only_in_longer_ones() -> None:
    rows: list[Row] = [("2024-01-01", "", "y"), ("2024-01-02", "", "x y"), ("2024-01-03", "", "x")]
    tracking = track(scan_of(rows), concepts("x"), longer={"x": {("y", "y"), ("z", "z")}})
    assert tracking.longer == {"x": InLonger((Longer("y", "y", 2, 2),), 1, "2024-01-01")}


def test_forms_of_one_concept_within_each_other_count_once(
    corpus: Corpus, formulas: Glossary, tmp_path: Path
) -> None:
    # 清零 is a form of the concept of 动态清零.
    found = scan(
        corpus, formulas.finder, FindOptions(overlapping=True), folder=tmp_path, processes=1
    )
    zero = [BY_ID["zero"]]
    assert track(found, zero).tracked[0].series.total.occurrences == 3
    tracking = track(found, zero, overlapping=True)
    assert tracking.tracked[0].series.total.occurrences == 2


def test_a_vague_date_is_not_the_first_use(tmp_path: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    texts.write_text(
        "\n".join(
            f'{{"date": "{date}", "text": "内卷"}}'
            for date in ("2024", "2024-02-01", "2024-03", "2024-02-09")
        ),
        encoding="utf-8",
    )
    corpus = open_corpus(texts)
    with glossary.open(tmp_path / "own.db", builtin=False) as own:
        own.put(CONCEPTS[1])
        found = scan(corpus, own.finder, folder=tmp_path / "parts", processes=1)
    tracked = with_quotations(track(found, CONCEPTS[1:2], By.YEAR), corpus, 0).tracked[0]
    assert tracked.first
    assert tracked.last
    assert (tracked.first.place.date, tracked.last.place.date) == ("2024-02-01", "2024-03")
    # Nor does a silence begin with it.
    assert tracked.silence
    assert (tracked.silence.after, tracked.silence.texts) == ("2024-02-01", 0)


def test_only_the_chosen_time_has_longer_terms(formulas: Glossary, scanned: Scan) -> None:
    shorter = [BY_ID["scs"]]
    longer = longer_terms(formulas.termbase, shorter)
    tracking = track(scanned, shorter, since="2024-04", longer=longer)
    assert [one.occurrences for one in tracking.longer["scs"].terms] == [1]


def test_quotations_are_the_sentences_of_the_mentions(tracking: Tracking, corpus: Corpus) -> None:
    quotations = [
        quotation
        for one in tracking.tracked
        for quotation in (one.first, one.last, *(q for qs in one.examples.values() for q in qs))
        if quotation
    ]
    assert len(quotations) > 40
    texts = corpus.read({quotation.place.id for quotation in quotations})
    for quotation in quotations:
        text, place = texts[quotation.place.id], quotation.place
        assert text.text[place.start : place.end] == quotation.text
        assert f"{quotation.before}{quotation.text}{quotation.after}" in text.text
        assert (text.date, text.outlet, text.title) == (place.date, place.outlet, quotation.title)


def test_first_and_last_use(tracking: Tracking) -> None:
    tracked = of(tracking, "nqpf")
    assert tracked.first
    assert tracked.last
    assert tracked.first.before == "代表从北京回来，讲得最多的词是"
    assert tracked.last.place.date == "2024-06-16"
    # No month has more quotations than were asked for, and each is of another article.
    for quotations in tracked.examples.values():
        assert 1 <= len({quotation.place.id for quotation in quotations}) == len(quotations) <= 2


def test_a_changed_text_has_no_quotation(scanned: Scan, tmp_path: Path) -> None:
    (tmp_path / "bulletins.jsonl").write_text('{"date": "2024-01-04", "text": "短"}\n', "utf-8")
    tracking = with_quotations(track(scanned, CONCEPTS), open_corpus(tmp_path), 2)
    assert of(tracking, "nqpf").first is None
    assert of(tracking, "nqpf").series.total.articles == 11


def _row(archive: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    file = archive.extractfile(member)
    assert file
    return json.dumps({"date": Path(member.name).stem, "text": file.read().decode()})


def test_the_year_of_bulletins(data: Path, tmp_path: Path) -> None:
    with glossary.open(tmp_path / "own.db", builtin=False) as own:
        own.put(CONCEPTS[0])
        # As plain text: reading Markdown takes longer than finding one term.
        bulletins = tmp_path / "bulletins.jsonl"
        with tarfile.open(data / "corpus" / "cctv-2023-07_2024-06.tar.xz") as archive:
            lines = [_row(archive, member) for member in archive if member.isfile()]
        bulletins.write_text("\n".join(lines), encoding="utf-8")
        corpus = open_corpus(bulletins)
        found = scan(corpus, own.finder, folder=tmp_path / "parts", processes=1)
    tracking = with_quotations(track(found, CONCEPTS[:1], By.MONTH), corpus, 1)
    assert len(tracking.tracked) == 1
    tracked = tracking.tracked[0]
    assert tracked.first
    assert tracked.first.place.date == "2023-09-09"
    assert peak(tracked.series) == "2024-03"
    # Two months with bulletins and without the term are seen.
    assert [point.articles for point in tracked.series.points[:3]] == [0, 0, 2]
    assert "2024-03" in tracked.jumps

"""The example corpus, tracked with a few concepts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import glossary
from glossary import Glossary
from glossary.corpus.scan import Scan, scan
from glossary.corpus.texts import Corpus, open_corpus
from glossary.corpus.track.tracking import Tracking, track, with_quotations
from tests.glossary.conftest import concept, zh
from tests.glossary.corpus.track.tables import EXAMPLE

CONCEPTS = [
    concept("nqpf", [zh("新质生产力", "新質生產力", "xīnzhì shēngchǎnlì")], ["new quality productive forces"]),
    concept("neijuan", [zh("内卷", "內捲", "nèijuǎn")], ["involution"]),
    concept("silk-road", [zh("一带一路", "一帶一路", "Yī Dài Yī Lù")], ["Belt and Road"]),
    concept(
        "zero",
        [zh("动态清零", "動態清零", "dòngtài qīnglíng"), zh("清零", "清零", "qīnglíng")],
        ["dynamic zero"],
    ),
    concept("scs", [zh("中国特色社会主义", "中國特色社會主義", "Zhōngguó tèsè shèhuì zhǔyì")], ["socialism with Chinese characteristics"]),
    concept(
        "thought",
        [zh("习近平新时代中国特色社会主义思想", "習近平新時代中國特色社會主義思想", "Xí Jìnpíng sīxiǎng")],
        ["Xi Jinping Thought"],
    ),
]  # fmt: skip


@pytest.fixture(scope="package")
def formulas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glossary]:
    """A glossary of the concepts above."""
    path: Path = tmp_path_factory.mktemp("formulas") / "formulas.db"
    with glossary.open(path, builtin=False) as opened:
        opened.put(*CONCEPTS)
        yield opened


@pytest.fixture(scope="package")
def corpus() -> Corpus:
    """The example corpus."""
    return open_corpus(EXAMPLE.parent)


@pytest.fixture(scope="package")
def scanned(corpus: Corpus, formulas: Glossary, tmp_path_factory: pytest.TempPathFactory) -> Scan:
    """The example corpus with the mentions in it."""
    return scan(corpus, formulas.finder, folder=tmp_path_factory.mktemp("parts"), processes=1)


@pytest.fixture(scope="package")
def tracking(corpus: Corpus, scanned: Scan) -> Tracking:
    """All concepts, by month, in all outlets, with quotations."""
    return with_quotations(track(scanned, CONCEPTS, few=6), corpus, 2)

"""A glossary with levels, and terms of the user's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import glossary
from glossary import Glossary
from termbase.model.concept import Concept, Language, Term
from termbase.store import Store
from termbase.termbase import Termbase

ZH, EN = Language.CHINESE, Language.ENGLISH


@pytest.fixture(scope="session")
def layered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glossary]:
    """A glossary with a common term, a rare one, and one of the user's own."""
    folder: Path = tmp_path_factory.mktemp("layered")
    builtin, own = Store(folder / "builtin.db"), Store(folder / "own.db")
    builtin.put(
        [
            Concept("renmin", (Term(ZH, "人民"), Term(EN, "the people")), level=1),
            Concept("luoguan", (Term(ZH, "裸官"), Term(EN, "naked official")), level=4),
        ]
    )
    own.put([Concept("cunba", (Term(ZH, "村霸"), Term(EN, "village tyrant")), level=1)])
    opened = Glossary(Termbase(own, builtin))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glossary]:
    """A glossary of words that are in most texts, for files of any kind."""
    words = {"改革开放": "reform and opening up", "乡村振兴": "rural revitalization",
             "我們": "we", "机构": "institution", "知识": "knowledge", "作战": "combat",
             "描述": "describe", "版本": "the world", "最佳化": "project", "视频": "title"}  # fmt: skip
    with glossary.open(tmp_path_factory.mktemp("common") / "own.db", builtin=False) as opened:
        for number, (chinese, english) in enumerate(words.items()):
            opened.put(Concept(f"word-{number}", (Term(ZH, chinese), Term(EN, english))))
        yield opened

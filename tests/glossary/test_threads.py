"""Threads that share one Glossary: find, lookup, put and search at the same time."""

from __future__ import annotations

from pathlib import Path

import glossary
from tests.glossary.conftest import CONCEPTS, concept, zh
from tests.processes import in_threads


def test_find_lookup_put_and_search_together(tmp_path: Path) -> None:
    text = "中纪委通报了三名裸官，国企改革。"
    with glossary.open(tmp_path / "team.db", builtin=False) as g:
        g.put(*CONCEPTS)
        expected = [mention.concept.id for mention in g.find(text)]

        def work(number: int) -> None:
            for turn in range(4):
                if number == 0:
                    g.put(concept(f"new-{turn}", [zh(f"新词{turn}号", "", "")], [f"word {turn}"]))
                    assert g.lookup(f"新词{turn}号")[0].concept.id == f"new-{turn}"
                    assert [m.concept.id for m in g.find(f"“新词{turn}号”")] == [f"new-{turn}"]
                elif number == 1:
                    g.memory.add(f"第{turn}名裸官", f"naked official no. {turn}")
                    assert g.memory.search(f"第{turn}名裸官", 100)
                elif number == 2:
                    g.add(f"内卷{turn}", ["involution"])
                else:
                    assert [mention.concept.id for mention in g.find(text)] == expected
                    assert g.lookup("luoguan")[0].concept.id == "luoguan"
                    assert g.memory.search("没有") == []

        in_threads(work)
        assert len(g.termbase) == len(CONCEPTS) + 8
        assert len(g.memory) == 4

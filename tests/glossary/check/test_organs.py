"""Organs that a translation turns into another one, and paragraphs that are fewer there."""

from __future__ import annotations

from pathlib import Path

import pytest

import glossary
from glossary import Glossary
from tests.glossary.conftest import Run


@pytest.fixture(scope="module")
def builtin() -> Glossary:
    return glossary.open()


@pytest.mark.parametrize(
    ("source", "target", "marked"),
    [
        ("全国人大常委会通过了该法。", "The National People's Congress adopted the law.", "全国人大常委会"),
        ("國務院辦公廳印發通知。", "The State Council issued a notice.", "國務院辦公廳"),
        ("他任省委常委。", "He is a member of the provincial committee.", "省委常委"),
        ("中共中央办公厅发文。", "The CPC Central Committee issued a document.", "中共中央办公厅"),
        ("中央政治局开会。", "The Political Bureau Standing Committee met.", "中央政治局"),
        ("国务院发布白皮书。", "The State Council Information Office released a paper.", "国务院"),
        (
            "The NPC Standing Committee adopted the law.",
            "全国人大通过了该法。",
            "NPC Standing Committee",
        ),
    ],
)  # fmt: skip
def test_another_organ(builtin: Glossary, source: str, target: str, marked: str) -> None:
    found = [one for one in builtin.check(source, target) if one.rule == "term-missing"]
    assert [source[slice(*(one.source_span or (0, 0)))] for one in found] == [marked]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("全国人大常委会通过了该法。", "The Standing Committee of the NPC adopted the law."),
        ("全国人大常委会通过了该法。", "The NPCSC adopted the law."),
        ("國務院辦公廳印發通知。", "The State Council's General Office issued a notice."),
        ("国务院发布白皮书。", "The State Council released a white paper."),
        ("国新办举行发布会。", "The State Council Information Office held a press conference."),
        ("中央政治局会议", "a meeting of the Political Bureau of the CPC Central Committee"),
        ("据总台央视报道", "CCTV reported"),
        ("东盟与中日韩（10+3）合作", "ASEAN Plus Three cooperation"),
        ("東盟+3宏觀經濟研究辦公室", "ASEAN+3 Macroeconomic Research Office"),
        ("东盟与中日韩领导人会议", "the ASEAN Plus Three summit"),
        ("全国人大通过了该法。", "The NPC adopted the law."),
    ],
)
def test_the_same_organ(builtin: Glossary, source: str, target: str) -> None:
    assert [one.message for one in builtin.check(source, target)] == []


def test_a_line_that_is_left_out(run: Run, tmp_path: Path) -> None:
    for name, text in (("a.zh.txt", "第一行。\n第二行。\n"), ("a.en.txt", "The first line.\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    code, out, _ = run("check", str(tmp_path / "a.zh.txt"), str(tmp_path / "a.en.txt"))
    assert code == 1
    assert "2 lines are 1 in the translation" in out


def test_a_short_line_without_a_counterpart(run: Run, tmp_path: Path) -> None:
    source = "会议于周一开幕。\n代表们听取了报告。\n会议将于周五闭幕。\n"
    target = "The meeting opened on Monday.\nThe meeting will close on Friday.\n"
    for name, text in (("a.zh.txt", source), ("a.en.txt", target)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    out = run("check", str(tmp_path / "a.zh.txt"), str(tmp_path / "a.en.txt"))[1]
    assert "a short sentence seems to be left out [omitted]\n  zh  代表们听取了报告。" in out

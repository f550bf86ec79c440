"""A small glossary whose every term is known to the tests, and the command as a user calls it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

import glossary
from glossary import Glossary
from glossary.cli import main
from termbase.model.concept import Concept, Cues, Language, Status, Term, Usage

ZH, EN = Language.CHINESE, Language.ENGLISH


def concept(name: str, chinese: list[Term], english: list[str | Term], gloss: str = "") -> Concept:
    """A concept; the first term of each language is preferred."""
    terms = [term if isinstance(term, Term) else Term(EN, term) for term in english]
    return Concept(name, (*chinese, *terms), gloss=gloss)


def zh(text: str, traditional: str, pinyin: str, **rest: object) -> Term:
    return Term(ZH, text, traditional=traditional, pinyin=pinyin, **rest)  # type: ignore[arg-type]


CONCEPTS = [
    Concept(
        "luoguan",
        (
            zh("裸官", "裸官", "luǒguān", status=Status.PREFERRED),
            Term(
                EN, "naked official", status=Status.PREFERRED, usage=(Usage.OFFICIAL, Usage.MEDIA)
            ),
            Term(EN, "bare bureaucrat", status=Status.DEPRECATED, usage=(Usage.LITERAL,)),
        ),
        subject="corruption",
        gloss="An official whose family and money are abroad.",
        literal="naked official",
        note="Coined on the internet.",
    ),
    concept(
        "jinchantuoqiao",
        [zh("金蝉脱壳", "金蟬脫殼", "jīnchán-tuōqiào")],
        ["the cicada sloughs off its shell", "slough off one's shell"],
    ),
    concept(
        "ccdi",
        [
            zh("中央纪律检查委员会", "中央紀律檢查委員會", "Zhōngyāng Jìlǜ Jiǎnchá Wěiyuánhuì"),
            zh("中央纪委", "中央紀委", "Zhōngyāng Jìwěi"),
            zh("中纪委", "中紀委", "Zhōngjìwěi"),
        ],
        ["Central Commission for Discipline Inspection", "CCDI"],
    ),
    concept(
        "party",
        [
            zh("中国共产党", "中國共產黨", "Zhōngguó Gòngchǎndǎng"),
            zh("共产党", "共產黨", "Gòngchǎndǎng"),
            zh("中共", "中共", "Zhōnggòng"),
        ],
        ["Chinese Communist Party", "CCP", "the Party"],
    ),
    concept("gaige-kaifang", [zh("改革开放", "改革開放", "gǎigé kāifàng")], ["reform and opening"]),
    concept("gaige", [zh("改革", "改革", "gǎigé")], [Term(EN, "economic reform")]),
    concept("guohui", [zh("国会", "國會", "guóhuì")], ["National Assembly"]),
    concept("dangwei", [zh("党委", "黨委", "dǎngwěi")], ["party committee"]),
    concept(
        "laohu",
        [zh("老虎", "老虎", "lǎohǔ", cues=Cues(("腐", "落马", "corrupt"), ("动物园",)))],
        [Term(EN, "tiger", cues=Cues(("corrupt", "graft"), ("zoo", "Woods")))],
    ),
    concept("guofang", [zh("国防部", "國防部", "Guófángbù")], ["Ministry of National Defense"]),
    concept("lianghui", [zh("两会", "兩會", "liǎnghuì")], ["Two Sessions"]),
    concept(
        "soe",
        [zh("国有企业", "國有企業", "guóyǒu qǐyè"), zh("国企", "國企", "guóqǐ")],
        ["state-owned enterprise", "SOE"],
    ),
    concept(
        "study-times",
        [zh("学习时报", "學習時報", "Xuéxí Shíbào")],
        [Term(EN, "Study Times", inflects=False)],
    ),
    concept("us", [zh("美国", "美國", "Měiguó")], ["US"]),
    concept(
        "yiguoliangzhi",
        [zh("一国两制", "一國兩制", "yī guó liǎng zhì")],
        ["one country, two systems"],
    ),
    concept("23tiao", [zh("23条立法", "23條立法", "23 tiáo lìfǎ")], ["Article 23 legislation"]),
    concept("xi", [zh("习近平", "習近平", "Xí Jìnpíng")], ["Xi Jinping"]),
    concept("li", [zh("里面", "裡面", "lǐmiàn", hong_kong="裏面")], ["inside the system"]),
    concept("astral", [zh("𠮷野家", "𠮷野家", "Jíyějiā")], ["Yoshinoya"]),
    concept(
        "dedao",
        [zh("德才兼备、以德为先", "德才兼備、以德為先", "dé cái jiānbèi, yǐ dé wéi xiān")],
        ["both integrity and ability, with priority given to integrity"],
    ),
]


@pytest.fixture(scope="session", autouse=True)
def compiled_for_all(compiled: None) -> None:
    """No command of these tests announces that it compiles."""


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glossary]:
    """A glossary of the concepts above."""
    path: Path = tmp_path_factory.mktemp("small") / "small.db"
    with glossary.open(path, builtin=False) as opened:
        opened.put(*CONCEPTS)
        yield opened


@pytest.fixture(scope="session")
def certain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glossary]:
    """The same, but no sense depends on the surroundings."""
    path: Path = tmp_path_factory.mktemp("certain") / "certain.db"
    with glossary.open(path, builtin=False) as opened:
        for one in CONCEPTS:
            terms = tuple(replace(term, cues=Cues()) for term in one.terms)
            opened.put(replace(one, terms=terms))
        yield opened


class Result(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Call the command in an empty folder, with a base of its own that is not made yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GLOSSARY_BASE", str(tmp_path / "own.db"))

    def call(*args: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["glossary", *args])
        capfd.readouterr()
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        code = stop.value.code
        return Result(code if isinstance(code, int) else 0, out, err)

    return call

"""Whose institution a name means that every polity has."""

from __future__ import annotations

import pytest

import glossary
from glossary import Glossary
from glossary.find import Finder
from glossary.find.polities import POLITIES, markers
from termbase.model.concept import Concept, Cues
from tests.glossary.conftest import zh

SHARED = Cues((), ("@polity",))


@pytest.fixture(scope="module")
def ministries(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    base = glossary.open(tmp_path_factory.mktemp("polity") / "own.db", builtin=False)
    ministry = zh("外交部", "外交部", "Wàijiāobù", cues=SHARED)
    base.put(Concept("mfa", (ministry,), polity="mainland"))
    base.put(Concept("mfa-tw", (ministry,), polity="taiwan"))
    law = zh("宪法", "憲法", "xiànfǎ", cues=SHARED)
    base.put(Concept("xianfa", (law,), polity="mainland"))
    legislature = zh("立法院", "立法院", "Lìfǎyuàn")
    base.put(Concept("lifayuan", (legislature,), polity="taiwan"))
    return base


def found(g: Glossary, text: str, polity: str = "") -> list[str]:
    return [mention.concept.id for mention in g.find(text, polity=polity)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("外交部今天答记者问。", ["mfa"]),
        ("台湾外交部今天答记者问。", ["mfa-tw"]),
        ("臺灣的外交部今天回應。", ["mfa-tw"]),
        ("日本外交部今天答记者问。", []),
        ("中國外交部與台灣外交部各說各話。", ["mfa", "mfa-tw"]),
        ("立法院三讀。\n\n外交部說明。", ["lifayuan", "mfa-tw"]),
        ("立法院三讀，違反憲法。", ["lifayuan"]),
        ("唐朝的外交部", []),
        ("我国外交部重申立场。", ["mfa"]),
        ("我國外交部重申立場，強調台灣不變。", ["mfa-tw"]),
    ],
)
def test_the_polity_chooses_the_homonym(
    ministries: Glossary, text: str, expected: list[str]
) -> None:
    assert found(ministries, text) == expected


def test_the_reader_may_name_the_polity(ministries: Glossary) -> None:
    assert found(ministries, "外交部說明。", "taiwan") == ["mfa-tw"]
    assert found(ministries, "外交部說明。", "mainland") == ["mfa"]
    assert found(ministries, "外交部說明。", "abroad") == []
    # An attribute right before the name is stronger.
    assert found(ministries, "中國外交部說明。", "taiwan") == ["mfa"]


def test_the_first_text_is_decided_as_later_ones(ministries: Glossary) -> None:
    text = "台湾外交部说明，日本外交部没有回应。"
    finder = Finder(ministries.termbase)
    assert finder.find(text) == finder.find(text)
    assert [mention.start for mention in finder.find(text)] == [2]


def test_an_unknown_polity_is_refused(ministries: Glossary) -> None:
    with pytest.raises(ValueError, match="invalid polity 'narnia'; expected one of mainland, "):
        ministries.find("外交部", polity="narnia")


def test_every_polity_has_markers() -> None:
    assert tuple(markers()) == POLITIES
    for polity, found in markers().items():
        assert found.attributes, polity
        assert all(cue.startswith("~") or cue.endswith("~") for cue in found.attributes)

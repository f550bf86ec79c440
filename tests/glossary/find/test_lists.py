"""Names of persons in lists."""

from __future__ import annotations

import pytest

from glossary import Glossary
from tests.builtin import builtin


def persons(text: str) -> set[str]:
    found: Glossary = builtin()
    return {one.text for one in found.find(text) if one.concept.kind == "person"}


@pytest.mark.parametrize(
    "text",
    [
        "王毅、石泰峰、【咸辉】到会。", "昨天到会的有【巴特爾】、沈躍躍和何厚鏵。",
        "出席的是何报翔、【陈武】、穆虹，散会时已近六点。",
    ],
)  # fmt: skip
def test_a_name_beside_a_known_person_in_a_list(text: str) -> None:
    name = text[text.index("【") + 1 : text.index("】")]
    assert name in persons(text.replace("【", "").replace("】", ""))


@pytest.mark.parametrize("text", ["到会的有张婷、咸辉、刘倩倩。", "咸辉把钥匙交给了邻居。"])
def test_a_name_beside_nobody_known(text: str) -> None:
    assert persons(text) == set()


def test_a_cue_against_a_name_counts_in_a_list_too() -> None:
    assert persons("王毅、陈武术教练和家长。") == {"王毅"}

"""The columns of a table of terms: what people write above them, and what it means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from termbase.errors import InputError
from termbase.language.script import fold

COLUMNS = (
    "id",
    "subject",
    "kind",
    "simplified",
    "traditional",
    "pinyin",
    "english",
    "gloss",
    "literal",
    "note",
    "status",
    "usage",
    "source",
)
# In simplified characters; those in traditional ones mean the same.
_HEADINGS = {
    "simplified": "simplified chinese, chinese, chinese (simplified), chinese (prc), "
    "chinese (china), chinese (simplified; china), chinese term, zh, zh-cn, zh-hans, zh-hans-cn, "
    "chi, zho, 简体, 简体中文, 中文 (简体), 简体字, 简化字, 中文, 中文术语, 中文名, 中文名称, "
    "中文词条, 汉语, 汉字, 词条, 词语, 词汇, 术语",
    "traditional": "traditional chinese, chinese (traditional), chinese (taiwan), "
    "chinese (hong kong), chinese (traditional; taiwan), zh-tw, zh-hk, zh-hant, zh-hant-tw, "
    "zh-hant-hk, 繁体, 繁体中文, 中文 (繁体), 繁体字, 正体, 正体字, 正体中文",
    "pinyin": "hanyu pinyin, 拼音, 汉语拼音",
    "english": "en, en-us, en-gb, eng, english (us), english (uk), english (united states), "
    "english (united kingdom), english term, english translation, translation, "
    "英文, 英语, 英译, 英文译名, 英文翻译, 英文术语, 英文名, 英文名称, 译文, 译名, 翻译",
    "gloss": "definition, meaning, explanation, 释义, 解释, 定义, 含义, 意思",
    "literal": "literally, literal translation, 直译, 字面意思",
    "note": "notes, remark, remarks, comment, comments, 备注, 注释, 注解, 附注, 说明",
    "subject": "domain, field, subject field, topic, 主题, 领域, 学科, 分类, 专业",
    "kind": "type, category, 类型, 类别, 种类",
    "status": "term status, 状态, 术语状态",
    "usage": "used by, register, 用法, 使用者",
    "source": "sources, reference, references, 来源, 出处, 资料来源, 参考",
    "id": "identifier, 编号, 标识",
}
_SPACE = re.compile(r"[\s_-]+")


def _bare(heading: str) -> str:
    """A heading without what people write now in one way, now in another."""
    plain = unicodedata.normalize("NFKC", heading.removeprefix("\ufeff")).casefold()
    return fold(_SPACE.sub(" ", plain).replace(" (", "(").replace(",", ";").strip())


@cache
def _meanings() -> dict[str, str]:
    return {
        _bare(heading): column
        for column, headings in _HEADINGS.items()
        for heading in (column, *headings.split(", "))
    }


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        heading: What stands above it.
        field: One of :data:`COLUMNS`; ``foreign`` for what is kept under its heading, empty for
            what is left out.
    """

    heading: str
    field: str


def column_of(heading: str) -> Column:
    """The column that a heading means, in English or in Chinese."""
    return Column(heading, _meanings().get(_bare(heading), "foreign"))


def columns_of(headings: Sequence[str], column_map: Mapping[str, str], file: str) -> list[Column]:
    """The columns of a table.

    Args:
        headings: Those of the table.
        column_map: Fields that the user assigns to headings; an empty field leaves the column
            out.
        file: What to call it in messages.

    Raises:
        InputError: If there is no such heading, or no such field.
    """
    said = {_bare(heading): field for heading, field in column_map.items()}
    for heading, field in column_map.items():
        if field and field not in COLUMNS:
            known = ", ".join(COLUMNS)
            raise InputError(f"{file}: --map {heading}={field}: no such field; known: {known}")
        if _bare(heading) not in map(_bare, headings):
            there = ", ".join(filter(None, headings)) or "none"
            raise InputError(f"{file}: --map {heading}={field}: no such heading; there: {there}")
    return [
        Column(heading, said.get(_bare(heading), column_of(heading).field)) for heading in headings
    ]


def has_terms(headings: Sequence[str], column_map: Mapping[str, str]) -> bool:
    """Whether there is a column of Chinese terms among some headings."""
    said = {_bare(heading): field for heading, field in column_map.items()}
    fields = (said.get(_bare(heading), column_of(heading).field) for heading in headings)
    return any(field in ("simplified", "traditional") for field in fields)

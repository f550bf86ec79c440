"""The columns of a table of terms: known headings of many tools, and their fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from termbase.errors import InputError
from termbase.language.script import fold
from termbase.model.concept import Language
from termbase.model.tags import parse_language_name

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
# Fields beyond our own columns: a term whose language the cells tell, the language of the term in
# a row, and a flag that forbids a term.
TERM, LANGUAGE, FORBIDDEN = "term", "language", "forbidden"
# Columns that are written only where they are needed: regional forms, statuses of Chinese terms.
TAIWAN, HONG_KONG, CHINESE_STATUS = "taiwan", "hong kong", "chinese status"
OPTIONAL = (TAIWAN, HONG_KONG, CHINESE_STATUS)
# The columns of Chinese terms.
CHINESE = ("simplified", "traditional", TAIWAN, HONG_KONG)
# What the cells of such a flag say, in lower case.
YES = frozenset("yes y true 1 x ✓ ✔ 是 对 forbidden".split())
# A column that is kept under its heading, for export to tables only.
OTHER = "pass-through"

# In simplified characters; headings in traditional ones are folded to these.
_HEADINGS = {
    "simplified": "simplified chinese, chinese simplified, chinese, chinese (simplified), "
    "chinese (prc), "
    "chinese (china), chinese (simplified; china), chinese (simplified; prc), chinese term, "
    "chinese translation, chinese name, mandarin, 简体, 简体中文, 中文 (简体), 中文 (中国), "
    "中文 (大陆), 简体字, 简化字, 简中, 中文, 中文名, 中译, 汉语, 汉字, 汉译, 华文, 国语, "
    "大陆用语, 大陆译名",
    "traditional": "traditional chinese, chinese traditional, chinese (traditional), "
    "繁体, 繁体中文, 中文 (繁体), 繁体字, 正体, 正体字, 正体中文, 繁中",
    TAIWAN: "chinese (taiwan), chinese (traditional; taiwan), 中文 (台湾), 繁体中文 (台湾), "
    "台湾用语, 台湾译名",
    HONG_KONG: "chinese (hong kong), chinese (traditional; hong kong), 中文 (香港), "
    "繁体中文 (香港), 香港用语, 香港译名, chinese (macau)",
    "pinyin": "hanyu pinyin, pronunciation, romanization, 拼音, 汉语拼音, 读音",
    "english": "english (us), english (uk), english (united states), english (united kingdom), "
    "english term, english translation, english name, 英文, 英语, 英译, 英文名",
    "gloss": "definition, description, meaning, explanation, english definition, "
    "source definition, term description, 释义, 解释, 定义, 含义, 意思, 描述",
    "literal": "literally, literal translation, 直译, 字面意思",
    "note": "notes, remark, remarks, comment, comments, usage note, usage notes, "
    "备注, 注释, 注解, 附注, 说明, 评论, 注",
    "subject": "domain, domains, field, subject field, topic, subject area, e domains, 主题, "
    "领域, 学科, 分类, 专业, 学科领域",
    "kind": "type, category, concept type, 类型, 类别, 种类",
    "status": "term status, t evaluation, evaluation, approval status, usage status, 状态, "
    "术语状态, 使用状态",
    "usage": "used by, register, 用法, 使用者",
    "source": "sources, reference, references, 来源, 出处, 资料来源, 参考",
    "id": "identifier, concept id, entry id, term id, termid, e id, iate id, 编号, 标识",
    TERM: "terms, target, source term, target term, source text, target text, term name, "
    "translation, translations, translated term, t term, entry, phrase, text, original, word, "
    "原文, 译文, 原词, 译词, 原语, 源语, 目标语, 源文, 源语言, 目标语言, 源术语, 目标术语, 术语, "
    "词条, 词语, 词汇, 单词, 译名, 译法, 译语, 翻译, 名词, 名称, 表达, 说法, 对应词, "
    "全称, 简称, 缩写",
    LANGUAGE: "lang, language code, lang code, l code, locale, 语言, 语种, 语言代码",
    CHINESE_STATUS: "status of chinese, 中文术语状态",
    FORBIDDEN: "is forbidden, do not use, 禁用",
}
# Other headings of glossaries, so that a row of them is known as a header.
_OTHERS = (
    "context, tags, part of speech, partofspeech, pos, gender, case sensitive, casesensitive, "
    "translatable, matching, client, project, created, modified, creator, author, date, url, "
    "image, number, no, no., #, key, location, fuzzy, developer comments, translator comments, "
    "developer_comments, translator_comments, approved, string category, product, t type, "
    "t reliability, reliability, explanation language, 词性, 序号, 上下文, 例句, 作者, 日期, 标签"
)
# Codes, and places, which may also be terms: they alone make no header.
_LANGUAGES = {
    "simplified": "zh, zh cn, zh hans, zh hans cn, zh sg, zho, chi, cmn, cn, chs, zhcn, sc, 中, "
    "简, 大陆",
    "traditional": "zh hant, cht, tc, 繁",
    TAIWAN: "zh tw, zh hant tw, zhtw, tw, taiwan, 台湾",
    HONG_KONG: "zh hk, zh hant hk, zh mo, zh hant mo, hk, hong kong, 香港, 港澳",
    "english": "en, en us, en gb, en uk, en au, en ca, eng, enus, engb, 英",
}
# Names of other languages, whose terms are not taken for English ones; and codes of languages.
_FOREIGN = re.compile(
    "german|deutsch|french|fran[cç]ais|spanish|espa[nñ]ol|italian|portugu[eê]s|russian|japanese|"
    "korean|vietnamese|thai|arabic|dutch|nederlands|polish|polski|turkish|indonesia|malay|swedish|"
    "czech|ukrainian|hindi|latin|[日韩法德俄泰藏蒙][语文]|西班牙|葡萄牙|意大利|越南|阿拉伯|马来|"
    "拉丁|学名|^[a-z]{2}(?: [a-z]{2,4})?$"
)
_SPACE = re.compile(r"[\s_/-]+")
# ``Term [English]``, ``Term (en)``, ``translation_zh_CN``, ``zh_CN_description``, ``note_en``.
_SUFFIXED = re.compile(r"(?P<word>.+?)(?: ?[\[(:] ?| )(?P<language>[^\[\](:]+?)[\])]?")
# ``Term in Chinese (Simplified)``.
_IN = re.compile(r"(?P<word>.+?) in (?P<language>.+)")
# Columns of synonyms: ``英文1``, ``English 2``, ``英文（2）``.
_NUMBERED = re.compile(r"(?P<heading>.*[^\d# (]) ?(?:\(\d{1,2}\)|\[\d{1,2}\]|#?\d{1,2})")
_PREFIXED = re.compile(r"(?P<language>.+?) (?P<word>\S+(?: \S+)?)")
# ``英文译法``, ``中文术语``, ``英语释义``.
_JOINED = re.compile(r"(?P<language>简体中文|繁体中文|中文|汉语|简体|繁体|英文|英语)(?P<word>.+)")


def _bare(heading: str) -> str:
    """Return a heading without differences of case, width, script and separators."""
    plain = unicodedata.normalize("NFKC", heading.removeprefix("\ufeff")).casefold()
    return fold(_SPACE.sub(" ", plain).replace(" (", "(").replace(",", ";").strip(" *"))


@cache
def _fields() -> dict[str, str]:
    fields = {_bare(name): OTHER for name in _OTHERS.split(", ")}
    fields |= {
        _bare(heading): field
        for field, headings in _HEADINGS.items()
        for heading in (field, *headings.split(", "))
    }
    return fields


@cache
def _codes() -> dict[str, str]:
    return {_bare(code): field for field, codes in _LANGUAGES.items() for code in codes.split(", ")}


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        heading: Its heading; empty if there is none.
        field: One of :data:`COLUMNS`, :data:`OPTIONAL`, :data:`TERM`, :data:`LANGUAGE`,
            :data:`FORBIDDEN` or :data:`OTHER`; empty for a column that is left out.
        is_known: True if the heading is a known word, and no language code.
        is_code: True if the heading is a language code and nothing else.
    """

    heading: str
    field: str
    is_known: bool = True
    is_code: bool = False


def column_of(heading: str) -> Column:
    """Return the column of a heading, in English or in Chinese."""
    bare = _bare(heading)
    if code := _codes().get(bare):
        return Column(heading, code, is_known=False, is_code=True)
    if field := _fields().get(bare.removeprefix("concept ")) or _with_language(bare):
        return Column(heading, field)
    if numbered := _NUMBERED.fullmatch(bare):
        column = column_of(numbered["heading"])
        if column.field in (*CHINESE, "pinyin", "english", TERM):
            return column._replace(heading=heading, is_known=True, is_code=False)
    return Column(heading, OTHER, is_known=False)


def is_foreign(heading: str) -> bool:
    """Return True if a heading names a language other than Chinese and English."""
    return _FOREIGN.search(_bare(heading)) is not None


def is_source(heading: str) -> bool:
    """Return True if a heading says that its column is the source of a translation."""
    return _bare(heading).startswith(("source", "original", "原", "源"))


def is_target(heading: str) -> bool:
    """Return True if a heading says that its column is the target of a translation."""
    return _bare(heading).startswith(("target", "translat", "译", "翻译", "目标"))


def _with_language(bare: str) -> str:
    """Return the field of a heading that joins a word and a language; empty if it does not."""
    for pattern in (_IN, _SUFFIXED, _PREFIXED, _JOINED):
        if not (match := pattern.fullmatch(bare)):
            continue
        language = _language(match["language"])
        field = _fields().get(match["word"].strip(), "")
        if language and field in (TERM, "english", "simplified"):
            return language
        if language and field:
            # Of a definition in each language the English one is the gloss.
            in_chinese = {"gloss": OTHER, "status": CHINESE_STATUS}
            return field if language == "english" else in_chinese.get(field, field)
        if field == TERM and re.fullmatch(r"[a-z]{2,3}(?: [a-z]{2,4})?", match["language"]):
            return OTHER
    return ""


def _language(name: str) -> str:
    field = _codes().get(name) or _fields().get(name, "")
    if field in (*CHINESE, "english"):
        return field
    variety = parse_language_name(name)
    if variety is None or variety.language is Language.ENGLISH:
        return "english" if variety else ""
    return variety.attribute.replace("_", " ").replace("text", "") or "simplified"


def columns_of(headings: Sequence[str], column_map: Mapping[str, str], file: str) -> list[Column]:
    """Return the columns of a table.

    Args:
        headings: Its headings.
        column_map: Fields that the user assigns to headings, or to numbers of columns from 1; an
            empty field leaves the column out.
        file: Its name in messages.

    Raises:
        InputError: If a heading or a field does not exist.
    """
    assigned = {_bare(heading): field for heading, field in column_map.items()}
    numbers = {str(number) for number in range(1, len(headings) + 1)}
    for heading, field in column_map.items():
        if field and field not in (*COLUMNS, *OPTIONAL):
            known = ", ".join((*COLUMNS, *OPTIONAL))
            raise InputError(
                f"{file}: columns (--map) {heading}={field}: unknown field; "
                f"expected one of: {known}"
            )
        if _bare(heading) not in {*map(_bare, headings), *numbers}:
            there = ", ".join(filter(None, headings)) or "none"
            raise InputError(
                f"{file}: columns (--map) {heading}={field}: heading not found; headings: {there}"
            )
    columns = []
    for number, heading in enumerate(headings, 1):
        name = assigned.get(_bare(heading), assigned.get(str(number)))
        columns.append(column_of(heading) if name is None else Column(heading, name))
    return columns

"""Completeness: what is not translated, and what is there twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule, Span
from termbase.language.script import HAN
from termbase.language.sentences import sentence_spans
from termbase.model.concept import Language

UNTRANSLATED = Rule(
    "untranslated",
    Severity.MAJOR,
    IssueType.UNTRANSLATED,
    "A segment without a translation, or a part of it that is left in the source language.",
)
DOUBLED_SENTENCE = Rule(
    "doubled-sentence",
    Severity.MAJOR,
    IssueType.DUPLICATION,
    "A sentence that is twice in a translation, but not in the source.",
)

_LETTER = re.compile(rf"[{HAN}A-Za-z]")
# Numerals, and what they count: 第三章 may be *3.* in a translation.
_NUMBERED = (
    "〇零一二三四五六七八九十百千万萬亿億兆两兩第年月"
    "日号號时時分秒章节節条條款项項页頁期卷图圖表元点點"
)
_WORD_OF = {
    Language.CHINESE: re.compile(rf"(?![{_NUMBERED}])[{HAN}](?![{_NUMBERED}])[{HAN}]"),
    Language.ENGLISH: re.compile(
        r"\b(?!(?:one|two|three|four|five|six|seven|eight|nine|ten|hundred|thousand|[mb]illion"
        r"|percent|yuan|dollars?|chapter|section|part|article|figure|table|page|volume|no"
        r"|january|february|march|april|may|june|july|august|september|october|november|december)\b)"
        r"[a-z]{3,}",
        re.IGNORECASE,
    ),
}
_HAN_RUN = re.compile(rf"[{HAN}](?:[{HAN}、，：；“”‘’《》]*[{HAN}])?")
# A text in brackets or quotation marks names the Chinese term on purpose.
_QUOTED = re.compile(
    r"""[(（\[][^()（）\[\]]*[)）\]]|“[^”]*”|"[^"]*"|‘[^’]*’|「[^」]*」|《[^》]*》"""
)
_WORDS = re.compile(r"[A-Za-z][A-Za-z’'-]*(?:,? [A-Za-z][A-Za-z’'-]*)+")
_LOWER = re.compile(r"\b[a-z]{2,}\b")
# Names have hardly any words in lower case: 'Bank for International Settlements'; commands and
# lists of names have no words of grammar.
_LEAST_LOWER = 3
_GRAMMAR = re.compile(
    r"\b(?:the|an?|of|to|and|in|is|are|was|were|for|with|that|by|on|at|from|as|be|have|has|had|it|its|"
    r"this|these|which|not|or|but|will|they|you|we|he|she)\b",
    re.IGNORECASE,
)
# A single word in Chinese text that is hardly the name of a program, function or field, as words
# without these endings often are; one in capitals is a name, one with a digit or a point a code.
_FORMS = "ated|ened|ised|ized|ified|ously?|fully?|less|ness|ively|ically|ably|ingly|edly|ities"
_CHINESE = f"[{HAN}，。；：！？、”》」]"
_SINGLE = re.compile(rf"(?<={_CHINESE}) ?(?P<word>[a-z]{{4,}}(?:{_FORMS}))(?= ?{_CHINESE})")
_CODE = re.compile(r"`[^`]*`|<[^>]*>|\{[^}]*\}|\S*[\d_/\\.=@#$%*+-]+\w\S*")
_SHORTEST_HAN = 2
_SHORTEST_SENTENCE = 6
_TWICE = re.compile(r"(.{2,}?)\s*(\1)\s*", re.DOTALL)


def untranslated(segment: Segment, _: Job) -> Iterator[Issue]:
    """Yield what is left in the source language."""
    source, target = segment.source, segment.target
    if not target.strip():
        # An aligner's row with one side is a sentence left out.
        if segment.is_certain and _LETTER.search(source):
            yield Issue(UNTRANSLATED, "no translation", (0, len(source)), (0, len(target)))
    elif not _LETTER.search(target):
        word = _WORD_OF[segment.source_language].search(source)
        if segment.is_certain and word:
            yield Issue(UNTRANSLATED, "no word is translated", (0, len(source)), (0, len(target)))
    elif segment.is_into_chinese:
        yield from _left_english(segment)
    else:
        yield from _left_chinese(segment)


def _left_chinese(segment: Segment) -> Iterator[Issue]:
    target = segment.target
    if target.isascii():
        return
    quoted = [match.span() for match in _QUOTED.finditer(target)]
    runs = [match.span() for match in _HAN_RUN.finditer(target)]
    for span in _joined([run for run in runs if not _is_inside(run, quoted)], segment):
        text = target[slice(*span)]
        if len(text) >= _SHORTEST_HAN:
            start = segment.source.find(text)
            source = (start, start + len(text)) if start >= 0 else None
            yield Issue(UNTRANSLATED, f"'{text}' is not translated", source, span)


def _joined(runs: list[Span], segment: Segment) -> list[Span]:
    """Return runs as one that the source has as one: 于2020年3月5日."""
    joined: list[Span] = []
    for start, end in runs:
        if joined and segment.target[joined[-1][0] : end] in segment.source:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _left_english(segment: Segment) -> Iterator[Issue]:
    quoted = [match.span() for match in _QUOTED.finditer(segment.target)]
    for match in _WORDS.finditer(segment.target):
        words = match[0]
        start = segment.source.find(words)
        is_text = len(_LOWER.findall(words)) >= _LEAST_LOWER and _GRAMMAR.search(words)
        if start >= 0 and is_text and not _is_inside(match.span(), quoted):
            yield Issue(
                UNTRANSLATED,
                f"'{words}' is not translated",
                (start, start + len(words)),
                match.span(),
            )


def left_words(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield single English words in Chinese, as in 如此concentrated.

    A word that is left in several segments is left on purpose.
    """
    found = [
        (segment, match)
        for segment in job.segments
        if segment.is_into_chinese
        for match in _words_left(segment)
    ]
    segments: dict[str, set[int]] = defaultdict(set)
    for segment, match in found:
        segments[match["word"]].add(segment.number)
    for segment, match in found:
        word = match["word"]
        source = _as_word(word, segment.source)
        if source and len(segments[word]) == 1:
            message = f"'{word}' is not translated"
            yield (
                segment,
                Issue(UNTRANSLATED, message, source, match.span("word"), severity=Severity.MINOR),
            )


def _words_left(segment: Segment) -> Iterator[re.Match[str]]:
    quoted = [match.span() for match in _QUOTED.finditer(segment.target)]
    for match in _SINGLE.finditer(segment.target):
        if not _is_inside(match.span("word"), quoted):
            yield match


def _as_word(word: str, text: str) -> Span | None:
    """Return the span of an ordinary word in an English text, not of a quotation or code."""
    others = [match.span() for pattern in (_QUOTED, _CODE) for match in pattern.finditer(text)]
    spans = [match.span() for match in re.finditer(rf"\b{word}\b", text)]
    if not spans or any(_is_inside(span, others) for span in spans):
        return None
    return spans[0]


def _is_inside(span: Span, others: list[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def doubled_sentences(segment: Segment, _: Job) -> Iterator[Issue]:
    """Yield sentences that are in the translation more often than in the source."""
    target = segment.target
    if len(target) < 2 * _SHORTEST_SENTENCE:
        return
    if (match := _TWICE.fullmatch(target)) and not _TWICE.fullmatch(segment.source):
        yield Issue(DOUBLED_SENTENCE, "the whole segment is there twice", None, match.span(2))
        return
    spans = sentence_spans(target)
    if len(spans) < 2:
        return
    texts = [target[start:end] for start, end in spans]
    seen: set[str] = set()
    for span, text in zip(spans, texts, strict=True):
        if text in seen and len(text) >= _SHORTEST_SENTENCE and not _repeats(segment.source):
            yield Issue(DOUBLED_SENTENCE, "a sentence is there twice", None, span)
        seen.add(text)


def _repeats(text: str) -> bool:
    sentences = Counter(text[start:end] for start, end in sentence_spans(text))
    return any(count > 1 for count in sentences.values())


CHECKS = (
    Check((UNTRANSLATED,), untranslated, left_words),
    Check((DOUBLED_SENTENCE,), doubled_sentences),
)

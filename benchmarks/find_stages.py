"""Measure the boundary stage of finding alone, beside raw scans and segmentation of the text.

What a user calls is more than this stage: `benchmarks/find.py` measures that.

A raw scan answers with places of characters, not of words: it is the limit, no alternative. The
Chinese terms are drawn from jieba's dictionary by a seeded shuffle, so that any number is there;
`built-in` is the termbase as it is installed. Every automaton is built before the clock starts.
Ours is measured three times: `first` with nothing decided before, `new text` over the second half
of the text after the first half, `again` over the same text once more. Of three runs the fastest
counts, of the slow peers there is but one; every run of `first` and `new text` begins anew. Times
are processor time of the thread, for the machine may be in use.

    python benchmarks/find_stages.py --chinese TEXT.gz --english TEXT.gz

Sizes are megabytes of UTF-8. Peers that are not installed are left out.
"""

from __future__ import annotations

import argparse
import gzip
import random
import time
from collections import deque
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

import glossary
from glossary.find.chinese import ChineseFinder
from glossary.find.english import EnglishFinder
from glossary.find.paragraphs import blocks
from glossary.segment import words
from termbase.language.script import LONG, fold
from termbase.model.concept import Language
from termbase.store.keys import SearchForm

Scan = Callable[[Iterable[str]], int]
# Makes a scan ready, outside the clock.
Ready = Callable[[], Scan]
SEED = 7
HEAD = f"\n  {'':<24}{'found':>9}{'seconds':>9}{'MB/s':>8}{'of the raw scan':>17}"
# Long enough to be searched with arrays, and without a term.
EMPTY = "。" * 2 * LONG


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    shared = Path("../shared/data")
    parser.add_argument("--chinese", type=Path, default=shared / "news-zh-12MB.txt.gz")
    parser.add_argument("--english", type=Path, default=shared / "text-en-6MB.txt.gz")
    parser.add_argument("--terms", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--slow", type=float, default=1.0, help="megabytes for the slow peers")
    options = parser.parse_args()
    chinese(load(options.chinese), options.terms, options.slow)
    growth(load(options.chinese), options.terms[0])
    english(load(options.english), 2_000, options.slow)


def load(path: Path) -> str:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return data.decode()


def chinese(text: str, counts: list[int], slow: float) -> None:
    lists = {f"{count:,}": drawn(count) for count in counts}
    lists["built-in"] = builtin(Language.CHINESE)
    for name, terms in lists.items():
        print(f"\nChinese, {megabytes(text):.1f} MB, {name} terms ({len(terms):,}){HEAD}")
        rows = {"daachorse": always(daachorse(terms))}
        rows["ours, first"] = lambda terms=terms: ours(terms)
        rows["ours, again"] = always(ours(terms, text))
        rows |= automata(terms)
        report(rows, text, {"jieba.lcut": jieba()} | spacy(terms), slow)
        half = text.index("\n", len(text) // 2)
        new = lambda terms=terms, known=text[:half]: ours(terms, known)  # noqa: E731
        print("  the second half:")
        report({"daachorse": rows["daachorse"], "ours, new text": new}, text[half:], {}, slow)


def ours(terms: list[str], known: str = EMPTY) -> Scan:
    """A finder that has decided nothing but what is in a text."""
    words.cache_clear()
    finder = ChineseFinder(terms)
    for _, block in blocks([known]):
        deque(finder.find(block), maxlen=0)
    return lambda texts: sum(1 for one in texts for _ in finder.find(one))


def growth(text: str, count: int) -> None:
    print(f"\nHow the time grows with the text, {count:,} terms, nothing decided before")
    whole = text * (1 + 12_000_000 // len(text.encode()))
    for size in (1, 10, 100):
        part = whole[: size * len(whole) // 100]
        seconds, _ = timed(ours(drawn(count)), part)
        print(f"  ×{size:<4}{megabytes(part):8.2f} MB {seconds:8.3f} s")


def english(text: str, count: int, slow: float) -> None:
    g = glossary.open()
    forms = g.termbase.forms(Language.ENGLISH)
    random.Random(SEED).shuffle(forms)
    for name, chosen in ((f"{count:,}", forms[:count]), ("built-in", forms)):
        terms = sorted({form.text.lower() for form in chosen})
        print(f"\nEnglish, {megabytes(text):.1f} MB, {name} terms ({len(chosen):,}){HEAD}")
        lemmas = g.termbase.lemmas()
        raw = daachorse(terms)
        rows = {"daachorse": always(lambda texts, raw=raw: raw(one.lower() for one in texts))}
        rows["ours, first"] = lambda forms=chosen, lemmas=lemmas: ours_english(forms, lemmas)
        rows["ours, again"] = always(ours_english(chosen, lemmas, text))
        report(rows | automata(terms), text, spacy(terms, "en"), slow)


def ours_english(forms: list[SearchForm], lemmas: dict[str, str], known: str = EMPTY) -> Scan:
    """The same for English."""
    finder = EnglishFinder(forms, lemmas)
    for _, block in blocks([known]):
        deque(finder.find(block), maxlen=0)
    return lambda texts: sum(1 for one in texts for _ in finder.find(one))


def report(rows: dict[str, Ready], text: str, slow_rows: dict[str, Scan], slow: float) -> None:
    part = text[: int(len(text) * min(1.0, slow / megabytes(text)))]
    limit = 0.0
    for name, ready in rows.items():
        results = [timed(ready(), text) for _ in range(3)]
        limit = limit or megabytes(text) / min(results)[0]
        row(name, min(results), text, limit)
    for name, scan in slow_rows.items():
        scan(["预热 warm up"])
        row(name, timed(scan, part), part, limit)


def row(name: str, result: tuple[float, int], text: str, limit: float) -> None:
    seconds, found = result
    speed = megabytes(text) / seconds
    print(f"  {name:<24}{found:>9,}{seconds:>9.2f}{speed:>8.2f}{speed / limit:>17.3f}")


def always(scan: Scan) -> Ready:
    return lambda: scan


def timed(scan: Scan, text: str) -> tuple[float, int]:
    texts = [block for _, block in blocks([text])]
    begin = time.thread_time()
    found = scan(texts)
    return time.thread_time() - begin, found


def megabytes(text: str) -> float:
    return len(text.encode()) / 1e6


def drawn(count: int) -> list[str]:
    """So many words of jieba's dictionary, of two characters and more."""
    import jieba

    with jieba.get_dict_file() as file:
        words = [line.decode().split(" ", 1)[0] for line in file]
    words = sorted({fold(word) for word in words if 2 <= len(word) <= 8})
    random.Random(SEED).shuffle(words)
    return words[:count]


def builtin(language: Language) -> list[str]:
    return list(dict.fromkeys(form.text for form in glossary.open().termbase.forms(language)))


def daachorse(terms: list[str]) -> Scan:
    from daachorse import CharwiseDoubleArrayAhoCorasick

    automaton = CharwiseDoubleArrayAhoCorasick(terms)
    return lambda texts: sum(len(automaton.find_overlapping(one)) for one in texts)


def automata(terms: list[str]) -> dict[str, Ready]:
    found: dict[str, Ready] = {}
    if find_spec("ahocorasick_rs"):
        import ahocorasick_rs

        rust = ahocorasick_rs.AhoCorasick(terms)
        found["ahocorasick_rs"] = always(
            lambda texts: sum(
                len(rust.find_matches_as_indexes(one, overlapping=True)) for one in texts
            )
        )
    if find_spec("ahocorasick"):
        import ahocorasick

        c = ahocorasick.Automaton()
        for term in terms:
            c.add_word(term, term)
        c.make_automaton()
        found["pyahocorasick"] = always(
            lambda texts: sum(sum(1 for _ in c.iter(one)) for one in texts)
        )
    return found


def jieba() -> Scan:
    import jieba as library

    return lambda texts: sum(len(library.lcut(one)) for one in texts)


def spacy(terms: list[str], language: str = "zh") -> dict[str, Scan]:
    if not find_spec("spacy") or len(terms) > 20_000:
        return {}
    from spacy import blank
    from spacy.matcher import PhraseMatcher

    pipeline = blank(language)
    matcher = PhraseMatcher(pipeline.vocab, attr="LOWER")
    matcher.add("TERM", list(pipeline.pipe(terms)))
    return {"spaCy PhraseMatcher": lambda texts: sum(len(matcher(d)) for d in pipeline.pipe(texts))}


if __name__ == "__main__":
    main()

"""Measure the checks of translations: false alarms, seeded errors, speed, and a peer.

Published pairs: folders with ``NN.zh.md`` and ``NN.en.md`` whose lines correspond; in odd years the
Chinese is the translation, in even years the English. Pairs of all kinds: a TSV of Chinese and
English. An error of one kind is put into the translation of a published pair; it is found if there
is a finding that the pair did not have before, and its span is right if it touches the place.

    python benchmarks/checking.py [--reports ../shared/data/checking]
        [--pairs ../shared/data/parallel/pairs-200k.tsv.gz] [--terms] [--pofilter PROGRAM]
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import glossary
from glossary.check import Finding, Job, Severity, run
from glossary.check.units import segments_of
from glossary.find import Finder
from termbase.language.script import HAN, Script, convert, only_in
from termbase.language.sentences import sentence_spans

A_KIND = 200
# The pairs of a file, besides those with an error.
BACKGROUND = 1800
Pair = tuple[str, str]
Span = tuple[int, int]


class Seed(NamedTuple):
    """A pair with an error: its spans, where it has a place on a side."""

    source: str
    target: str
    span: Span | None


Sow = Callable[[str, str, random.Random], Seed | None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--reports", type=Path, default=Path("../shared/data/checking"))
    parser.add_argument(
        "--pairs", type=Path, default=Path("../shared/data/parallel/pairs-200k.tsv.gz")
    )
    parser.add_argument("--sample", type=int, default=10_000, help="pairs of all kinds")
    parser.add_argument("--terms", action="store_true", help="check the terms as well")
    parser.add_argument("--pofilter", help="the program of translate-toolkit, to compare with")
    options = parser.parse_args()
    with glossary.open() as opened:
        finder = opened.finder if options.terms else None
        reports = dict(reports_of(options.reports))
        pairs = sample_of(options.pairs, options.sample)
        false_alarms(reports, pairs, finder)
        recall(reports, pairs, finder)
        speed(pairs, finder)
        if options.pofilter:
            peer(reports, options.pofilter)


def reports_of(folder: Path) -> Iterator[tuple[str, list[list[Pair]]]]:
    """Yield the years with the pairs of each chapter, source first."""
    for year in sorted(folder.glob("*-20??")):
        chapters = []
        for path in sorted(year.glob("??.zh.md")):
            sides = [
                path.with_name(f"{path.name[:2]}.{language}.md").read_text(encoding="utf-8")
                for language in ("zh", "en")
            ]
            lines = zip(*(side.split("\n") for side in sides), strict=True)
            pairs = [(zh.strip(), en.strip()) for zh, en in lines if zh.strip() and en.strip()]
            is_into_chinese = int(year.name[-4:]) % 2
            chapters.append([(en, zh) if is_into_chinese else (zh, en) for zh, en in pairs])
        yield year.name, chapters


def sample_of(path: Path, size: int) -> list[Pair]:
    """Return pairs of all kinds, in both directions in turn."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    chosen = random.Random(1).sample([(row[0], row[1]) for row in rows if len(row) == 2], size)
    return chosen[: size // 2] + [(en, zh) for zh, en in chosen[size // 2 :]]


def job_of(pairs: Sequence[Pair], finder: Finder | None = None) -> Job:
    return Job(tuple(segments_of(pairs)), polity="hong-kong" if finder else "", finder=finder)


def false_alarms(
    reports: dict[str, list[list[Pair]]], pairs: list[Pair], finder: Finder | None
) -> None:
    print("published and other pairs: share with a finding, any and major; the rules")
    half = len(pairs) // 2
    groups = reports | {"all kinds, zh-en": [pairs[:half]], "all kinds, en-zh": [pairs[half:]]}
    for name, chapters in groups.items():
        total = any_ = major = 0
        rules: Counter[str] = Counter()
        for chapter in chapters:
            found = run(job_of(chapter, finder))
            total += len(chapter)
            any_ += len({one.segment for one in found})
            serious = [one for one in found if one.severity.reaches(Severity.MAJOR)]
            major += len({one.segment for one in serious})
            rules.update(one.rule for one in found)
        listed = ", ".join(f"{rule} {count}" for rule, count in rules.most_common())
        print(f"  {name:18}{total:7,} {any_ / total:7.2%} {major / total:7.2%}  {listed}")


def recall(reports: dict[str, list[list[Pair]]], pairs: list[Pair], finder: Finder | None) -> None:
    print("seeded errors: number, found, span right; in reports and in pairs of all kinds")
    published = [pair for chapters in reports.values() for pairs in chapters for pair in pairs]
    groups = (published, pairs)
    languages = [[is_chinese(target) for _, target in group] for group in groups]
    unchanged = [job_findings(*file, finder) for file in zip(groups, languages, strict=True)]
    for name, sow in SEEDS.items():
        figures = []
        for group, into_chinese, before in zip(groups, languages, unchanged, strict=True):
            seeds = dict(sown(group, sow))
            # A file has an error in one of ten pairs at most: what is usual in it stays so.
            numbers = sorted({*seeds, *range(0, len(group), max(1, len(group) // BACKGROUND))})
            after = job_findings(
                [seeds[n][:2] if n in seeds else group[n] for n in numbers],
                [into_chinese[n] for n in numbers],
                finder,
            )
            fresh = {
                n: new_findings(before[n], found)
                for n, found in zip(numbers, after, strict=True)
                if n in seeds
            }
            right = sum(any(touches(one, seeds[n]) for one in fresh[n]) for n in seeds)
            count = len(seeds) or 1
            shares = sum(map(bool, fresh.values())) / count, right / count
            figures.append(f"{len(seeds):5} {shares[0]:6.3f} {shares[1]:6.3f}")
        print(f"  {name:26}{'  |'.join(figures)}")


def sown(pairs: Sequence[Pair], sow: Sow) -> Iterator[tuple[int, Seed]]:
    """Yield the numbers of pairs with an error in them."""
    chance = random.Random(3)
    count = 0
    for number, (source, target) in chance.sample(list(enumerate(pairs)), len(pairs)):
        if count < A_KIND and (seed := sow(source, target, chance)):
            count += 1
            yield number, seed


def job_findings(
    pairs: Sequence[Pair], into_chinese: Sequence[bool], finder: Finder | None
) -> list[list[Finding]]:
    """Return the findings of each pair; those into one language are checked together."""
    found: list[list[Finding]] = [[] for _ in pairs]
    for direction in (True, False):
        numbers = [n for n, chinese in enumerate(into_chinese) if chinese is direction]
        for one in run(job_of([pairs[n] for n in numbers], finder)):
            found[numbers[one.segment - 1]].append(one)
    return found


def new_findings(old: Sequence[Finding], new: Sequence[Finding]) -> list[Finding]:
    known = Counter((one.rule, one.severity, one.message) for one in old)
    fresh = []
    for one in new:
        key = one.rule, one.severity, one.message
        if known[key]:
            known[key] -= 1
        else:
            fresh.append(one)
    return fresh


def touches(finding: Finding, seed: Seed) -> bool:
    span = finding.target_span
    if seed.span is None:
        return finding.source_span is not None
    return span is not None and span[0] <= seed.span[1] and seed.span[0] <= span[1]


def han(text: str) -> int:
    return len(re.findall(f"[{HAN}]", text))


def is_chinese(text: str) -> bool:
    return han(text) > len(re.findall("[A-Za-z]+", text))


def clause_dropped(source: str, target: str, chance: random.Random) -> Seed | None:
    cut = r"(?<=[，；。！？])" if is_chinese(target) else r"(?<=[,;.!?])\s+(?=\S)"
    parts = [part for part in re.split(cut, target) if part]
    long = [
        n
        for n, part in enumerate(parts)
        if (han(part) >= 6 if is_chinese(target) else len(part.split()) >= 4)
    ]
    if len(parts) < 2 or not long:
        return None
    del parts[chance.choice(long)]
    return Seed(source, ("" if is_chinese(target) else " ").join(parts), None)


def sentence_dropped(source: str, target: str, chance: random.Random) -> Seed | None:
    """Leave a sentence out; the bar at the edge of a table, or a number of a title, is none."""
    spans = sentence_spans(target)
    if len(spans) < 2:
        return None
    start, end = chance.choice(spans)
    if not re.search(rf"[{HAN}]{{2}}|[A-Za-z]{{2}}", target[start:end]):
        return None
    return Seed(source, (target[:start] + target[end:]).strip(), None)


def other_script(source: str, target: str, chance: random.Random) -> Seed | None:
    if not is_chinese(target):
        return None
    simplified = any(char in only_in(Script.SIMPLIFIED) for char in target)
    to = Script.TRADITIONAL if simplified else Script.SIMPLIFIED
    changed = [n for n, char in enumerate(target) if convert(char, to) in only_in(to)]
    if not changed:
        return None
    at = chance.choice(changed)
    return Seed(source, target[:at] + convert(target[at], to) + target[at + 1 :], (at, at + 1))


def replaced(pattern: str, new: Callable[[re.Match[str]], str]) -> Sow:
    """Return a function that replaces one match of a pattern in the translation."""

    def sow(source: str, target: str, chance: random.Random) -> Seed | None:
        matches = list(re.finditer(pattern, target))
        if not matches:
            return None
        match = chance.choice(matches)
        text = new(match)
        span = match.start(), match.start() + len(text)
        return Seed(source, target[: match.start()] + text + target[match.end() :], span)

    return sow


def half_width(source: str, target: str, chance: random.Random) -> Seed | None:
    pattern = rf"(?<=[{HAN}])，(?=[{HAN}])"
    return replaced(pattern, lambda _: ",")(source, target, chance)


def quote_lost(source: str, target: str, chance: random.Random) -> Seed | None:
    """Take one of a pair of marks away; wherever in the text the other one is counts."""
    matches = list(re.finditer("[“”「」《》]", target))
    if not matches:
        return None
    at = chance.choice(matches).start()
    return Seed(source, target[:at] + target[at + 1 :], (0, len(target)))


def bracket_lost(source: str, target: str, chance: random.Random) -> Seed | None:
    seed = replaced(r"(?<=\w)[)）](?!\S)", lambda _: "")(source, target, chance)
    return seed and seed._replace(span=(0, len(target)))


def code_lost(source: str, target: str, chance: random.Random) -> Seed | None:
    """Put a placeholder into the source alone, as if it had been on both sides."""
    at = chance.randrange(len(source))
    return Seed(f"{source[:at]}{{name}}{source[at:]}", target, None)


def doubled_word(source: str, target: str, chance: random.Random) -> Seed | None:
    from termbase.language.words import cut

    if not is_chinese(target):
        pattern = r"(?<![\w’'-])[a-z]{2,}(?![\w’'-])(?=\s+[a-z])"
        return replaced(pattern, lambda match: f"{match[0]} {match[0]}")(source, target, chance)
    words = [word for word in cut(target) if len(word) == 2 and han(word) == 2]
    if not words:
        return None
    word = chance.choice(words)
    at = target.index(word)
    return Seed(source, f"{target[:at]}{word}{target[at:]}", (at, at + 4))


def untranslated(source: str, target: str, chance: random.Random) -> Seed | None:
    """Put a sentence of the source in the place of one of the translation."""
    ours, theirs = sentence_spans(source), sentence_spans(target)
    if len(ours) != len(theirs) or len(target) < 20 or is_chinese(source) is is_chinese(target):
        return None
    number = chance.randrange(len(ours))
    text = source[slice(*ours[number])]
    start, end = theirs[number]
    if len(text.split()) < 5 and han(text) < 4:
        return None
    return Seed(source, target[:start] + text + target[end:], (start, start + len(text)))


def doubled_sentence(source: str, target: str, chance: random.Random) -> Seed | None:
    spans = sentence_spans(target)
    start, end = chance.choice(spans) if spans else (0, 0)
    if end - start < 10:
        return None
    text = target[start:end]
    joined = text if is_chinese(target) else f" {text}"
    return Seed(source, target[:end] + joined + target[end:], (end, end + len(joined)))


def end_changed(source: str, target: str, chance: random.Random) -> Seed | None:
    pattern = r"[.。](?=$)"
    mark = "？" if is_chinese(target) else "?"
    seed = replaced(pattern, lambda _: mark)(source, target, chance)
    return seed if re.search(r"[.。]$", source) and len(target) > 40 else None


SEEDS: dict[str, Sow] = {
    "clause dropped": clause_dropped,
    "sentence dropped": sentence_dropped,
    "sentence untranslated": untranslated,
    "sentence doubled": doubled_sentence,
    "word doubled": doubled_word,
    "other script": other_script,
    "half-width comma": half_width,
    "full-width mark in English": replaced(r"(?<=[a-z])[,;](?= )", lambda _: "，"),
    "quotation mark lost": quote_lost,
    "bracket lost": bracket_lost,
    "code lost": code_lost,
    "end mark changed": end_changed,
}


def speed(pairs: list[Pair], finder: Finder | None) -> None:
    half = len(pairs) // 2
    jobs = [job_of(part, finder) for part in (pairs[:half], pairs[half:])]
    run(job_of(pairs[:100], finder))
    start = time.process_time()
    for job in jobs:
        run(job)
    print(f"speed: {len(pairs):,} pairs in {time.process_time() - start:.1f} s of CPU time")


def peer(reports: dict[str, list[list[Pair]]], program: str) -> None:
    """Print the share of published pairs that pofilter flags, into either language."""
    for year, chapters in reports.items():
        pairs = [pair for chapter in chapters for pair in chapter]
        language = "zh_TW" if is_chinese(pairs[0][1]) else "en"
        with tempfile.TemporaryDirectory() as folder:
            path, out = Path(folder, "a.po"), Path(folder, "b.po")
            entries = [po_entry(*pair, number) for number, pair in enumerate(pairs)]
            path.write_text(
                'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
                + "\n".join(entries),
                encoding="utf-8",
            )
            start = time.perf_counter()
            command = [program, "--language", language, str(path), str(out)]
            subprocess.run(command, check=True, capture_output=True)
            flagged = out.read_text(encoding="utf-8").count("msgctxt ") if out.exists() else 0
        seconds = time.perf_counter() - start
        print(f"pofilter, {year}: {flagged / len(pairs):.1%} of pairs flagged, {seconds:.1f} s")


def po_entry(source: str, target: str, number: int) -> str:
    written = [text.replace("\\", "\\\\").replace('"', '\\"') for text in (source, target)]
    return f'msgctxt "{number}"\nmsgid "{written[0]}"\nmsgstr "{written[1]}"\n'


if __name__ == "__main__":
    main()

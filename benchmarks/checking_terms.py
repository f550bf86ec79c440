"""Measure the rules on terms and names: false alarms, machine translation, seeded errors.

python benchmarks/checking_terms.py --data FOLDER

The texts are reports whose lines correspond to each other (``checking/hkma-*`` in the data), with
the organisation's dictionary and outputs of machine translation. Even years are translated into
English, odd ones into Chinese. A term of the dictionary is there where its characters are, the
longest first; it is kept where one of its renderings is written out, apart from capitals.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import glossary
from glossary.check import Finding, Job, Segment, run
from termbase.language.script import fold
from termbase.model.concept import Language

SEED = 1
EACH = 200
YEARS = (2015, 2016, 2017, 2018)
Pair = tuple[str, str]
# Changes a translation, and returns the span of the source that is wrong then.
Seed = Callable[[Segment, random.Random], tuple[str, tuple[int, int]] | None]


def languages(year: int) -> tuple[str, str]:
    return ("zh", "en") if year % 2 == 0 else ("en", "zh")


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")


def pairs(folder: Path, year: int, system: str = "") -> Iterator[Pair]:
    """Yield the lines that both sides have; with a system, of its translation."""
    source, target = languages(year)
    for path in sorted(folder.glob(f"??.{source}.md")):
        name = path.name.replace(f".{source}.md", f".{target}{'.' + system if system else ''}.md")
        if (other := path.with_name(name)).exists():
            ours, theirs = lines(path), lines(other)
            if len(ours) == len(theirs):
                yield from (
                    (a, b) for a, b in zip(ours, theirs, strict=True) if a.strip() and b.strip()
                )


def job(g: glossary.Glossary, year: int, found: Sequence[Pair]) -> Job:
    zh, en = Language.CHINESE, Language.ENGLISH
    sides = (zh, en) if languages(year)[0] == "zh" else (en, zh)
    segments = tuple(Segment(n, *pair, *sides) for n, pair in enumerate(found, 1))
    return Job(segments, polity="hong-kong", finder=g.finder)


def of_rules(findings: Sequence[Finding], *rules: str) -> list[Finding]:
    return [one for one in findings if one.rule.startswith(rules)]


def dictionary(folder: Path, source: str) -> dict[str, list[str]]:
    """Return the renderings of each term of a dictionary, both folded."""
    heading, *rows = (line.split("\t") for line in lines(folder / "terms.tsv") if line.strip())
    column = heading.index("traditional") if source == "zh" else heading.index("english")
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for term in row[column].split(" | "):
            found[fold(term).lower()] += [fold(one).lower() for one in row[1 - column].split(" | ")]
    return found


def occurrences(text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    yield from pattern.finditer(fold(text).lower())


def by_dictionary(folder: Path, year: int, base: glossary.Glossary) -> None:
    """Print what is reported of published and of machine translations, by the dictionary."""
    source = languages(year)[0]
    terms = dictionary(folder, source)
    edges = (r"(?<![a-z])", r"(?:s|es)?(?![a-z])") if source == "en" else ("", "")
    listed = "|".join(map(re.escape, sorted(terms, key=len, reverse=True)))
    pattern = re.compile(f"{edges[0]}({listed}){edges[1]}")
    for system in ("", "gpt-proper", "gpt-noterm", "nllb-noterm"):
        found = list(pairs(folder, year, system))
        if not found:
            continue
        counts: Counter[str] = Counter()
        reported = defaultdict(list)
        checked = job(base, year, found)
        for one in of_rules(run(checked), "term-missing"):
            reported[one.segment].append(one.source_span or (0, 0))
        for segment in checked.segments:
            target = fold(segment.target).lower()
            seen = set()
            for match in occurrences(segment.source, pattern):
                if match[1] in seen:
                    continue
                seen.add(match[1])
                is_kept = any(one in target for one in terms[match[1]])
                is_reported = any(
                    start < match.end() and match.start() < end
                    for start, end in reported[segment.number]
                )
                counts[
                    f"{'kept' if is_kept else 'missed'} {'reported' if is_reported else ''}"
                ] += 1
        kept, missed = (
            (counts[f"{kind} reported"], counts[f"{kind} reported"] + counts[f"{kind} "])
            for kind in ("kept", "missed")
        )
        print(
            f"{year} {system or 'published':12} terms {kept[1] + missed[1]:5}  kept {kept[1]:5}, "
            f"reported {kept[0] / max(kept[1], 1):.3f}   missed {missed[1]:4}, "
            f"reported {missed[0] / max(missed[1], 1):.3f}"
        )


def drop_term(checked: Job) -> Iterator[tuple[Segment, tuple[int, int], str]]:
    """Yield translations without a rendering, with the span of its term."""
    for segment, terms in zip(checked.segments, checked.terms, strict=True):
        counts = Counter(source.concept.id for source, _ in terms.links)
        for source, target in terms.links:
            if counts[source.concept.id] == 1 and segment.target.count(target.text) == 1:
                text = segment.target[: target.start] + segment.target[target.end :].lstrip()
                yield replace(segment, target=text), (source.start, source.end), "term-missing"


def other_rendering(checked: Job) -> Iterator[tuple[Segment, tuple[int, int], str]]:
    """Yield translations with another rendering of a term than all the others have."""
    uses: dict[str, list[tuple[Segment, tuple[int, int], str, str]]] = defaultdict(list)
    for segment, terms in zip(checked.segments, checked.terms, strict=True):
        for source, target in terms.links:
            others = [
                term.text
                for term in source.concept.renderings(source.term)
                if term.text.lower() != target.term.text.lower()
            ]
            if others:
                uses[source.term.text].append(
                    (segment, (target.start, target.end), target.term.text, others[-1])
                )
    for found in uses.values():
        # Two others, so that it is clear which one is the usual.
        if len(found) >= 3 and len({text for *_, text, _ in found}) == 1:
            segment, (start, end), _, other = found[-1]
            text = segment.target[:start] + other + segment.target[end:]
            yield replace(segment, target=text), (start, start + len(other)), "term-inconsistent"


def seeded(checked: Job, seeds: Sequence[tuple[Segment, tuple[int, int], str]], name: str) -> None:
    """Print how many of seeded errors are found, and with the right span."""
    drawn = random.Random(SEED).sample(seeds, min(EACH, len(seeds)))
    found = right = 0
    for segment, span, rule in drawn:
        changed = [segment if one.number == segment.number else one for one in checked.segments]
        near = (
            [one for one in changed if abs(one.number - segment.number) <= 40]
            if rule == "term-missing"
            else changed
        )
        findings = [
            one
            for one in of_rules(run(replace(checked, segments=tuple(near))), rule)
            if one.segment == segment.number
        ]
        found += bool(findings)
        right += any(span in (one.source_span, one.target_span) for one in findings)
    shares = found / max(len(drawn), 1), right / max(found, 1)
    print(f"{name}: {len(drawn)} seeded, found {shares[0]:.3f}, span right {shares[1]:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data / "checking"
    builtin = glossary.open()
    for year in YEARS:
        found = list(pairs(folder / f"hkma-{year}", year))
        findings = of_rules(run(job(builtin, year, found)), "term", "name")
        rules: Mapping[str, int] = Counter(one.rule for one in findings)
        shares = [
            len({one.segment for one in findings if one.severity != lowest}) / len(found)
            for lowest in ("minor", "")
        ]
        print(f"{year} built-in terms: major {shares[0]:.3f}, any {shares[1]:.3f}  {dict(rules)}")
    with tempfile.TemporaryDirectory() as temporary:
        for year in YEARS:
            base = glossary.open(Path(temporary) / f"{year}.db", builtin=False)
            base.import_file(
                folder / f"hkma-{year}" / "terms.tsv", on_conflict="theirs", skip_bad=True
            )
            by_dictionary(folder / f"hkma-{year}", year, base)
            base.close()
    for year in YEARS:
        checked = job(builtin, year, list(pairs(folder / f"hkma-{year}", year)))
        seeded(checked, list(drop_term(checked)), f"{year} dropped term")
        seeded(checked, list(other_rendering(checked)), f"{year} second rendering")


if __name__ == "__main__":
    main()

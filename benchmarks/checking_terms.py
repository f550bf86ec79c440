"""Measure the rules on terms and names: false alarms, and the terms that machines missed.

python benchmarks/checking_terms.py --data FOLDER

The texts are reports whose lines correspond to each other (``checking/hkma-*`` in the data), with
the organisation's dictionary and outputs of machine translation. Even years are translated into
English, odd ones into Chinese. A term of the dictionary is there where its characters are, the
longest first; it is kept where one of its renderings is written out, apart from capitals.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import glossary
from glossary.check import Finding, Job, Segment, run
from termbase.language.script import fold
from termbase.model.concept import Language

SEED = 1
MANY = 10_000
YEARS = (2015, 2016, 2017, 2018)
Pair = tuple[str, str]


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


def of_built_in_terms(folder: Path, year: int, builtin: glossary.Glossary) -> None:
    """Print what is reported of a published translation."""
    found = list(pairs(folder, year))
    findings = of_rules(run(job(builtin, year, found)), "term", "name")
    rules: Mapping[str, int] = Counter(one.rule for one in findings)
    shares = [
        len({one.segment for one in findings if one.severity != lowest}) / len(found)
        for lowest in ("minor", "")
    ]
    print(f"{year} built-in terms: major {shares[0]:.3f}, any {shares[1]:.3f}  {dict(rules)}")


def of_all_kinds(path: Path, builtin: glossary.Glossary) -> None:
    """Print what is reported of pairs of all kinds, and how long it takes after the start."""
    checked = job(builtin, 0, many_pairs(path)[:MANY])
    builtin.find("中国 China")
    start = time.process_time()
    findings = of_rules(run(checked), "term", "name")
    seconds = time.process_time() - start
    rules = dict(Counter(one.rule for one in findings))
    print(f"{MANY} pairs of all kinds, all rules: {seconds:.1f} s; on terms and names {rules}")


def many_pairs(path: Path) -> list[Pair]:
    """Return pairs of all kinds, in random order."""
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        found = [row.split("\t")[:2] for row in rows]
    random.Random(SEED).shuffle(found)
    return [(row[0], row[1]) for row in found]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", choices=("published", "kinds", "dictionary"), action="append")
    parser.add_argument("--years", type=int, nargs="*", default=YEARS)
    args = parser.parse_args()
    parts = args.part or ("published", "kinds", "dictionary")
    builtin = glossary.open()
    for year in args.years if "published" in parts else ():
        of_built_in_terms(args.data / "checking" / f"hkma-{year}", year, builtin)
    if "kinds" in parts:
        of_all_kinds(args.data / "parallel" / "pairs-200k.tsv.gz", builtin)
    for year in args.years if "dictionary" in parts else ():
        with tempfile.TemporaryDirectory() as temporary:
            base = glossary.open(Path(temporary) / f"{year}.db", builtin=False)
            folder = args.data / "checking" / f"hkma-{year}"
            base.import_file(folder / "terms.tsv", on_conflict="theirs", skip_bad=True)
            by_dictionary(folder, year, base)
            base.close()


if __name__ == "__main__":
    main()

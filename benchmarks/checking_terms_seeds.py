"""Measure how many errors in terms and names are found that are put into published pairs.

python benchmarks/checking_terms_seeds.py --data FOLDER [--kind KIND …] [--shown N]

The texts are the reports of ``checking_terms.py``, and pairs of all kinds (``parallel``). An error
is put into one translation at a time as far as other errors of its kind could change what is found:
a run has at most one of a segment and one of a term.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import NamedTuple

from checking_terms import SEED, YEARS, job, many_pairs, pairs

import glossary
from glossary.check import Finding, Job, Segment, run
from glossary.check.spellings import in_pinyin, names_in, pinyin_of
from termbase.language.romanizations import wade_giles
from termbase.language.script import fold
from termbase.model.concept import Status, Term

# Errors of a kind, and segments of the pairs of all kinds.
EACH = 200
MANY = 30_000
# Words that are put for each other, so that another rendering shares the other words.
WORDS = dict(
    pair.split("=")
    for pair in """
    authority=administration system=framework committee=panel policy=strategy rate=level
    fund=reserve bank=lender banks=lenders ordinance=act market=marketplace markets=marketplaces
    department=bureau review=inspection programme=scheme scheme=programme risk=hazard
    council=board stability=steadiness department=office payment=settlement exchange=swap
    financial=monetary monetary=financial international=global global=international
    制度=體制 委員會=小組 計劃=方案 系統=體系 機構=單位 市場=市集 政策=方針 基金=儲備 條例=法例
    管理=治理 國際=環球 風險=險情 服務=業務 金融=財金 監管=規管 發展=拓展 結算=清算 會議=大會
    """.split()
)
# Letters of pinyin that are taken for each other.
LETTERS = ("zh=j", "x=sh", "q=ch", "ng=n", "ao=ou", "ian=iang", "uo=u", "an=ang", "en=eng", "i=ei")


# Sentences with names in them.
SENTENCES = (
    (
        "{}在会上说，去年的计划已经完成。",
        "{} told the meeting that last year's plan had been fulfilled.",
    ),
    ("记者上个月采访了{}和他的同事。", "Last month reporters interviewed {} and his colleagues."),
    ("据{}介绍，工程将于明年完工。", "According to {}, the works will be finished next year."),
)
# People of whom there are pairs.
NAMES = 150


class Error(NamedTuple):
    """A segment with an error.

    Attributes:
        segment: The segment.
        span: What the finding has to mark, on either side.
        key: The term or name; of errors with the same one, one is made at a time.
    """

    segment: Segment
    span: tuple[int, int]
    key: str


class Kind(NamedTuple):
    """A kind of errors: the rules that name them, and the function that makes them."""

    rules: tuple[str, ...]
    make: Callable[[Job], Iterator[Error]]


def dropped(checked: Job) -> Iterator[Error]:
    """Yield translations without the only rendering of a term."""
    for segment, terms in zip(checked.segments, checked.terms, strict=True):
        counts = Counter(source.concept.id for source, _ in terms.links)
        for source, target in terms.links:
            after = segment.target[target.end :].lstrip()
            # In *the Financial Secretary (FS)* the abbreviation is a rendering that stays.
            if (
                counts[source.concept.id] == 1
                and segment.target.count(target.text) == 1
                # No translation at all is another error.
                and re.search(r"\w", segment.target.replace(target.text, ""))
                and not after.startswith(("(", "（"))
            ):
                text = segment.target[: target.start] + after
                span = source.start, source.end
                yield Error(replace(segment, target=text), span, source.concept.id)


def replaced(checked: Job, choose: Callable[[Term, Sequence[Term]], str]) -> Iterator[Error]:
    """Yield translations with another rendering of a term than the others have.

    Args:
        checked: The texts.
        choose: Returns the other rendering, of one and of all; empty if there is none.
    """
    uses: dict[str, list[tuple[Segment, tuple[int, int], Term, str]]] = defaultdict(list)
    for segment, terms in zip(checked.segments, checked.terms, strict=True):
        for source, target in terms.links:
            other = choose(target.term, source.concept.renderings(source.term))
            # *Bill* in a Chinese text is a name.
            if other and source.term.language is segment.source_language:
                key = f"{source.concept.id} {source.term.text}"
                uses[key].append((segment, (target.start, target.end), target.term, other))
    for key, found in uses.items():
        # Two others, so that it is clear which one is the usual.
        if len(found) >= 3 and len({term.text for *_, term, _ in found}) == 1:
            for segment, (start, end), _, other in found[:4]:
                text = segment.target[:start] + other + segment.target[end:]
                yield Error(replace(segment, target=text), (start, start + len(other)), key)


def marked_other(status: Status | None, term: Term, all_terms: Sequence[Term]) -> str:
    """Return another rendering with some status; with None, any that is not an abbreviation."""
    others = (
        one.text
        for one in all_terms
        if one.text.lower() != term.text.lower()
        and (one.status is status if status else len(one.text) > 5 or not one.text.isascii())
        and not shares_abbreviation(one.text, term.text)
    )
    return next(others, "")


def shares_abbreviation(one: str, other: str) -> bool:
    """Return True if one of two texts is an abbreviation, or has all words of the other."""
    words = [
        {word.rstrip("s") for word in re.findall(r"\w+", text.lower())} for text in (one, other)
    ]
    is_short = any(
        sum(map(str.isupper, word)) > 1 for text in (one, other) for word in text.split()
    )
    return is_short or words[0] <= words[1] or words[1] <= words[0]


def misspelled(checked: Job) -> Iterator[Error]:
    """Yield translations with a letter of a name in pinyin changed."""
    rng = random.Random(SEED)
    for segment in checked.segments:
        for name in dict(names_in(segment.chinese)):
            found = in_pinyin(name, segment.english)
            if found is None or segment.is_into_chinese:
                continue
            start, end = found.span
            text = segment.target[start:end]
            changes = [one.split("=") for one in LETTERS]
            choices = [
                (at.start(), old, new)
                for old, new in changes
                for at in re.finditer(old, text)
                if at.start() > text.index(" ")
            ]
            if choices and segment.target.count(text) == 1:
                at, old, new = rng.choice(choices)
                wrong = text[:at] + new + text[at + len(old) :]
                target = segment.target[:start] + wrong + segment.target[end:]
                surname, given = pinyin_of(name)
                letters = re.sub("[^a-z]", "", wrong.lower())
                if letters not in {a + b for a in surname for b in given}:
                    yield Error(replace(segment, target=target), (start, start + len(wrong)), name)


def respelled(checked: Job) -> Iterator[Error]:
    """Yield translations with a name in Wade–Giles, which two others have in pinyin."""
    uses: dict[str, list[tuple[Segment, tuple[int, int]]]] = defaultdict(list)
    for segment in checked.segments:
        for name in dict(names_in(segment.chinese)):
            found = in_pinyin(name, segment.english)
            if found and not segment.is_into_chinese:
                uses[name].append((segment, found.span))
    for name, found_uses in uses.items():
        if len(found_uses) < 3:
            continue
        for segment, (start, end) in found_uses[:4]:
            text = segment.target[start:end]
            if segment.target.count(text) > 1:
                continue
            other = in_wade_giles(name, text)
            if other.replace("-", "").lower() != text.replace("-", "").lower():
                target = segment.target[:start] + other + segment.target[end:]
                yield Error(replace(segment, target=target), (start, start + len(other)), name)


def in_wade_giles(name: str, spelling: str) -> str:
    """Return a spelling in pinyin in Wade–Giles, with a hyphen in the given name."""
    surname, given = re.sub("[^a-z ]", "", spelling.lower()).split()
    readings = (pinyin_of(name[:1] + char)[1] for char in name[1:])
    syllables = next((one for one in product(*readings) if "".join(one) == given), (given,))
    other = "-".join(map(wade_giles, syllables))
    return f"{wade_giles(surname).capitalize()} {other.capitalize()}"


def rounds(errors: Iterable[Error]) -> list[list[Error]]:
    """Return errors in groups that have no segment and no term twice."""
    found: list[list[Error]] = []
    taken: list[set[int | str]] = []
    for one in errors:
        keys: set[int | str] = {one.segment.number, one.key}
        number = next((n for n, used in enumerate(taken) if used.isdisjoint(keys)), len(taken))
        if number == len(taken):
            found.append([])
            taken.append(set())
        found[number].append(one)
        taken[number] |= keys
    return found


def report(checked: Job, kind: Kind, name: str, shown: int, limit: int = EACH) -> None:
    """Print how many errors are found, and how many with the right span."""
    errors = list(kind.make(checked))
    drawn = random.Random(SEED).sample(errors, min(limit, len(errors)))
    found = right = 0
    for some in rounds(drawn):
        by_number = {one.segment.number: one for one in some}
        changed = tuple(
            by_number[one.number].segment if one.number in by_number else one
            for one in checked.segments
        )
        spans: dict[int, list[Finding]] = defaultdict(list)
        for finding in run(replace(checked, segments=changed)):
            # A clause that seems to be left out is that of the term, or another one.
            is_other = finding.rule == "omitted" and not (
                finding.segment in by_number and covers(finding, by_number[finding.segment].span)
            )
            if finding.rule in kind.rules and not is_other:
                spans[finding.segment].append(finding)
        for number, error in by_number.items():
            found += bool(spans[number])
            is_right = any(covers(one, error.span) for one in spans[number])
            right += is_right
            if shown and not is_right:
                shown -= 1
                print(f"    {error.key} {error.span}\n\t{error.segment.source[:400]}")
                print(f"\t{error.segment.target[:400]}\n\t{spans[number]}")
    shares = found / max(len(drawn), 1), right / max(found, 1)
    print(f"{name}: {len(drawn)} made, found {shares[0]:.3f}, span right {shares[1]:.3f}")


def covers(finding: Finding, span: tuple[int, int]) -> bool:
    """Return True if a finding marks a span on either side, or more."""
    marked = (finding.source_span, finding.target_span)
    return any(one and one[0] <= span[0] and span[1] <= one[1] for one in marked)


def pairs_with_names(g: glossary.Glossary) -> list[tuple[str, str]]:
    """Return three pairs of our own for each of the mainland's people in the built-in base."""
    people = (one for one in g.termbase if one.kind == "person" and one.polity == "mainland")
    names = [(one.chinese[0].text, one.english[0].text) for one in people if one.english]
    random.Random(SEED).shuffle(names)
    return [
        (chinese.format(name), english.format(spelling))
        for name, spelling in names[:NAMES]
        if len(spelling.split()) == 2
        for chinese, english in SENTENCES
    ]


def with_second(base: glossary.Glossary, status: Status) -> None:
    """Give each concept of a base a second rendering, which shares words with the first."""
    changed = []
    for concept in list(base.termbase.own):
        others = tuple(
            Term(term.language, text, traditional=text if text != fold(text) else "", status=status)
            for term in concept.terms
            if (text := other_words(term)) != (term.traditional or term.text)
        )
        changed.append(replace(concept, terms=(*concept.terms, *others)))
    base.termbase.put(changed)


def other_words(term: Term) -> str:
    """Return a term with one word that stands for another."""
    text = term.traditional or term.text
    for old, new in WORDS.items():
        pattern = rf"\b{old}\b" if old.isascii() else old
        if re.search(pattern, text, re.IGNORECASE):
            return re.sub(pattern, new, text, count=1, flags=re.IGNORECASE)
    return text


KINDS = {
    "dropped": Kind(("term-missing", "omitted"), dropped),
    "second": Kind(("term-inconsistent",), partial(replaced, choose=partial(marked_other, None))),
    "retired": Kind(
        ("term-retired",), partial(replaced, choose=partial(marked_other, Status.DEPRECATED))
    ),
    "misspelled": Kind(("name-spelling", "name-inconsistent"), misspelled),
    "respelled": Kind(("name-inconsistent", "name-romanization"), respelled),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--years", type=int, nargs="*", default=YEARS)
    parser.add_argument("--shown", type=int, default=0, help="errors shown that are not found")
    args = parser.parse_args()
    kinds = args.kind or list(KINDS)
    builtin = glossary.open()
    for year in args.years:
        found = list(pairs(args.data / "checking" / f"hkma-{year}", year))
        if "dropped" in kinds:
            report(job(builtin, year, found), KINDS["dropped"], f"{year} dropped", args.shown)
        for name, status in (("second", Status.ADMITTED), ("retired", Status.DEPRECATED)):
            if name in kinds:
                with tempfile.TemporaryDirectory() as temporary:
                    base = glossary.open(Path(temporary) / "own.db", builtin=False)
                    terms = args.data / "checking" / f"hkma-{year}" / "terms.tsv"
                    base.import_file(terms, on_conflict="theirs", skip_bad=True)
                    with_second(base, status)
                    report(job(base, year, found), KINDS[name], f"{year} {name}", args.shown)
                    base.close()
    if "second" in kinds:
        many = job(builtin, 0, many_pairs(args.data / "parallel" / "pairs-200k.tsv.gz")[:MANY])
        report(many, KINDS["second"], "pairs of all kinds, second", args.shown)
    people = job(builtin, 0, pairs_with_names(builtin))
    for name in ("misspelled", "respelled"):
        if name in kinds:
            report(people, KINDS[name], name, args.shown)


if __name__ == "__main__":
    main()

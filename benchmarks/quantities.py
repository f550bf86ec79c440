"""Measure reading quantities and comparing them with a translation.

Suite: expressions with their values (``numbers/*.jsonl``); an expression is right when a quantity
that overlaps it has its value, a text without an expression when none of that kind is found.
Pairs: reports whose lines correspond (``checking``) and pairs of all kinds (``parallel``); those
with any mismatch. Seeds: errors written into pairs that had none; found is any mismatch, in place
is one that overlaps the error. Every other line (from the first on) was looked at while the rules
were written; the figures are those of the others, unless ``--seen``. Of the suite half of these
were looked at later, so every fourth is left.

    python benchmarks/quantities.py [--data ../shared/data] [--seeds 200] [--pairs 10000] [--seen]
        [--show]
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import random
import re
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from glossary.check.quantities import Kind, Mismatch, Quantity, compare, quantities

AMOUNT = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?![\w,]|\.\d)")
YEAR = re.compile(r"(?<![\w.,/$-])(?:19|20)\d\d(?![\w,.]\d|[/-]|\w)")


class Pair(NamedTuple):
    """A text and its translation, with their languages."""

    source: str
    target: str
    languages: tuple[str, str]
    polity: str = ""

    def mismatches(self) -> list[Mismatch]:
        """Compare the two texts."""
        return compare(self.source, self.target, *self.languages, polity=self.polity)

    def turned(self) -> Pair:
        """Return the pair in the other direction."""
        return Pair(self.target, self.source, (self.languages[1], self.languages[0]), self.polity)


class Seed(NamedTuple):
    """A pair with an error, and the span of the error on the side where it was written."""

    pair: Pair
    start: int
    end: int
    is_in_source: bool = False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--seeds", type=int, default=200, help="errors a kind")
    parser.add_argument("--pairs", type=int, default=10_000, help="of the pairs of all kinds")
    parser.add_argument("--seen", action="store_true", help="the half that was looked at")
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    options = parser.parse_args()
    half = slice(0 if options.seen else 1, None, 2)
    unseen = half if options.seen else slice(3, None, 4)
    suite(options.data / "numbers", unseen, show=options.show)
    reports = [*report_pairs(options.data / "checking")][half]
    mixed = [*mixed_pairs(options.data / "parallel" / "pairs-200k.tsv.gz")][half]
    sample = random.Random(0).sample(mixed, min(options.pairs, len(mixed)))
    clean = false_alarms(reports, "reports", show=options.show)
    false_alarms(sample, "all kinds", show=options.show)
    seeds(clean, options.seeds, show=options.show)
    speed(sample, "all kinds")
    speed((reports * (1 + options.pairs // len(reports)))[: options.pairs], "reports")


def report_pairs(folder: Path) -> Iterator[Pair]:
    for path in sorted(folder.glob("hkma-*/??.zh.md")):
        texts = [
            file.read_text(encoding="utf-8").split("\n")
            for file in (path, path.with_name(path.name.replace(".zh.", ".en.")))
        ]
        for left, right in zip(*texts, strict=True):
            if left.strip() and right.strip():
                yield Pair(left, right, ("zh", "en"), "hong-kong")


def mixed_pairs(path: Path) -> Iterator[Pair]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            left, mark, right = line.rstrip("\n").partition("\t")
            if mark:
                yield Pair(left, right, ("zh", "en"))


def suite(folder: Path, half: slice, *, show: bool) -> None:
    print(f"{'suite':<16}{'texts':>7}{'right':>7}{'share':>8}")
    counts = {"numbers": [0, 0], "dates": [0, 0]}
    for path in sorted(folder.glob("*.jsonl")):
        language = path.stem.rpartition("-")[2]
        cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][half]
        right = 0
        for case in cases:
            found = quantities(case["input"], language)
            is_right = case_is_right(case, found, path.stem)
            right += is_right
            if show and not is_right:
                print("  ", case["input"][:80], [result["Text"] for result in case["results"]])
        count = counts["dates" if path.stem.startswith("date") else "numbers"]
        count[0] += len(cases)
        count[1] += right
        print(f"{path.stem:<16}{len(cases):>7}{right:>7}{right / len(cases):>8.3f}")
    for name, (cases_of, right) in counts.items():
        print(f"{name:<16}{cases_of:>7}{right:>7}{right / cases_of:>8.3f}")


def case_is_right(case: dict[str, object], found: list[Quantity], name: str) -> bool:
    kind = name.partition("-")[0]
    results = case["results"]
    assert isinstance(results, list)
    if not results:
        # A sum of money is no number of the suite, and neither is a measure or a date.
        of_kind = {"number": (Kind.NUMBER, Kind.FRACTION), "percent": (Kind.PERCENT,)}
        kinds = of_kind.get(kind, (Kind(kind),) if kind in {*Kind} else (Kind.NUMBER,))
        return not any(quantity.kind in kinds for quantity in found)
    return all(
        value_is_right(
            result,
            [
                quantity
                for quantity in found
                if quantity.start < result["Start"] + len(result["Text"])
                and result["Start"] < quantity.end
            ],
            kind,
        )
        for result in results
    )


def value_is_right(result: dict[str, dict[str, str]], found: list[Quantity], kind: str) -> bool:
    if kind == "date":
        return any(date_is_right(result["Value"]["Timex"], quantity) for quantity in found)
    value = result["Resolution"]["value"]
    if value is None:
        # The name of a currency by itself.
        return True
    if kind == "range":
        return range_is_right(value, found)
    expected = Fraction(value.removesuffix("%"))
    return any(number_is_right(expected, quantity, value) for quantity in found)


def number_is_right(expected: Fraction, quantity: Quantity, value: str) -> bool:
    fields = [quantity.low, quantity.high]
    if quantity.date is not None:
        fields = [
            part for part in (quantity.date.year, quantity.date.month, quantity.date.day) if part
        ]
    if quantity.kind is Kind.TIME:
        fields = [Fraction(quantity.low) / 3600]
    if quantity.kind is Kind.PERCENT and not value.endswith("%"):
        fields.append(Fraction(quantity.low) / 100)
    return any(abs(field - expected) <= abs(expected) * Fraction(1, 10**9) for field in fields)


def range_is_right(value: str, found: list[Quantity]) -> bool:
    """Both ends are read, as a range or as two values; an open range is a value."""
    low, high = (part.strip("[]()") for part in value.split(","))
    ends = [Fraction(part.removesuffix("%")) for part in (low, high) if part]
    values = {end for quantity in found for end in (quantity.low, quantity.high)}
    return {*ends} <= values


def date_is_right(timex: str, quantity: Quantity) -> bool:
    date = quantity.date
    if date is None:
        # The 22nd: read as an ordinal, which is compared with days.
        day = timex.removeprefix("XXXX-XX-")
        return day.isdecimal() and quantity.low == int(day)
    if date.weekday is not None:
        # Monday of last week: of the date the weekday is written.
        parts = timex.split("-")
        if "WXX" in parts:
            return parts[parts.index("WXX") + 1] == str(date.weekday)
        return timex[:4].isdecimal() and weekday_of(timex) == date.weekday
    if date.offset is not None:
        # The day from which it is counted is not in the data.
        return timex[:4].isdecimal() and date.unit in ("day", "week", "month", "year")
    year, month, day = [*timex.split("-"), "", ""][:3]
    fields = ((year, date.year), (month, date.month), (day, date.day))
    return all(
        int(written) == value if written.isdecimal() else value is None or "X" not in written
        for written, value in fields
    )


def weekday_of(timex: str) -> int | None:
    try:
        return datetime.date.fromisoformat(timex).isoweekday()
    except ValueError:
        return None


def false_alarms(pairs: list[Pair], name: str, *, show: bool) -> list[Pair]:
    """Print the share of pairs with a mismatch, and return the pairs without one."""
    clean, count = [], 0
    for pair in pairs:
        found = pair.mismatches()
        if not found:
            clean.append(pair)
            continue
        count += 1
        if show:
            for mismatch in found:
                print("  ", mismatch.kind, "|", shown(pair.source, mismatch.source), "|", end=" ")
                print(shown(pair.target, mismatch.target), "|", mismatch.suggestion)
    print(f"\n{name}: {count} of {len(pairs)} pairs have a mismatch, {count / len(pairs):.4f}")
    return clean


def shown(text: str, quantity: Quantity | None, width: int = 25) -> str:
    if quantity is None:
        return "–"
    start, end = quantity.start, quantity.end
    return f"{text[max(0, start - width) : start]}[{text[start:end]}]{text[end : end + width]}"


def seeds(pairs: list[Pair], number: int, *, show: bool) -> None:
    print(f"\n{'seeded error':<24}{'seeds':>6}{'found':>8}{'in place':>10}")
    makers: dict[str, Callable[[Pair], Iterator[Seed]]] = {
        "times ten": times_ten,
        "million for billion": magnitudes,
        "万 for 亿": chinese_magnitudes,
        "wrong year": wrong_years,
        "wrong 民国 year": wrong_roc_years,
        "two numbers exchanged": exchanges,
        "another currency": currencies,
        "number left out": omissions,
    }
    for name, make in makers.items():
        candidates = [seed for pair in pairs for seed in make(pair)]
        chosen = random.Random(name).sample(candidates, min(number, len(candidates)))
        found = in_place = 0
        for seed in chosen:
            mismatches = seed.pair.mismatches()
            hits = [mismatch for mismatch in mismatches if overlaps(mismatch, seed)]
            found += bool(mismatches)
            in_place += bool(hits)
            if show and not hits:
                text = seed.pair.source if seed.is_in_source else seed.pair.target
                print("  ", bool(mismatches), text[max(0, seed.start - 60) : seed.end + 40])
        total = len(chosen) or 1
        print(f"{name:<24}{len(chosen):>6}{found / total:>8.3f}{in_place / total:>10.3f}")
    correct = [seed for pair in pairs for seed in wrong_roc_years(pair, change=0)][:number]
    alarms = sum(bool(seed.pair.mismatches()) for seed in correct)
    print(f"right 民国 years with a mismatch: {alarms} of {len(correct)}")


def overlaps(mismatch: Mismatch, seed: Seed) -> bool:
    # What was left out can be shown on the other side only.
    if seed.end == seed.start:
        return mismatch.source is not None and mismatch.target is None
    side = mismatch.source if seed.is_in_source else mismatch.target
    return side is not None and side.start < seed.end and seed.start < side.end


def changed(pair: Pair, start: int, end: int, written: str) -> Seed:
    target = pair.target[:start] + written + pair.target[end:]
    return Seed(pair._replace(target=target), start, start + len(written))


def times_ten(pair: Pair) -> Iterator[Seed]:
    for match in AMOUNT.finditer(pair.target):
        written = match[0]
        if YEAR.fullmatch(written) or not match.start() or not written.strip("0.,"):
            continue
        value = Fraction(written.replace(",", "")) * 10
        decimals = max(0, len(written.partition(".")[2]) - 1)
        yield changed(pair, *match.span(), f"{float(value):,.{decimals}f}")


def magnitudes(pair: Pair) -> Iterator[Seed]:
    other = {"million": "billion", "billion": "million"}
    for match in re.finditer(r"(?<=\d )(?:million|billion)\b", pair.target):
        seed = changed(pair, *match.span(), other[match[0]])
        yield seed


def chinese_magnitudes(pair: Pair) -> Iterator[Seed]:
    turned = pair.turned()
    other = {"萬": "億", "億": "萬", "万": "亿", "亿": "万"}
    for match in re.finditer(r"(?<=\d)\s?([萬億万亿])(?![萬億万亿])", turned.target):
        yield changed(turned, *match.span(1), other[match[1]])


def wrong_years(pair: Pair) -> Iterator[Seed]:
    for match in YEAR.finditer(pair.target):
        # Against a source text that says 去年 no year is wrong.
        if match[0] not in pair.source:
            continue
        yield changed(pair, *match.span(), str(int(match[0]) - 1 - len(pair.target) % 5))


def wrong_roc_years(pair: Pair, change: int = 1) -> Iterator[Seed]:
    for match in re.finditer(r"(?<!\d)(20\d\d)\s?年", pair.source):
        written = f"民國{int(match[1]) - 1911 + change}年"
        source = pair.source[: match.start()] + written + pair.source[match.end() :]
        english = [found[0] for found in YEAR.finditer(pair.target)]
        # Where the translation leaves out a year that it has elsewhere, no year is wrong.
        if 0 < pair.source.count(match[1]) == english.count(match[1]):
            end = match.start() + len(written)
            yield Seed(pair._replace(source=source), match.start(), end, is_in_source=True)


def exchanges(pair: Pair) -> Iterator[Seed]:
    """Two neighbours of one kind: percentages, sums of one currency, numbers of things."""
    text = pair.target
    patterns = (
        r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?=\s?%)",
        r"(?<=HK\$)\d[\d,.]*\d (?:million|billion)",
        r"(?<![\w.,$-])(?!(?:19|20)\d\d\b)\d[\d,]+(?= (?!(?:and|basis|per|[mb]illion)\b)[a-z]{3})",
    )
    for pattern in patterns:
        found = [*re.finditer(pattern, text)]
        for left, right in pairwise(found):
            if left[0] == right[0]:
                continue
            middle = text[left.end() : right.start()]
            target = text[: left.start()] + right[0] + middle + left[0] + text[right.end() :]
            yield Seed(pair._replace(target=target), left.start(), right.end())


def currencies(pair: Pair) -> Iterator[Seed]:
    other = {"HK$": "US$", "US$": "HK$", "RMB": "US$", "€": "HK$", "£": "US$"}
    for match in re.finditer(r"HK\$|US\$|RMB(?=\s?\d)|[€£]", pair.target):
        if re.match(r"\s?\d", pair.target[match.end() :]):
            seed = changed(pair, *match.span(), other[match[0]])
            yield seed


def omissions(pair: Pair) -> Iterator[Seed]:
    for match in re.finditer(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?\s?%", pair.target):
        if pair.target.count(match[0]) == 1:
            yield changed(pair, *match.span(), "")


def speed(pairs: list[Pair], name: str) -> None:
    begin = time.perf_counter(), time.process_time()
    for pair in pairs:
        pair.mismatches()
    seconds, of_core = time.perf_counter() - begin[0], time.process_time() - begin[1]
    print(f"\n{len(pairs)} pairs, {name}: {seconds:.2f} s, {of_core:.2f} s of a core")


if __name__ == "__main__":
    main()

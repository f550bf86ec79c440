"""Alignment of sentences: laws of the search, what counts as evidence, tables, confidence."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary import Glossary
from glossary.translate.align import Pair, align, align_sentences
from glossary.translate.align.aligner import gather
from glossary.translate.align.band import Band, find_band
from glossary.translate.align.evidence import BEADS
from glossary.translate.align.lexicon import (
    TABLE,
    Vocabulary,
    learned_links,
    level_of,
    log_likelihood_ratio,
)
from glossary.translate.align.names import spelled_names
from glossary.translate.align.path import best_path, inside_grid, probabilities
from glossary.translate.align.table import format_table, pairs_of, parse_rows
from glossary.translate.align.tokens import stem, tokens_of
from glossary.translate.align.trust import trust
from termbase.errors import ContentError, InputError
from tests.glossary.conftest import Run

sentences = st.lists(
    st.text(
        st.sampled_from("我们马上山陈问。？“ the Wang horse's mountain? 3月5日12\t"), max_size=12
    ),
    max_size=9,
)
Path4 = list[tuple[int, int, int, int]]


def beads_of(pairs: list[Pair]) -> Path4:
    return [(p.source_start, p.target_start, len(p.source), len(p.target)) for p in pairs]


def is_whole(pairs: list[Pair], sources: list[str], targets: list[str]) -> bool:
    """Return True if every sentence is in one pair, in order, and the indices say which."""
    used = 0, 0
    for pair in pairs:
        if (pair.source_start, pair.target_start) != used:
            return False
        used = used[0] + len(pair.source), used[1] + len(pair.target)
    return [s for p in pairs for s in p.source] == sources and [
        t for p in pairs for t in p.target
    ] == targets


@given(sentences, sentences)
@settings(max_examples=60)
def test_every_sentence_is_in_one_pair(sources: list[str], targets: list[str]) -> None:
    pairs = align_sentences(sources, targets)
    assert is_whole(pairs, sources, targets)
    assert all(0 <= pair.confidence <= 1 for pair in pairs)
    assert all(pair.confidence == 0 for pair in pairs if not pair.source or not pair.target)


def test_the_direction_does_not_matter() -> None:
    chinese = ["山上有一匹马。", "他问她是谁。", "她笑了，没有说话。"]
    english = ["There was a horse on the mountain.", "He asked who she was.", "She smiled.",
               "She did not speak."]  # fmt: skip
    pairs = align_sentences(chinese, english)
    assert [len(pair.target) for pair in pairs] == [1, 1, 2]
    assert [(j, i, e, d) for i, j, d, e in beads_of(pairs)] == beads_of(
        align_sentences(english, chinese)
    )


grids = st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(0, 2**32 - 1))


def paths(rows: int, columns: int) -> Iterator[Path4]:
    """Yield all ways through a grid."""
    if rows == columns == 0:
        yield []
    for d, e in (*BEADS, (1, 0), (0, 1)):
        if d <= rows and e <= columns:
            for path in paths(rows - d, columns - e):
                yield [*path, (rows - d, columns - e, d, e)]


@given(grids)
@settings(max_examples=40)
def test_probabilities_and_path_equal_those_of_all_paths(grid: tuple[int, int, int]) -> None:
    rows, columns, seed = grid
    band = Band(np.zeros(rows + 1, dtype=np.int64), columns + 1, columns)
    noise = np.random.default_rng(seed)
    scores = {
        bead: np.where(
            inside_grid(band, bead), noise.normal(size=(rows + 1 - bead[0], columns + 1)), -np.inf
        )
        for bead in BEADS
        if bead[0] <= rows and bead[1] <= columns
    }
    alone = -0.5, -1.0

    def score(i: int, j: int, d: int, e: int) -> float:
        return float(scores[d, e][i, j]) if d and e else alone[0] if d else alone[1]

    ways = list(paths(rows, columns))
    weights = [math.exp(sum(score(*bead) for bead in way)) for way in ways]
    found = probabilities(band, scores, alone)
    assert found.log_total == pytest.approx(math.log(sum(weights)))
    expected: dict[tuple[int, int, int, int], float] = {}
    for way, weight in zip(ways, weights, strict=True):
        # Sentences that are alone between two beads come in any order; their sum is compared.
        for bead in way:
            expected[bead] = expected.get(bead, 0.0) + weight / sum(weights)
    for (d, e), values in found.beads.items():
        for i, j in zip(*np.nonzero(inside_grid(band, (d, e))), strict=True):
            assert values[i, j] == pytest.approx(expected[i, j, d, e], abs=1e-9)

    def worth(way: Path4) -> float:
        return sum(expected[bead] * (1 if bead[2] and bead[3] else 0.5) for bead in way)

    assert worth(best_path(band, found)) == pytest.approx(max(map(worth, ways)))


@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=6), st.integers(1, 5), st.integers(0, 2),
    st.integers(0, 3),
)  # fmt: skip
def test_moved_cells(steps: list[int], width: int, rows: int, columns: int) -> None:
    starts = np.cumsum(steps)
    band = Band(starts, width, int(starts[-1]) + width - 1)
    values = band.absolute() * 100.0 + np.arange(len(starts))[:, None]
    if rows >= len(starts):
        return
    moved = band.moved(values, rows, columns, -1.0)
    for row in range(len(starts) - rows):
        for cell in range(width):
            column = starts[row] + cell + columns
            inside = 0 <= column - starts[row + rows] < width
            assert moved[row, cell] == (column * 100 + row + rows if inside else -1)


def numbered(count: int, seed: int) -> tuple[list[str], list[str]]:
    """Sentences that have only their numbers in common, one in eight of them cut in two."""
    chance = random.Random(seed)
    chinese, english = [], []
    for _ in range(count):
        numbers = [chance.randrange(100, 10000) for _ in range(2)]
        chinese.append(f"第{numbers[0]}号文件见于第{numbers[1]}页。")
        parts = [f"See Document No. {numbers[0]}", f"it begins on page {numbers[1]}"]
        if chance.random() < 1 / 8:
            english += [f"{parts[0]}.", f"{parts[1].capitalize()}."]
        else:
            english.append(" and ".join(parts) + ".")
    return chinese, english


@pytest.mark.parametrize(
    ("removed_left", "removed_right"),
    [(slice(0), slice(0)), (slice(0, 150), slice(0)), (slice(0), slice(300, 460)),
     (slice(500, 600), slice(100, 200))],
)  # fmt: skip
def test_a_band_holds_the_path_of_long_texts(removed_left: slice, removed_right: slice) -> None:
    chinese, english = numbered(600, 1)
    del chinese[removed_left], english[removed_right]
    pairs = align_sentences(chinese, english)
    assert is_whole(pairs, chinese, english)
    at = {number: k for k, text in enumerate(english) for number in set(text.split())}
    good = found = 0
    for pair in pairs:
        if len(pair.source) == 1 and pair.target:
            number = pair.source[0].split("号")[0][1:]
            key = number if number in at else f"{number}."
            if key in at:
                found += 1
                good += pair.target_start <= at[key] < pair.target_start + len(pair.target)
    assert good > 0.95 * found > 300


def test_the_band_is_connected_and_reaches_both_ends() -> None:
    chinese, english = numbered(400, 2)
    for left, right in ((chinese, english), (chinese[:5], english), (chinese, english[:300])):
        ours, theirs = (Vocabulary.of(tokens_of(side, None)) for side in (left, right))
        links = np.zeros((len(ours.numbers), len(theirs.numbers)), dtype=np.uint8)
        band = find_band(ours, theirs, links)
        assert band.starts[0] == 0
        assert band.starts[-1] + band.width > len(right)
        assert set(np.diff(band.starts) >= 0) <= {True}
        assert max(np.diff(band.starts)) < band.width


STEMS = [
    ("horses", "hors"), ("horse", "hors"), ("cities", "city"), ("city", "city"), ("stopped", "stop"),
    ("stopping", "stop"), ("passes", "pass"), ("passed", "pass"), ("official's", "official"),
    ("this", "this"), ("bus", "bus"), ("was", "was"), ("as", "as"), ("said", "said"), ("king", "king"),
    ("bed", "bed"), ("sing", "sing"), ("nearly", "near"), ("only", "only"), ("don't", "don't"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "expected"), STEMS)
def test_stems(word: str, expected: str) -> None:
    assert stem(word) == expected


TOKENS = [
    ("一九五七年", "=1957"), ("1957年5月", "=month 5"), ("In January", "=month 1"), ("5亿元", "=5e+08"),
    ("500 million", "=5e+08"), ("陳", "陈"), ("Ｔｗｏ", "two"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "token"), TOKENS)
def test_tokens(sentence: str, token: str) -> None:
    assert token in tokens_of([sentence], None)[0]


def test_terms_are_tokens_of_their_own_sentence(small: Glossary) -> None:
    tokens = tokens_of(["甲。", "裸官\n在此。", "", "naked officials"], small.finder)
    assert [[t for t in found if t.startswith("#")] for found in tokens] == [
        [], ["#luoguan"], [], ["#luoguan"],
    ]  # fmt: skip


NAMES = [
    ("Then Chen Qingyang came.", {"chen": {"chen"}, "qingyang": {"qing", "yang"}}),
    ("He met Bao-yu's maid.", {"bao": {"bao"}, "yu": {"yu"}}),
    ("Chou En-lai", {"chou": {"chou"}, "en": {"en"}, "lai": {"lai"}}),
    ("Tzu-hsi", {"tzu": {"zi"}, "hsi": {"xi"}}),
    ("He had long hair. Long ago he left.", {}),
    ("Smith and Brown", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names_by_sound(text: str, expected: dict[str, set[str]]) -> None:
    found = spelled_names(text)
    assert {name: set(found[name]) for name in expected} == expected
    assert not {"he", "long", "smith", "brown", "had"} & found.keys()


def test_a_name_decides() -> None:
    pairs = align_sentences(["翟志刚。", "聂海胜。"], ["Or so.", "Zhai Zhigang.", "Nie Haisheng."])
    assert [(p.source, p.target[-1:]) for p in pairs if p.source] == [
        (("翟志刚。",), ("Zhai Zhigang.",)), (("聂海胜。",), ("Nie Haisheng.",)),
    ]  # fmt: skip


def test_log_likelihood_ratio_is_that_of_dunning() -> None:
    # A contingency table of 110, 2442, 111, 29114, whose ratio he gives in table 2.
    both, left, right = (np.array(counts) for counts in ([110, 1], [2552, 3000], [221, 20]))
    ratio = log_likelihood_ratio(both, left, right, 31777)
    assert ratio == pytest.approx([270.72, 0], abs=0.01)


def test_the_table_of_words_is_well_formed() -> None:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)
    for line in lines:
        assert re.fullmatch(r"[\u3007\u3400-\u9fff]\t([a-z][a-z']*\d+)( [a-z][a-z']*\d+)*", line), (
            line
        )
    levels = [int(level) for line in lines for level in re.findall(r"\d+", line)]
    assert (min(levels), max(levels)) == (1, level_of(1e6))


def test_words_are_learned_from_pairs() -> None:
    left = Vocabulary.of([["a", "x"], ["a", "y"], ["b", "x"], ["b", "y"]] * 5)
    right = Vocabulary.of([["A", "X"], ["A", "Y"], ["B", "X"], ["B", "Y"]] * 5)
    links = learned_links(left, right, list(zip(left.sentences, right.sentences, strict=True)))
    linked = {
        (a, b) for a, i in left.numbers.items() for b, j in right.numbers.items() if links[i, j]
    }
    assert linked == {("a", "A"), ("b", "B"), ("x", "X"), ("y", "Y")}
    assert not learned_links(left, right, []).any()


def test_known_translations_teach_words(small: Glossary) -> None:
    known = [
        ("甲乙", "Qwerty"),
        ("Uiop", "丙丁"),
        ("甲乙戊己", "Qwerty asdf"),
        ("丙丁戊己", "Uiop asdf"),
    ] * 3
    sources, targets = ["甲乙庚。", "丙丁庚。"], ["Zxcv.", "The Qwerty.", "The Uiop."]
    pairs = align_sentences(sources, targets, known=known)
    assert [pair.target[-1] for pair in pairs if pair.source] == ["The Qwerty.", "The Uiop."]
    for source, target in known[:4]:
        small.memory.add(source, target)
    assert len(small.align("甲乙庚。丙丁庚。", "The Qwerty. The Uiop.")) == 2


@pytest.mark.parametrize(
    ("target", "first"), [("Aaa. Bbb.\nCcc. Ddd.\n", 2), ("Aaa.\nBbb. Ccc. Ddd.\n", 1)]
)
def test_lines_are_evidence(small: Glossary, target: str, first: int) -> None:
    pairs = align(small.finder, "甲甲甲。\n丙丙丙。丁丁丁。\n", target)
    assert len(pairs[0].target) == first
    assert [pair.target_start for pair in pairs if pair.source_start == 1 and pair.source] == [
        first
    ]


def test_vectors_are_evidence() -> None:
    """A fake encoder of its own knows what the words do not tell."""
    meaning = {"甲乙丙丁戊己庚辛": 0, "子丑寅卯": 1, "Qwe rty.": 0, "Uio pas.": 0, "Dfg hjk.": 1}
    asked = []

    def vectors(texts: list[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        asked.append(texts)
        return np.eye(2)[[meaning[text] for text in texts]]

    sources, targets = list(meaning)[:2], list(meaning)[2:]
    with_vectors = align_sentences(sources, targets, vectors=vectors)
    assert beads_of(with_vectors) == [(0, 0, 1, 2), (1, 2, 1, 1)]
    assert asked == [sources, targets]
    meaning["Uio pas."] = 1
    again = align_sentences(sources, targets, vectors=vectors)
    assert beads_of(again) == [(0, 0, 1, 1), (1, 1, 1, 2)]
    with pytest.raises(ValueError, match=r"of shape \(1, 2\) for 2 sentences; expected a row for"):
        align_sentences(sources, targets, vectors=lambda _: np.eye(2)[:1])


@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_vectors_are_finite(number: float) -> None:
    with pytest.raises(ValueError, match="numbers that are not finite"):
        align_sentences(["甲", "乙"], ["a", "b"], vectors=lambda _: np.full((2, 2), number))


def test_vectors_earn_trust_where_words_tell_nothing() -> None:
    """Texts in two languages of which the table knows nothing."""
    sources = [f"abc{chr(97 + k % 26)}{chr(97 + k // 26)} xyz." for k in range(60)]
    targets = [s.replace("abc", "Ö").replace("xyz", "ß") for s in sources]
    noise = np.random.default_rng(5)
    meanings = noise.normal(size=(60, 32))
    by_text = dict(zip(sources, meanings, strict=True)) | dict(zip(targets, meanings, strict=True))
    with_vectors = align_sentences(
        sources, targets, vectors=lambda texts: np.array([by_text[text] for text in texts])
    )
    assert beads_of(with_vectors) == [(k, k, 1, 1) for k in range(60)]
    assert min(pair.confidence for pair in with_vectors) > 0.9


def test_trust_is_low_where_words_agree_by_chance_only() -> None:
    chinese, english = numbered(80, 3)
    evidence = gather((chinese, ()), (english, ()), None)
    explained = {bead: evidence.explained(bead) for bead in BEADS}
    right = [(p.source_start, p.target_start, len(p.source), len(p.target)) for p in
             align_sentences(chinese, english)]  # fmt: skip
    assert min(trust(evidence.band, explained, right)) > 0.85
    wrong = [(i, len(english) - 1 - i, 1, 1) for i in range(len(chinese))]
    assert max(trust(evidence.band, explained, wrong)) < 0.5
    _, others = numbered(80, 4)
    pairs = align_sentences(chinese, others)
    assert max(pair.confidence for pair in pairs) < 0.9


SOURCES, TARGETS = ["甲。", "乙。", "丙。"], ["A\tb.", '"C."', "D."]


def parse_table(text: str, name: str, sources: list[str], targets: list[str]) -> list[Pair]:
    return pairs_of(parse_rows(text, name), name, sources, targets)


@given(st.integers(0, 1000))
@settings(max_examples=20)
def test_a_table_read_back_is_the_alignment(seed: int) -> None:
    way = random.Random(seed).choice(list(paths(3, 3)))
    pairs = [
        Pair(tuple(SOURCES[i : i + d]), tuple(TARGETS[j : j + e]), 0.5 if d and e else 0.0, i, j)
        for i, j, d, e in way
    ]
    assert parse_table(format_table(pairs), "a.tsv", SOURCES, TARGETS) == pairs


HEAD = "source sentences\ttarget sentences\tconfidence\tsource\ttarget\n"
CORRECTED = [
    ("1 2\t1\t\n3\t2 3\t0,5\n", [(0, 0, 2, 1, 1.0), (2, 1, 1, 2, 0.5)]),
    ("1\t2\t1\n", [(0, 0, 0, 1, 0.0), (0, 1, 1, 1, 1.0), (1, 2, 1, 0, 0.0), (2, 2, 1, 0, 0.0),
                   (3, 2, 0, 1, 0.0)]),
    # Who changes numbers may leave the texts.
    ("1 2\t1\t\t甲。\tA b.\n3\t2 3\t\t丙。\t\"\"\"C.\"\" D. D.\"\n", [(0, 0, 2, 1, 1.0), (2, 1, 1, 2, 1.0)]),
    ("\t\t\n1\t1\n2 3\t2 3\t1\n", [(0, 0, 1, 1, 1.0), (1, 1, 2, 2, 1.0)]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), CORRECTED)
def test_a_corrected_table(rows: str, expected: list[tuple[int, int, int, int, float]]) -> None:
    pairs = parse_table(HEAD + rows, "a.tsv", SOURCES, TARGETS)
    assert is_whole(pairs, SOURCES, TARGETS)
    found = [(*bead, p.confidence) for bead, p in zip(beads_of(pairs), pairs, strict=True)]
    assert found == expected


BAD_ROWS = [
    ("1\t1\tx\n", "a.tsv:2: confidence 'x': expected a number from 0 to 1, or nothing"),
    ("1\t1\t1.5\n", "a.tsv:2: confidence '1.5': expected a number from 0 to 1, or nothing"),
    ("1\t1\tnan\n", "a.tsv:2: confidence 'nan': expected a number from 0 to 1, or nothing"),
    ("1-2\t1\t\n", "a.tsv:2: source sentences '1-2': expected numbers of sentences such as '3 4'"),
    ("4\t1\t\n", "a.tsv:2: source sentences '4': expected numbers from 1 to 3"),
    ("0\t1\t\n", "a.tsv:2: source sentences '0': expected numbers from 1 to 3"),
    ("1\t1\t\t乙走了。\n", ("a.tsv:2: the source is not that of the numbered sentences; write the "
     "table anew with --table, or empty the cell if the numbers are right")),
    ("1\t2 3\t\t\tA came.\n", ("a.tsv:2: the target is not that of the numbered sentences; write "
     "the table anew with --table, or empty the cell if the numbers are right")),
    ("1 3\t1\t\n", "a.tsv:2: source sentences '1 3': name neighbouring sentences in order"),
    ("1\t2\t\n2\t1\t\n",
     "a.tsv:3: target sentences '1': comes after sentence 2; name each sentence once, in order"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "message"), BAD_ROWS)
def test_a_table_that_does_not_fit(rows: str, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse_table(HEAD + rows, "a.tsv", SOURCES, TARGETS)
    assert str(caught.value) == message


def test_all_bad_rows_are_reported_and_a_table_needs_its_columns() -> None:
    with pytest.raises(ContentError) as caught:
        parse_table(f"{HEAD}9\t1\t\n8\t2\t\n", "a.tsv", SOURCES, TARGETS)
    assert [problem.line for problem in caught.value.problems] == [2, 3]
    with pytest.raises(InputError, match="names no sentence; correct a table written with --table"):
        parse_table(HEAD, "a.tsv", SOURCES, TARGETS)
    with pytest.raises(InputError, match=r"a\.tsv:2: .*; a cell that begins with a quotation mark"):
        parse_table(f'{HEAD}1\t1\t\t\t"C.\n', "a.tsv", SOURCES, TARGETS)
    # A quotation that begins a cell without quoting it is text, here of another sentence.
    with pytest.raises(ContentError, match=r"a\.tsv:2: the target is not that of the numbered"):
        parse_table(f'{HEAD}1\t1\t\t\t"C." \n', "a.tsv", SOURCES, TARGETS)
    with pytest.raises(InputError, match="no column 'target sentences'"):
        parse_table("source sentences\ttarget\n1\tA b.\n", "a.tsv", SOURCES, TARGETS)
    for text in ("", "source\ttarget\n甲\ta\n"):
        with pytest.raises(InputError, match=r"a\.tsv:1: no column 'source sentences'; correct a"):
            parse_table(text, "a.tsv", SOURCES, TARGETS)


def test_the_command_writes_a_table_and_takes_it_back(run: Run) -> None:
    Path("zh.txt").write_text("甲来了。乙走了。\n", encoding="utf-8")
    Path("en.txt").write_text("A came. B left.\n", encoding="utf-8")
    files = ["memory", "align", "zh.txt", "en.txt"]
    code, out, err = run(*files, "--table", "a.tsv")
    assert (code, out, err) == (0, "", "2 pairs written, 0 sentences unpaired\n")
    text = Path("a.tsv").read_text(encoding="utf-8")
    assert run(*files, "--table", "-") == (0, text, "")
    assert text.splitlines()[0].split("\t") == HEAD.strip().split("\t")
    Path("b.tsv").write_text(f"{HEAD}1 2\t1 2\t\n", encoding="utf-8")
    code, out, err = run(*files, "--corrected", "b.tsv", "-o", "c.tsv")
    assert (code, err) == (0, "1 pair written, 0 sentences unpaired\n")
    assert "甲来了。乙走了。\tA came. B left." in Path("c.tsv").read_text(encoding="utf-8")
    Path("b.tsv").write_text(f"{HEAD}7\t1\t\n", encoding="utf-8")
    code, _, err = run(*files, "--corrected", "b.tsv", "-o", "d.tsv")
    assert (code, Path("d.tsv").exists()) == (3, False)
    assert "b.tsv:2: source sentences '7': expected numbers from 1 to 2" in err
    assert run(*files, "--corrected", "b.tsv", "--table", "b.tsv")[0] == 3


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (("zh.txt", "empty.txt"), "empty.txt: not a text: there is no sentence in it"),
        (("zh.txt", "zh.txt"), "zh.txt and zh.txt are both in Chinese; name a text and its trans"),
        (("en.txt", "en.txt"), "en.txt and en.txt are both in English"),
    ],
)
def test_what_cannot_be_a_translation_is_refused(
    run: Run, files: tuple[str, str], message: str
) -> None:
    Path("zh.txt").write_text("甲来了。乙走了。\n", encoding="utf-8")
    Path("en.txt").write_text("A came. B left.\n", encoding="utf-8")
    Path("empty.txt").write_text("\n", encoding="utf-8")
    code, out, err = run("memory", "align", *files, "-o", "a.tmx")
    assert (code, out, Path("a.tmx").exists()) == (3, "", False)
    assert message in err
    assert len(err.splitlines()) == 1


def test_an_encoding_is_for_the_files_that_do_not_tell_theirs(run: Run) -> None:
    Path("zh.txt").write_text("甲来了。", encoding="gb18030")
    Path("en.txt").write_text("“A” came.", encoding="utf-8")
    code, out, _ = run("memory", "align", "zh.txt", "en.txt", "--encoding", "gb18030")
    assert code == 0
    assert "甲来了。" in out
    assert "“A” came." in out


@pytest.fixture
def chapter(data: Path) -> Callable[[str], tuple[list[str], list[str], set[str]]]:
    def read(name: str) -> tuple[list[str], list[str], set[str]]:
        folder = data / "alignment" / "mac"
        if not folder.is_dir():
            pytest.skip(f"no hand-made alignments at {folder}")
        files = [(folder / f"{name}.{kind}") for kind in ("zh", "en", "gold")]
        chinese, english, gold = (f.read_text(encoding="utf-8").splitlines() for f in files)
        return chinese, english, {bead.replace(" ", "") for bead in gold if "[]" not in bead}

    return read


@pytest.mark.parametrize(("name", "least"), [("003", 0.93), ("015", 0.9), ("023", 0.88)])
def test_hand_made_beads(
    chapter: Callable[[str], tuple[list[str], list[str], set[str]]], name: str, least: float
) -> None:
    """Chapters that the weights were not fitted on."""
    chinese, english, gold = chapter(name)
    pairs = align_sentences(chinese, english)
    found = {
        f"[{','.join(map(str, range(i, i + d)))}]:[{','.join(map(str, range(j, j + e)))}]"
        for i, j, d, e in beads_of(pairs)
        if d and e
    }
    assert 2 * len(found & gold) / (len(found) + len(gold)) > least

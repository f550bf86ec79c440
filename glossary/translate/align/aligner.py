"""The steps of an alignment: tokens, band, evidence, probabilities, pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from glossary.translate.align import model
from glossary.translate.align.band import InBand, find_band
from glossary.translate.align.evidence import BEADS, Evidence, Side
from glossary.translate.align.lexicon import Vocabulary, known_links, learned_links
from glossary.translate.align.pair import Pair
from glossary.translate.align.path import best_path, inside_grid, probabilities
from glossary.translate.align.tokens import tokens_of
from glossary.translate.align.trust import trust
from termbase.language.script import han_share
from termbase.language.sentences import sentence_spans

if TYPE_CHECKING:
    import numpy.typing as npt

    from glossary.find import Finder

Vectors = Callable[[list[str]], Any]

# The pairs of the first pass from which words are learned have at least this confidence.
_SURE = 0.5
# The greatest number of known translations from which words are learned.
_MOST_KNOWN = 10_000
# So many sure pairs tell how long a translation is.
_ENOUGH = 10
# The length of a translation is within these limits; beyond, a part is missing.
_RATIOS = 0.7, 1.6

# How much the vectors of both sides of a bead explain if they are the same, beside words.
_BY_VECTORS = np.float32(20.0)

# The first sentences of both sides, the numbers of sentences, the confidence.
Bead = tuple[int, int, int, int, float]


def align(
    finder: Finder,
    source: str,
    target: str,
    *,
    vectors: Vectors | None = None,
    known: Iterable[tuple[str, str]] = (),
) -> list[Pair]:
    """Pair the sentences of two texts, in order; every sentence is in one pair.

    The sentences are those of :func:`~termbase.language.sentences.sentence_spans`. Lines of one
    text that agree with lines of the other count as evidence.

    Args:
        finder: Finds the terms that both texts have.
        source: A text.
        target: The translation.
        vectors: See :func:`align_sentences`.
        known: See :func:`align_sentences`.
    """
    sentences, lines = [], []
    for text in (source, target):
        spans = sentence_spans(text)
        sentences.append([text[start:end] for start, end in spans])
        lines.append(_line_starts(text, spans))
    return align_sentences(
        *sentences, finder=finder, vectors=vectors, known=known, source_lines=lines[0],
        target_lines=lines[1],
    )  # fmt: skip


def align_sentences(
    sources: Sequence[str],
    targets: Sequence[str],
    *,
    finder: Finder | None = None,
    vectors: Vectors | None = None,
    known: Iterable[tuple[str, str]] = (),
    source_lines: Sequence[bool] = (),
    target_lines: Sequence[bool] = (),
) -> list[Pair]:
    """Pair sentences, in order; every sentence is in one pair.

    Args:
        sources: The sentences of a text.
        targets: The sentences of its translation.
        finder: Finds the terms that both texts have.
        vectors: Returns for a list of *n* sentences an array of *n* rows, such that translations of
            each other have similar rows: a multilingual sentence encoder. The sentences of both
            sides are given to it, each side at once.
        known: Segments with their translations, in either direction, such as those of a memory;
            words are learned from the first 10,000.
        source_lines: For each source, whether it begins a line or paragraph; nothing if unknown.
        target_lines: The same for each target.

    Raises:
        ValueError: If ``vectors`` does not return a row of finite numbers for each sentence.
    """
    if not sources or not targets:
        alone = [Pair((s,), (), 0.0, i, 0) for i, s in enumerate(sources)]
        return alone + [Pair((), (t,), 0.0, 0, j) for j, t in enumerate(targets)]
    sides = [(sources, source_lines), (targets, target_lines)]
    # The weights are those of an English translation of a Chinese text.
    is_reversed = han_share("".join(targets)) > han_share("".join(sources))
    if is_reversed:
        sides.reverse()
    evidence = with_known(gather(sides[0], sides[1], finder), islice(known, _MOST_KNOWN))
    coded = tuple(_encoded(vectors, side) for side, _ in sides) if vectors else None
    path = beads(taught(evidence, beads(evidence, evidence, coded)), evidence, coded)
    if is_reversed:
        path = [(j, i, e, d, confidence) for i, j, d, e, confidence in path]
    return [
        Pair(tuple(sources[i : i + d]), tuple(targets[j : j + e]), confidence, i, j)
        for i, j, d, e, confidence in path
    ]


def gather(
    left: tuple[Sequence[str], Sequence[bool]],
    right: tuple[Sequence[str], Sequence[bool]],
    finder: Finder | None,
) -> Evidence:
    """Return the evidence about two texts, with the links that are known before aligning them.

    Args:
        left: The sentences of the text that is more Chinese, and whether they begin a line.
        right: The same of the other.
        finder: Finds terms.
    """
    sides = [
        Side.of(sentences, Vocabulary.of(tokens_of(sentences, finder)), lines)
        for sentences, lines in (left, right)
    ]
    ours, theirs = (side.vocabulary for side in sides)
    links = known_links(ours, theirs, ("\n".join(left[0]), "\n".join(right[0])))
    ratio = _length_ratio(sides[0].lengths, sides[1].lengths)
    return Evidence(sides[0], sides[1], links, find_band(ours, theirs, links), ratio)


def with_known(evidence: Evidence, known: Iterable[tuple[str, str]]) -> Evidence:
    """Return evidence with the words that known translations teach."""
    left, right = evidence.left.vocabulary, evidence.right.vocabulary
    ordered = [
        (source, target) if han_share(source) >= han_share(target) else (target, source)
        for source, target in known
    ]
    sides = [tokens_of(texts, None) for texts in zip(*ordered, strict=True)]
    coded = [(left.coded(a), right.coded(b)) for a, b in zip(*sides, strict=True)]
    learned = learned_links(left, right, [(a, b) for a, b in coded if len(a) and len(b)])
    return replace(evidence, links=np.maximum(evidence.links, learned))


def taught(evidence: Evidence, first_pass: Sequence[Bead]) -> Evidence:
    """Return evidence with what a first pass teaches: words, and the ratio of lengths."""
    left, right = evidence.left, evidence.right
    sure = [bead for bead in first_pass if bead[-1] >= _SURE]
    pairs = [
        (left.vocabulary.together(i, d), right.vocabulary.together(j, e)) for i, j, d, e, _ in sure
    ]
    learned = learned_links(left.vocabulary, right.vocabulary, pairs)
    ratio = evidence.ratio
    if len(sure) >= _ENOUGH:
        ratio = _length_ratio(
            np.concatenate([left.lengths[i : i + d] for i, _, d, _, _ in sure]),
            np.concatenate([right.lengths[j : j + e] for _, j, _, e, _ in sure]),
        )
    return replace(evidence, links=np.maximum(evidence.links, learned), ratio=ratio)


def scores_of(evidence: Evidence, coded: tuple[Any, ...] | None) -> dict[tuple[int, int], InBand]:
    """Return the scores of all beads in the band, -inf where there can be none."""
    found = {}
    rows, columns = len(evidence.left.lengths), len(evidence.right.lengths)
    for bead in BEADS:
        if bead[0] > rows or bead[1] > columns:
            continue
        score: InBand = np.full((1, 1), model.PRIORS[bead], dtype=np.float32)
        for weight, feature in zip(model.WEIGHTS.values(), evidence.features(bead), strict=True):
            score = score + np.float32(weight) * feature
        if coded:
            likeness = evidence.likeness(bead, (coded[0], coded[1]))
            score = score + np.float32(model.VECTOR_WEIGHT * sum(bead) / 2) * likeness
        inside = inside_grid(evidence.band, bead)
        found[bead] = np.where(inside, np.float32(model.SHARPNESS) * score, np.float32(-np.inf))
    return found


def beads(evidence: Evidence, known: Evidence, coded: tuple[Any, ...] | None) -> list[Bead]:
    """Return the best path.

    Args:
        evidence: The evidence to find it by.
        known: Evidence of links that are known without these texts.
        coded: The vectors of the sentences of both sides.
    """
    alone = model.SHARPNESS * model.ALONE[0], model.SHARPNESS * model.ALONE[1]
    found = probabilities(evidence.band, scores_of(evidence, coded), alone)
    path = best_path(evidence.band, found)
    explained = {
        bead: _explained(known, bead, coded) for bead in {(d, e) for _, _, d, e in path if d and e}
    }
    starts = evidence.band.starts
    trusts = trust(evidence.band, explained, path)
    return [
        (i, j, d, e, min(1.0, trusted * float(found.beads[d, e][i, j - starts[i]])))
        if d and e
        else (i, j, d, e, 0.0)
        for (i, j, d, e), trusted in zip(path, trusts, strict=True)
    ]


def _explained(evidence: Evidence, bead: tuple[int, int], coded: tuple[Any, ...] | None) -> InBand:
    by_words = evidence.explained(bead)
    if not coded:
        return by_words
    return by_words + _BY_VECTORS * np.maximum(evidence.likeness(bead, (coded[0], coded[1])), 0)


def _encoded(vectors: Vectors, sentences: Sequence[str]) -> Any:
    """Return the vectors of sentences.

    Raises:
        ValueError: If they are not a row of finite numbers for each.
    """
    found = np.asarray(vectors(list(sentences)))
    if found.ndim != 2 or len(found) != len(sentences):
        raise ValueError(
            f"vectors returned an array of shape {found.shape} for {len(sentences)} sentences; "
            "expected a row for each"
        )
    if not np.isfinite(found).all():
        raise ValueError("vectors returned numbers that are not finite")
    return found


def _length_ratio(left: npt.NDArray[np.float64], right: npt.NDArray[np.float64]) -> float:
    return float(np.clip(right.sum() / max(1.0, left.sum()), *_RATIOS))


def _line_starts(text: str, spans: Sequence[tuple[int, int]]) -> list[bool]:
    """Return whether there is a line break between each sentence and the one before."""
    found, end = [], 0
    for start, next_end in spans:
        # A mark in the place of the sentence, because a break may be the last character.
        found.append(end == 0 or len(f"{text[end:start]}.".splitlines()) > 1)
        end = next_end
    return found

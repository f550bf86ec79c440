"""Sentences and clauses that are left out or added."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossary.check import Job, run
from glossary.check.coverage import covered, token_count, token_spans
from glossary.check.units import segments_of
from tests.glossary.check.conftest import Check
from tests.glossary.conftest import Run

SOURCE = "政府去年投资建设了三座医院，还为农村学校的教师提高了工资，并且降低了中小企业的税收。"
WHOLE = (
    "Last year the government built three hospitals, raised the salaries of teachers in rural "
    "schools and lowered the taxes of small businesses."
)


@pytest.mark.parametrize(
    ("target", "omitted"),
    [
        (WHOLE, ""),
        ("Last year the government built three hospitals, and lowered the taxes of small businesses.", "教师"),
        ("The government raised the salaries of teachers in rural schools.", "企业"),
    ],
)  # fmt: skip
def test_a_clause_that_is_left_out(check: Check, target: str, omitted: str) -> None:
    found = [one for one in check((SOURCE, target)) if one.rule == "omitted"]
    assert bool(found) is bool(omitted)
    for one in found:
        assert omitted in SOURCE[slice(*one.source_span or (0, 0))]
        assert one.target_span is None


def test_a_longer_text_does_not_make_an_omission_likelier() -> None:
    expected = []
    for count in (20, 200):
        _, chinese, english = next(covered(list(segments_of([(SOURCE, WHOLE)] * count))))
        expected.append([*chinese.expected, *english.expected])
    assert expected[0] == pytest.approx(expected[1])


def test_in_a_brief_translation_an_omission_is_less_sure() -> None:
    cut = "Last year it built three hospitals and raised the salaries of teachers in rural schools."
    brief = (
        "Last year it built three hospitals, paid rural teachers more and cut small firms’ taxes."
    )
    for others, severity in ((WHOLE, "major"), (brief, "minor")):
        pairs = [(SOURCE, cut), *[(SOURCE, others)] * 20]
        found = [one for one in run(Job(tuple(segments_of(pairs)))) if one.rule == "omitted"]
        assert (found[0].segment, found[0].severity) == (1, severity)


def test_into_chinese(check: Check) -> None:
    target = "政府去年投资建设了三座医院。"
    (found,) = [one for one in check((WHOLE, target)) if one.rule == "omitted"]
    assert "taxes" in WHOLE[slice(*found.source_span or (0, 0))]
    assert not [one for one in check((WHOLE, SOURCE)) if one.rule in ("omitted", "added")]


@pytest.mark.parametrize(
    ("source", "target", "omitted"),
    [
        # A clause of the translation may be a part of one of its source.
        ("You may take the bus or walk along the river to the old harbour.", "你可以坐公共汽车。", "river"),
        # Of several clauses the one that is as long as what the translation lacks.
        (
            "The mayor opened the bridge. It was built by two hundred workers, and it shortens the way to the airport. Buses use it from today.",
            "市长周一为大桥剪彩。大桥由两百名工人建成。公共汽车今天起可以通行。",
            "shortens the way",
        ),
    ],
)  # fmt: skip
def test_the_span_is_that_of_the_clause(
    check: Check, source: str, target: str, omitted: str
) -> None:
    (found,) = [one for one in check((source, target)) if one.rule == "omitted"]
    start, end = found.source_span or (0, 0)
    assert omitted in source[start:end]
    assert end - start <= len(source) * 2 / 3


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("To do this, open the list of your friends and choose a name.", "为此，请打开好友列表并选择名字。"),
        ("The shop around the corner sells apples, pears, plums, and many more.", "拐角那家店卖苹果、梨、李子等。"),
        ("He met teachers, doctors and farmers, to name but a few.", "他会见了教师、医生、农民等。"),
    ],
)  # fmt: skip
def test_phrases_in_passing_are_not_left_out(check: Check, source: str, target: str) -> None:
    assert not [one for one in check((source, target)) if one.rule == "omitted"]


def test_a_sentence_that_is_added(check: Check) -> None:
    addition = "Nobody knows whether the weather in the mountains was pleasant in autumn, or bad."
    target = f"{WHOLE} {addition}"
    (found,) = [one for one in check((SOURCE, target)) if one.rule == "added"]
    assert "mountains" in target[slice(*found.target_span or (0, 0))]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The index closed higher. Shares of mainland property developers led the gains.", "指數收市上升，內房股領漲。"),
        ("The minister opened the meeting at noon. Delegates from nine provinces attended it.", "部长中午宣布开会，九省代表出席。"),
    ],
)  # fmt: skip
def test_sentences_that_chinese_joins_are_not_left_out(
    check: Check, source: str, target: str
) -> None:
    assert not [one for one in check((source, target)) if one.rule == "omitted"]
    joined = target.partition("，")[0] + "。"
    assert [one.rule for one in check((source, joined)) if one.rule == "omitted"] == ["omitted"]


def test_short_segments_and_segments_without_words_are_left_alone(check: Check) -> None:
    for pair in (("是。", "Yes, indeed, it is."), ("……", "Well, well, what is that, I wonder?")):
        assert not [one for one in check(pair) if one.rule in ("omitted", "added")]


def test_what_is_received_is_what_is_given() -> None:
    """No token of a side is shared out more than once."""
    for _, left, right in covered(list(segments_of([(SOURCE, WHOLE), ("好", "x"), ("。", ".")]))):
        for side, other in ((left, right), (right, left)):
            assert len(side.received) == len(side.expected) == len(token_spans(side.text))
            assert 0 <= side.received.sum() <= len(other.received)
    assert token_count(SOURCE) == len(token_spans(SOURCE))


def test_a_sentence_of_a_document_without_a_counterpart(run: Run, tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text(
        "委员会昨天在北京召开会议。\n这项法律将于明年三月生效。\n教师的工资提高了百分之五。\n",
        encoding="utf-8",
    )
    target.write_text(
        "The committee met in Beijing yesterday.\nTeachers' salaries rose by five per cent.\n",
        encoding="utf-8",
    )
    out = run("check", str(source), str(target))[1]
    assert "a sentence seems to be left out [omitted]\n  zh  这项法律将于明年三月生效。" in out


def test_published_pairs(data: Path) -> None:
    """Hardly a published pair lacks anything."""
    pairs = []
    for path in sorted((data / "checking/hkma-2016").glob("??.zh.md")):
        sides = (path, path.with_name(path.name.replace("zh", "en")))
        texts = [side.read_text(encoding="utf-8").split("\n") for side in sides]
        pairs += [pair for pair in zip(*texts, strict=True) if all(map(str.strip, pair))]
    found = run(Job(tuple(segments_of(pairs))))
    assert len(pairs) > 400
    assert sum(one.rule in ("omitted", "added") for one in found) <= 0.03 * len(pairs)

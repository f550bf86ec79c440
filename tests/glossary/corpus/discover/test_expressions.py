"""New expressions: what was planted comes back, whatever the order of the texts."""

from __future__ import annotations

import csv
import json
import random
from math import log
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="pyarrow is not installed")

import numpy as np

from glossary.corpus.discover.expressions import Expression, expressions, keyness
from glossary.corpus.discover.grams import entropy
from glossary.corpus.discover.learning import likelihood
from glossary.corpus.discover.preparing import Article
from glossary.views.track import expressions as view
from tests.glossary.conftest import Run

PLANTED = ["低空经济", "银发列车", "链主企业"]
_WORDS = "的 在 是 了 大家 今天 看到 说明 城市 农村 学校 老人 孩子 天气 道路 商店 花园 音乐 河边 工人".split()


def articles(count: int = 60, seed: int = 2) -> list[Article]:
    """Return articles of common words; the last third has more of the last planted expression."""
    drawn = random.Random(seed)
    found = []
    for number in range(count):
        words = drawn.choices(_WORDS, k=60)
        planted = [*PLANTED[:2], *([PLANTED[2]] * (5 if number >= 40 else 0))]
        for expression in planted:
            words.insert(drawn.randrange(len(words)), expression)
        month = 1 + number // 5
        text = "".join(words)
        found.append(
            Article(f"a.jsonl:{number:02}", f"2024-{month:02}-01", f"{text}。2024年3月9日")
        )
    return found


def names(found: list[Expression]) -> list[str]:
    return [one.text for one in found]


def test_planted_expressions_come_back_without_their_pieces() -> None:
    found = names(expressions(articles(), {}, limit=12))
    assert set(PLANTED) <= set(found)
    assert not {"低空", "空经济", "银发", "链主", "发列车"} & set(found)


def test_known_expressions_are_left_out_and_counts_are_those_outside_of_them() -> None:
    found = names(expressions(articles(), {"低空经济": True}))
    assert PLANTED[1] in found
    assert not any(name in "低空经济" for name in found)


def test_order_of_the_texts_does_not_matter() -> None:
    ours = articles()
    theirs = random.Random(5).sample(ours, len(ours))
    assert expressions(ours, {}, since="2024-09-01") == expressions(theirs, {}, since="2024-09-01")


def test_only_what_rises_since_a_date() -> None:
    found = {one.text: one for one in expressions(articles(), {}, since="2024-09-01")}
    assert PLANTED[2] in found
    assert not set(PLANTED[:2]) & found.keys()
    assert found[PLANTED[2]].rise > 4
    dates = {one.id: one.date for one in articles()}
    assert all(dates[id] >= "2024-09-01" for id, _ in found[PLANTED[2]].contexts)
    assert found[PLANTED[2]].ratio > 6.63


def test_contexts_are_places_in_the_texts() -> None:
    texts = {one.id: one.text for one in articles()}
    (found,) = (one for one in expressions(articles(), {}) if one.text == PLANTED[0])
    assert (found.count, found.articles) == (60, 60)
    assert [id for id, _ in found.contexts] == ["a.jsonl:00", "a.jsonl:01", "a.jsonl:02"]
    for id, context in found.contexts:
        assert f"〔{PLANTED[0]}〕" in context
        assert context.replace("〔", "").replace("〕", "") in texts[id]


@pytest.mark.parametrize(
    "texts", [[], [""], ["English only."], ["一"], ["一二三四五" * 9], ["\ud800𠀀" * 9]]
)
def test_texts_without_expressions(texts: list[str]) -> None:
    assert expressions([Article(f"{n}", "", text) for n, text in enumerate(texts)], {}) == []


def test_numbers_and_names_are_left_out() -> None:
    words = [*_WORDS, "二零二四年", "王小明", "第七次会议"]
    drawn = random.Random(1)
    text = [Article("a", "", "".join(drawn.choices(words, k=3000)))]
    assert not {"二零二四年", "二零二四", "王小明", "第七次会议"} & set(
        names(expressions(text, {}))
    )


def test_keyness_is_that_of_rayson_and_garside() -> None:
    expected = 2 * (30 * log(30 / 20) + 10 * log(10 / 20))
    assert keyness(30, 10, 1000, 1000) == pytest.approx(expected)
    assert keyness(5, 5, 1000, 1000) == 0
    assert keyness(5, 0, 1000, 0) == 0


def test_entropy() -> None:
    found = entropy(np.array([0, 0, 1, 1, 1, 1]), np.array([1, 2, 3, 3, 3, 3]), 3)
    assert found == pytest.approx([log(2), 0, 0])


def test_likelihood_finds_the_trait_that_matters() -> None:
    drawn = np.random.default_rng(1)
    values = drawn.normal(size=(400, 3))
    scores = likelihood([f"{number}" for number in range(400)], values, values[:, 1] > 0.5)
    assert np.corrcoef(scores, values[:, 1])[0, 1] > 0.95


def test_candidates_are_a_table_of_terms(tmp_path: Path) -> None:
    found = [Expression("=低空", 1.5, 3, 2, 1.0, 9.0, (("a:1", "看〔=低空〕\t好"),))]
    table = view.write(found, "tsv", rises=True).decode()
    (row,) = csv.DictReader(table.splitlines(), delimiter="\t")
    assert row["simplified"] != "=低空"  # a spreadsheet takes it for no formula
    assert row["note"] == "3 occurrences in 2 texts, 2.0 times as often as before; 看〔=低空〕\t好"


def test_command(run: Run, tmp_path: Path) -> None:
    corpus = tmp_path / "a.jsonl"
    corpus.write_text(
        "".join(json.dumps({"text": one.text, "date": one.date}) + "\n" for one in articles()),
        encoding="utf-8",
    )
    table = tmp_path / "candidates.tsv"
    assert run("track", str(corpus), "--new", "-o", str(table), "--no-builtin").code == 0
    code, out, _ = run("track", str(corpus), "--new", "--json", "--no-builtin")
    assert code == 0
    assert set(PLANTED) <= {one["expression"] for one in json.loads(out)}
    _, out, _ = run("track", str(corpus), "--new", "--least", "61", "--json", "--no-builtin")
    frequent = {one["expression"]: one["count"] for one in json.loads(out)}
    # The first two occur 60 times, the last 100 times.
    assert frequent[PLANTED[2]] == 100
    assert not set(PLANTED[:2]) & frequent.keys()
    assert min(frequent.values()) >= 61
    code, _, err = run("track", str(corpus), "--new", "--least", "1", "--no-builtin")
    assert (code, "1 is not in the range x>=2" in err) == (2, True)
    _, out, _ = run("track", str(corpus), "--new", "--until", "2024-06", "--json", "--no-builtin")
    assert max(one["articles"] for one in json.loads(out)) == 30
    assert run("import", str(table), "--no-builtin").code == 0
    # They are known now.
    _, out, _ = run("track", str(corpus), "--new", "--since", "2024-09", "--json", "--no-builtin")
    assert not set(PLANTED) & {one["expression"] for one in json.loads(out)}
    code, _, err = run("track", str(corpus), "--new", "--to", "png", "--no-builtin")
    assert code == 2
    assert "png: not a format of --new" in err


def test_a_large_corpus_has_to_have_an_expression_more_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = articles()
    size = sum(len(one.text) for one in texts)
    assert min(one.count for one in expressions(texts, {})) < 60
    monkeypatch.setattr("glossary.corpus.discover.expressions._OFTEN", size // 80)
    found = expressions(texts, {})
    assert found[0].text == PLANTED[2]
    assert 60 < min(one.count for one in found) <= 100
    # What is new may be rare, and who names a number gets what it says.
    assert min(one.count for one in expressions(texts, {}, since="2024-09-01")) < 60
    assert set(PLANTED) <= set(names(expressions(texts, {}, least=5)))


def test_scores_do_not_depend_on_the_least_count() -> None:
    drawn = random.Random(4)
    ends = [f"{one}{other}" for one in "山水田林湖草沙" for other in "法策局会案权约制款"]
    terms = [f"{drawn.choice('新旧大小')}{drawn.choice('民国地方')}{end}" for end in ends]
    texts = articles()
    for number, one in enumerate(texts):
        # Each term occurs ten times.
        added = "。".join(terms[number % 6 :: 6])
        texts[number] = one._replace(text=f"{one.text}{added}。")
    known = dict.fromkeys(terms, True)
    every = {one.text: one.score for one in expressions(texts, known)}
    frequent = expressions(texts, known, least=20)
    assert {PLANTED[0], PLANTED[1]} <= set(names(frequent))
    assert all(one.count >= 20 for one in frequent)
    assert all(one.score == every[one.text] for one in frequent if one.text in every)

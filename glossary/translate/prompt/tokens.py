"""An estimate of the number of tokens of a text that is meant as an upper bound.

Every model has its own tokenizer, whose vocabulary would have to be downloaded. The costs below
were chosen so that no prompt that was measured has more tokens than estimated in any of four:
cl100k and o200k (OpenAI), DeepSeek's, and the published one of early Claude models. It is a sum
over parts of the text, and no bound for the tokenizers that were not measured. See
``benchmarks/prompt_tokens.py``.
"""

from __future__ import annotations

import re
from math import ceil

_PARTS = re.compile(
    r"(?P<name>[A-Z][A-Za-z]*)|(?P<word>[a-z]+)|(?P<number>[0-9]+)|(?P<han>[\u4e00-\u9fff]+)"
    r"|(?P<space> )|(?P<mark>[\x00-\x7f])|(?P<sign>[\u0080-\u33ff\uff00-\uffef])|(?P<rare>.)",
    re.DOTALL,
)
# The tokens of a part: at least one, and so many a character. A space belongs to the next word.
_COSTS = {
    "name": 0.4, "word": 0.25, "number": 0.5, "han": 1.6, "mark": 1.0, "sign": 1.25, "rare": 3.0,
}  # fmt: skip


def estimate(text: str) -> int:
    """Return the number of tokens that a text has at most, by its characters."""
    return ceil(
        sum(
            max(1.0, _COSTS[kind] * (match.end() - match.start()))
            for match in _PARTS.finditer(text)
            if (kind := match.lastgroup) and kind != "space"
        )
    )

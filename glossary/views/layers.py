"""The style sheet of our parts in a page of others, above all that the page says of elements.

Rules of the page such as ``h1 a {display: block}`` would meet our marks too. Of declarations that
are important, those in a layer win over those outside one, and those in an earlier layer over
those in a later one (CSS Cascading and Inheritance 5, 6.1). So our rules are one layer, and what
takes back the rules of the page is another one after it.
"""

from __future__ import annotations

import re

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_KEYFRAMES = re.compile(r"@keyframes [^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}")
# The declarations of a rule.
_DECLARATIONS = re.compile(r"\{([^{}]*)\}")
# A string, which may hold a semicolon, or the end of a declaration.
_END = re.compile(r'("[^"]*")|\s*;\s*')
_BOXES = ":is(.zg-index, .zg-bar, .zg-card, .zg-panel, .zg-ask)"
_PSEUDO = f":is({_BOXES}, {_BOXES} *, [data-zg])"
_RESET = f"""
{_BOXES} {{ all: initial; }}
{_BOXES} * {{ all: revert; }}
.zg-index {{ display: block; }}
[data-zg]:is(.zg, span, rb) {{ all: unset; }}
[data-zg].zg-off {{ display: contents; }}
[data-zg]:is(div, ruby, rt, small), [data-zg]:is(rt, small) * {{ all: revert; }}
{_PSEUDO}::before, {_PSEUDO}::after {{ all: revert; content: none; }}
"""


def above_all(css: str) -> str:
    """Return a style sheet of ours so that it wins over every rule of a page."""
    css = _COMMENT.sub("", css)
    frames = "\n".join(_KEYFRAMES.findall(css))
    rules = _DECLARATIONS.sub(_important, _KEYFRAMES.sub("", css))
    reset = _DECLARATIONS.sub(_important, _RESET)
    return (
        f"@layer zg-rules, zg-reset;\n@layer zg-rules {{\n{rules}}}\n"
        f"@layer zg-reset {{{reset}}}\n{frames}\n"
    )


def _important(match: re.Match[str]) -> str:
    parts: list[str] = [""]
    for text in _END.split(match[1].strip()):
        # Between the declarations the pattern has matched no string.
        if text is None:
            parts.append("")
        else:
            parts[-1] += text
    declarations = (part.removesuffix("!important").strip() for part in parts)
    return "{ " + " ".join(f"{one} !important;" for one in declarations if one) + " }"

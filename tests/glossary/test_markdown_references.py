"""Markdown: where references to footnotes are put, and what they must not change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from glossary import Glossary
from glossary.documents import parse
from tests.markup import assert_reversible

REF = "[^zg-luoguan]"


def referenced(glossary: Glossary, source: str) -> str:
    """Return a document with a reference for every mention, without the footnotes."""
    return re.split(
        r"\n\n\[\^zg-", glossary.annotate(parse(source, "markdown"), "markdown", mentions="all")
    )[0]


# The offset of each reference is marked with ^.
PLACES = [
    # Addresses: those that GitHub links reach up to the next space.
    "https://a.tw/裸官 裸官^",
    "`裸官` 裸官^`裸官` <b>x</b> 裸官^ <b>裸官^</b>",
    "见 https://a.tw/x裸官逃 裸官^",
    "www.a.tw/裸官_裸官 裸官^",
    "裸官@a.tw 裸官^",
    "<https://a.tw/裸官> [裸官](https://a.tw/裸官 '裸官') 裸官^",
    "[x](https://a.tw)裸官^",
    "**https://a.tw**裸官^",
    "`https://a.tw`裸官^",
    # Formulas, and sums of money, which are none.
    "$裸官 = 1$ 裸官^",
    r"$\text{裸官}_1$裸官^",
    "$$裸官$$ 裸官^",
    "文\n\n$$\n- 裸官\n$$\n裸官^",
    "> $$\n> 裸官\n> $$\n\n裸官^",
    r"\\(裸官\\) \\[裸官\\] 裸官^",
    r"\(\text{裸官}\) \(裸官^\) \[裸官^\] \[*裸官^*\] \[_裸官^_\]",
    r"\(裸官=1\) \[裸官_1\] \[x^2 < 裸官\] \[裸官^，a=b\] \[[裸官](x?y=z)裸官^\]",
    "文\n\\[\n- 裸官\n\n=\n裸官\n\\]\n裸官^",
    "文\n$$\n- 裸官\n$$\n裸官^",
    "\\begin{align}\n裸官 &= 1 \\\\\n- 裸官\n\\end{align}\n裸官^",
    r"`$`裸官^`$` \$裸官^\$",
    "罚$5，裸官^逃$ 6",
    "US$5给裸官^得NT$ 10",
    "$5 裸官^ 5$",
    # MDX.
    "import X from '../裸官.js'\nimport {Y} from \"裸官\"\n\n裸官^",
    "export const meta = {\n  title: '裸官'\n}\n\n裸官^",
    "{裸官 && 1} {/* 裸官 */} 裸官^",
    "{a({b: '裸官'})}裸官^",
    "<Chart data={裸官} x={[1 > 2, '裸官']} />裸官^",
    "<A.B title=\"裸官\">裸官^</A.B>",
    "<A\n  title=\"裸官\"\n  {...裸官}\n  type={`裸官`}\n>\n裸官^\n</A>",
    "- <A b={裸官 => {\n  - 裸官\n\n  }} />裸官^\n\n裸官^",
    "export const a = {\n  x: '裸官',\n\n  y: '裸官',\n}\n\n裸官^",
    "{/* 裸官\n\n- 裸官 */}\n裸官^ {/* 裸官^",
    "import 'x' 和裸官\n\n# export 裸官^",
    "export裸官^",
    # Hugo, Jekyll, Pandoc, kramdown.
    '{{< ref "裸官.md" >}} {{% 裸官 %}} {% 裸官 %} {{ 裸官 }} 裸官^',
    "{% x %}裸官^{% y %} {{< x >}}裸官^{{< /x >}}",
    '[裸官]({{ site.url }}/裸官 "裸官") ![裸官]({% link 裸官.md %}) [裸官](a-{{< ref "裸官.md" >}}) 裸官^',
    "[裸官]: {{ site.url }}/裸官\n[裸官^]: 裸官^ {{ x }}\n[裸官^](裸官^ x {{ 裸官 }}",
    "{% comment %}裸官{% endcomment %}\n{%- highlight x -%}\n裸官\n\n裸官\n{%- endhighlight -%}\n裸官^",
    "{{/* 裸官\n\n裸官 */}}\n{{< highlight go >}}\n- 裸官\n\n裸官\n{{< /highlight >}}\n裸官^",
    "{\n  \"title\": \"裸官\",\n\n  \"x\": \"裸官\"\n}\n\n裸官^",
    "# 裸官^ {#裸官 .x}",
    "裸官^\n{: .裸官}",
    "裸官{.x} 裸官^",
    "*[裸官]: 裸官\n*[b]: 裸官\n\n裸官^",
    "裸官^\n*[裸官]: 裸官\n裸官^",
    "[@裸官, p. 3] [见 @裸官] @裸官 裸官^",
    "据@裸官2020与(@裸官)，-@裸官 裸官^",
    "a^[裸官] [裸官^] 裸官^",
    "::: {.note title='裸官'}\n裸官^\n:::",
    ":::note 裸官\n裸官^\n:::",
    '!!! note "裸官"\n\n裸官^',
    '文\n!!! note "裸官"\n\n    裸官^\n\n    - 裸官^\n\n          裸官\n\n    ```\n    裸官\n    ```\n裸官^',
    '> ???+ note\n>     裸官^\n\n- 裸官^\n\n    === "裸官"\n\n\t\t裸官^\n\n        ??? x\n            裸官^',
    "裸官^\n===\n\n=== 裸官^\n\n    裸官",
    "/// note | 裸官\n裸官^\n///\n--8<-- '裸官.md'\n<<< @/裸官.js",
    # MyST.
    "(裸官)=\n# 裸官^ {ref}`裸官`\n(裸官^)=1",
    ":::{note} 裸官\n:name: 裸官\n裸官^\n:::\n:name: 裸官^",
    "````{admonition} 裸官\n:class: 裸官\n\n裸官^\n\n```{tip}\n裸官^\n```\n```{code} 裸官\n裸官\n```\n````\n裸官^",
    "- ~~~{note}\n  裸官^\n  ~~~\n\n> ```{note}\n> 裸官\n\n裸官^",
    "```ad-note\ntitle: 裸官\n裸官^\n```\n```note\n裸官\n```\n裸官^",
    "+++\ntitle = '裸官'\n+++\n裸官^",
    # Obsidian.
    "[[裸官]] [[裸官|裸官]] ![[裸官.png]] %%裸官%% 裸官^",
    "文\n%%\n- 裸官\n\n裸官\n%%\n裸官^ %%",
    "> [!裸官] 裸官^",
    "[[1]](x) 裸官^",
    # What is none of these.
    r"\{裸官^\} {裸官^",
    "甲 % 裸官^ %",
    "#裸官^ 裸官^",
    "==裸官^==",
    # Marks of emphasis go on to end it: before a letter they cannot after a bracket.
    "**裸官**^外逃",
    "*裸官*^外逃，~~裸官~~^外逃",
    "***裸官***^外逃",
    "**打击*裸官***^外逃",
    "裸官^**外逃**",
    "**[裸官](x)**外逃",
    "**裸官^外逃**",
    "裸官^\\*外逃* 裸官^",
    "裸官_外逃_",
    "裸官*",
    "**裸官^**(x) **裸官^**（x） **裸官^** *裸官^*",
    "| **裸官^** | 裸官^ |\n|---|---|",
    # HTML: nothing is put into blocks, links, readings and comments.
    "<div>裸官</div>\n\n裸官^",
    "<b>裸</b>官^",
    "<a href=x>裸官</a>裸官^",
    "<code>裸官</code> <kbd>裸官</kbd>裸官^",
    "<span lang=ja>裸官</span><span translate=no>裸官</span>裸官^",
    "<ruby>裸<rt>luǒ</rt>官<rt>guān</rt></ruby> 裸官^",
    "a <!-- 裸官 --> 裸官^",
    "<!-- 裸官\n\n裸官 -->\n裸官^",
    "<div lang=ja>\n\n裸官\n\n</div>\n\n裸官^",
    "<details><summary>\n\n裸官\n\n</summary>\n\n裸官^\n\n</details>",
    "<?php 裸官 > 裸官 ?>\n裸官^",
]  # fmt: skip


@pytest.mark.parametrize("marked", PLACES)
def test_places_of_references(small: Glossary, marked: str) -> None:
    bare = re.sub(r"(?<=[官*~])\^", "", marked)
    source = bare if "^" in marked else marked
    assert referenced(small, source) == re.sub(r"(?<=[官*~])\^", REF, marked)
    assert_reversible(small, source, "markdown", everything=True)


FOUND = [
    ("<div>\n裸官\n</div>", ["裸官"]),
    ("> <div>\n> 裸官 CCDI\n> </div>", ["裸官", "CCDI"]),
    ("- <p>naked\n  official</p>", ["naked\n  official"]),
    ("> <p>naked\n> official</p>", ["naked\n> official"]),
    ("1.\t<p>裸官\n\t中纪委</p>\r\n", ["裸官", "中纪委"]),
    ("<details>\n<summary>裸官</summary>\n\n中纪委\n\n</details>", ["裸官", "中纪委"]),
    ("<figure><img src=x alt=裸官>\n<figcaption>裸官</figcaption></figure>", ["裸官"]),
    ("<pre>裸官</pre>\n<script>裸官</script>\n<style>裸官</style>", []),
    ("<!-- 裸官 -->\n中纪委 <!-- 裸官 -->", ["中纪委"]),
    ("<div lang=ko>裸官</div>\n<div translate=no>\n\n裸官\n\n</div>\n\n中纪委", ["中纪委"]),
    ("<ruby>裸<rt>luǒ</rt>官<rt>guān</rt></ruby>", ["裸<rt>luǒ</rt>官"]),
    ("[[裸官]] {裸官} @裸官", ["裸官", "裸官", "裸官"]),
    ("$裸官$ {{裸官}} {#裸官} %%裸官%% ![[裸官]]", []),
    ("import '裸官'\n\n*[裸官]: 裸官\n\n:::裸官\n中纪委", ["中纪委"]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), FOUND)
def test_found_in_markdown(
    small: Glossary, tmp_path: Path, source: str, expected: list[str]
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(source.encode())
    mentions = small.find_file(path)
    assert [mention.text for mention in mentions] == expected
    assert all(source[mention.start : mention.end] == mention.text for mention in mentions)

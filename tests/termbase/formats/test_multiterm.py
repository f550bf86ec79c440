"""MultiTerm XML."""

from __future__ import annotations

from pathlib import Path

import pytest

from termbase.errors import InputError
from termbase.formats import parse, read, write
from termbase.model.concept import Related, Relation, Source, Status, Usage

GROUP = "<transacGrp><transac type='origination'>sa</transac><date>2010-04-17T10:00:00</date></transacGrp>"
EXPORTED = f"""<mtf>
<conceptGrp><concept>1</concept><system type="entryClass">1</system>{GROUP}
 <descripGrp><descrip type="Subject">Politics</descrip>{GROUP}</descripGrp>
 <descripGrp><descrip type="Client">ACME</descrip></descripGrp>
 <descripGrp><descrip type="Note">See <xref Tlink="English:party group">party group</xref>, too.</descrip></descripGrp>
 <languageGrp><language type="Chinese (PRC)" lang="ZH-CN"/>
  <termGrp><term>党委</term><descripGrp><descrip type="拼音">dǎngwěi</descrip></descripGrp>
   <descripGrp><descrip type="词性">Noun</descrip></descripGrp>
   <descripGrp><descrip type="例句">党委。</descrip></descripGrp></termGrp>
  <termGrp><term>党的委员会</term></termGrp></languageGrp>
 <languageGrp><language type="Chinese (Taiwan)" lang="ZH-TW"/><termGrp><term>黨委</term></termGrp></languageGrp>
 <languageGrp><language type="English" lang="EN"/>
  <descripGrp><descrip type="Definition">A <i/>definition.</descrip>
   <descripGrp><descrip type="Source" Ulink="http://x.org/">A book</descrip></descripGrp></descripGrp>
  <termGrp><term>party committee</term>{GROUP}<descripGrp><descrip type="Status">Preferred</descrip></descripGrp>
   <descripGrp><descrip type="Usage">official, media</descrip></descripGrp>
   <descripGrp><descrip type="Example">The committee.</descrip></descripGrp></termGrp>
  <termGrp><term>Party Committee</term><descripGrp><descrip type="Status">forbidden</descrip></descripGrp>
   <descripGrp><descrip type="Source">Xinhua</descrip></descripGrp></termGrp></languageGrp>
 <languageGrp><language type="German" lang="DE"/><termGrp><term>Parteikomitee</term></termGrp></languageGrp>
</conceptGrp>
<conceptGrp><concept>2</concept>
 <descripGrp><descrip type="See also" Clink="1">1</descrip></descripGrp>
 <descripGrp><descrip type="See also" Clink="9">9</descrip></descripGrp>
 <languageGrp><language type="Chinese" lang="ZH"/><termGrp><term>党组</term></termGrp></languageGrp>
 <languageGrp><language type="English" lang="en_us"/><termGrp><term>party group</term></termGrp></languageGrp>
</conceptGrp>
<conceptGrp><concept>3</concept><languageGrp><language type="German" lang="DE"/><termGrp><term>x</term></termGrp>
</languageGrp></conceptGrp>
</mtf>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_multiterm_exports(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(f'<?xml version="1.0" encoding="{encoding}"?>{EXPORTED}'.encode(encoding))
    reading = read(path)
    assert reading.problems == ()
    first, second = reading.concepts
    assert [concept.id for concept in (first, second)] == ["dangwei", "dangzu"]
    assert (first.subject, first.note) == ("Politics", "See party group, too.")
    assert first.gloss == "A definition."
    assert first.sources == (Source("A book", url="http://x.org/"),)
    assert first.examples == (("党委。", "The committee."),)
    one, other = first.chinese
    assert (one.text, one.traditional, one.pinyin) == ("党委", "黨委", "dǎngwěi")
    assert (one.part_of_speech, other.text) == ("noun", "党的委员会")
    preferred, forbidden = first.english
    assert (preferred.status, preferred.usage) == (Status.PREFERRED, (Usage.OFFICIAL, Usage.MEDIA))
    assert (forbidden.status, forbidden.sources) == (Status.DEPRECATED, (Source("Xinhua"),))
    assert first.related == (Related(Relation.SEE_ALSO, "dangzu"),)
    assert second.related == (Related(Relation.SEE_ALSO, "dangwei"),)
    assert reading.dropped == {
        "terms in German": 2, "dates and people": 3, "fields of the system": 1, "field 'Client'": 1,
        "entries without Chinese and English": 1, "links to missing entries": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ('type="Chinese (PRC)" lang="ZH"', ""), ('type="Chinese" lang="zh_tw"', "裡"),
        ('type="Chinese (Hong Kong SAR)" lang=""', "裡"), ('type="中文" lang="ZH"', "裡"),
    ],
)  # fmt: skip
def test_languages(language: str, expected: str) -> None:
    text = "里" if "PRC" in language else "裡"
    data = f"<mtf><conceptGrp><languageGrp><language {language}/><termGrp><term>{text}</term></termGrp></languageGrp></conceptGrp></mtf>"
    (concept,) = parse(data.encode(), "multiterm", "x").concepts
    assert (concept.chinese[0].text, concept.chinese[0].traditional) == ("里", expected)


BAD = [
    ("<tbx/>", "expected <mtf>, found <tbx>"), ("<mtf>", "not well-formed"), ("", "not well-formed"),
    ('<!DOCTYPE mtf [<!ENTITY a "a">]><mtf/>', "declares entities"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "message"), BAD)
def test_no_multiterm(data: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse(data.encode(), "multiterm", "x")


def test_empty_and_odd() -> None:
    assert parse(b"<mtf/>", "multiterm", "x").concepts == []
    odd = "<conceptGrp><languageGrp/><languageGrp><language lang='EN'/><termGrp/></languageGrp></conceptGrp>"
    reading = parse(f"<mtf>{odd}</mtf>".encode(), "multiterm", "x")
    assert reading.dropped == {"entries without Chinese and English": 1}
    term = "<languageGrp><language lang='EN'/><termGrp><term> </term></termGrp></languageGrp>"
    (problem,) = parse(
        f"<mtf>\n<conceptGrp>{term}</conceptGrp></mtf>".encode(), "multiterm", "x"
    ).problems
    assert (problem.line, problem.message) == (2, "term without text")


def test_it_is_not_written() -> None:
    with pytest.raises(InputError, match="read but not written"):
        write([], "multiterm")

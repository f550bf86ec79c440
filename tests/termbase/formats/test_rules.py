"""The rules of XLIFF and TMX: what breaks them, and files of others that keep them or do not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from termbase.errors import InputError
from termbase.formats.rules import check_of
from termbase.formats.rules.content import START, content

# Where the problem is to be found: on the line of this comment.
HERE = "<!--here-->"
MODULES = " ".join(
    f'xmlns:{prefix}="{namespace}"'
    for prefix, namespace in {
        "my": "urn:mine",
        "fs": "urn:oasis:names:tc:xliff:fs:2.0",
        "gls": "urn:oasis:names:tc:xliff:glossary:2.0",
        "its": "http://www.w3.org/2005/11/its",
        "mda": "urn:oasis:names:tc:xliff:metadata:2.0",
        "mtc": "urn:oasis:names:tc:xliff:matches:2.0",
        "pgs": "urn:oasis:names:tc:xliff:pgs:1.0",
        "res": "urn:oasis:names:tc:xliff:resourcedata:2.0",
        "slr": "urn:oasis:names:tc:xliff:sizerestriction:2.0",
        "val": "urn:oasis:names:tc:xliff:validation:2.0",
    }.items()
)


def document(files: str, version: str = "2.1", root: str = 'srcLang="zh" trgLang="en"') -> str:
    namespace = "2.2" if version == "2.2" else "2.0"
    return (
        f'<xliff xmlns="urn:oasis:names:tc:xliff:document:{namespace}" version="{version}" '
        f"{MODULES} {root}>\n{files}\n</xliff>"
    )


def file(body: str, version: str = "2.1") -> str:
    return document(f'<file id="f">\n{body}\n</file>', version)


def unit(body: str, version: str = "2.1") -> str:
    return file(f'<unit id="u">\n{body}\n</unit>', version)


def codes(source: str, target: str | None = None) -> str:
    end = "" if target is None else f"\n<target>{target}</target>"
    return unit(f"<segment>\n<source>{source}</source>{end}\n</segment>")


SEGMENT = '<segment id="s"><source>国</source></segment>'
NO = 'canCopy="no" canDelete="no"'
FIRST, NEXT = f'canReorder="firstNo" {NO}', f'canReorder="no" {NO}'

BROKEN_2 = [
    # the grammar
    ("missing-attribute", document('<file id="f"><unit id="u"><segment><source/></segment></unit></file>', root="")),
    ("wrong-value", document(f'<file id="f"><unit id="u">{SEGMENT}</unit></file>', "2.7")),
    ("wrong-value", document(f'<file id="f"><unit id="u">{SEGMENT}</unit></file>', root='srcLang="zh CN"')),
    ("missing-element", document(f'<file id="f">{HERE}</file>')),
    ("missing-element", unit(f"<notes/>{HERE}{SEGMENT}")),
    ("misplaced-element", unit(f"{SEGMENT}\n<notes><note>n</note></notes>{HERE}")),
    ("misplaced-element", unit(f"<segment>\n<source/><source/>{HERE}</segment>")),
    ("misplaced-element", document(f'<my:a/>{HERE}\n<file id="f"><unit id="u">{SEGMENT}</unit></file>')),
    ("misplaced-element", file(f'<unit id="u">{SEGMENT}</unit>\n<segment xmlns=""/>{HERE}')),
    ("unknown-element", unit(f"<gls:glossaries/>{HERE}\n{SEGMENT}")),
    ("unknown-attribute", unit(f'<segment name="n">{HERE}<source/></segment>')),
    ("unknown-attribute", codes(f'<pc id="1" my:a="1"/>{HERE}')),
    ("missing-attribute", codes(f"<ph/>{HERE}")),
    ("wrong-value", codes(f'<ph id="a b"/>{HERE}')),
    ("wrong-value", codes(f'<ph id="1" type="mine"/>{HERE}')),
    ("stray-text", unit(f"{SEGMENT}国", "2.1").replace('id="u">', f'id="u">{HERE}')),
    # ids
    ("duplicate-id", document(f'<file id="f"><unit id="u">{SEGMENT}</unit></file>\n<file id="f">{HERE}<unit id="u">{SEGMENT}</unit></file>')),
    ("duplicate-id", file(f'<group id="g"><group id="h"/>\n<group id="g"/>{HERE}</group><unit id="u">{SEGMENT}</unit>')),
    ("duplicate-id", file(f'<group id="g"><unit id="u">{SEGMENT}</unit></group>\n<unit id="u">{HERE}{SEGMENT}</unit>')),
    ("duplicate-id", unit(f'<notes><note id="n">a</note>\n<note id="n">b</note>{HERE}</notes>{SEGMENT}')),
    ("duplicate-id", unit(f'<originalData><data id="d"/>\n<data id="d"/>{HERE}</originalData>{SEGMENT}')),
    ("duplicate-id", unit(f'{SEGMENT}\n<ignorable id="s">{HERE}<source/></ignorable>')),
    ("duplicate-id", codes(f'<ph id="1"/>\n<mrk id="1" translate="no"/>{HERE}')),
    ("duplicate-id", codes('<ph id="1"/>', f'<pc id="1"/>{HERE}')),
    ("duplicate-id", codes('<ph id="1"/>', f'<ph id="1"/>\n<ph id="1"/>{HERE}')),
    ("duplicate-id", unit(f'<my:a id="x"><my:b id="y"/></my:a>\n<my:a xml:id="y"/>{HERE}{SEGMENT}')),
    # languages, states, order, references
    ("missing-attribute", document(f'<file id="f"><unit id="u"><segment><source/>\n<target/>{HERE}</segment></unit></file>', root='srcLang="zh"')),
    ("language", unit(f'<segment><source xml:lang="ja"/>{HERE}</segment>')),
    ("language", unit(f'<segment><source/>\n<target xml:lang="zh"/>{HERE}</segment>')),
    ("language", file(f'<group id="g" xml:lang="fr"><unit id="u">\n<segment><source/>{HERE}</segment></unit></group>')),
    ("space", unit(f'<segment><source xml:space="preserve"/>\n<target/>{HERE}</segment>')),
    ("missing-element", file(f'<unit id="u">{HERE}<ignorable><source/></ignorable></unit>')),
    ("state", unit(f'<segment subState="my:a">{HERE}<source/></segment>')),
    ("state", unit(f'<segment state="final">{HERE}<source/></segment>')),
    ("order", unit(f'<segment><source/>\n<target order="2"/>{HERE}</segment>')),
    ("order", unit(f'<segment><source/><target/></segment>\n<segment><source/><target order="1"/>{HERE}</segment>')),
    ("annotation", codes(f'<mrk id="m" type="comment"/>{HERE}')),
    ("annotation", codes(f'<mrk id="m" type="comment" value="v" ref="#n=n"/>{HERE}')),
    ("dangling-reference", codes(f'<mrk id="m" type="comment" ref="#n=n"/>{HERE}')),
    ("dangling-reference", unit(f'<notes><note id="n">n</note></notes><segment><source>\n<mrk id="m" type="comment" ref="#f=f/n=n"/>{HERE}</source></segment>')),
    *(("fragment", codes(f'<mrk id="m" type="my:a" ref="{ref}"/>{HERE}')) for ref in (
        "#", "#a/b", "#f=f/f=f", "#u=u/f=f", "#n=n/u=u", "#x=1", "#a$b=1", "#gls=1/res=2", "#u=1/")),
    ("skeleton", document(f'<file id="f"><skeleton/>{HERE}<unit id="u">{SEGMENT}</unit></file>')),
    ("skeleton", document(f'<file id="f"><skeleton href="a">text</skeleton>{HERE}<unit id="u">{SEGMENT}</unit></file>')),
    # codes
    ("pair", codes(f'<sc id="1"/>{HERE}')),
    ("pair", codes(f'<ec startRef="1"/>{HERE}\n<sc id="1" isolated="yes"/>')),
    ("pair", codes(f'<ec id="1"/>{HERE}')),
    ("pair", codes(f'<ec isolated="yes" startRef="1"/>{HERE}')),
    ("pair", codes(f'<sc id="1" isolated="yes"/>{HERE}\n<ec startRef="1"/>')),
    ("pair", codes(f'<sc id="1"/>\n<ec startRef="1" dir="rtl"/>{HERE}')),
    ("pair", codes(f'<sc id="1"/>\n<ec startRef="1" canOverlap="no"/>{HERE}')),
    ("pair", codes(f'<sc id="1" {FIRST}/>\n<ec startRef="1" {NO}/>{HERE}')),
    ("pair", codes(f'<sm id="m" translate="no"/>{HERE}')),
    ("pair", codes(f'<em startRef="m"/>{HERE}')),
    ("dangling-reference", codes(f'<ph id="1" dataRef="d"/>{HERE}')),
    ("dangling-reference", codes(f'<pc id="1" dataRefEnd="d"/>{HERE}')),
    ("dangling-reference", codes(f'<ph id="1" subFlows="u v"/>{HERE}')),
    ("dangling-reference", codes(f'<ph id="1" copyOf="2"/>{HERE}')),
    ("copy", codes(f'<ph id="1" canCopy="no"/>\n<ph id="2" copyOf="1"/>{HERE}')),
    ("copy", unit(f'<originalData><data id="d"/></originalData><segment><source><ph id="1" dataRef="d"/>\n<ph id="2" copyOf="1"/>{HERE}</source></segment>')),
    ("sub-type", codes(f'<ph id="1" subType="my:a"/>{HERE}')),
    ("sub-type", codes(f'<ph id="1" type="ui" subType="xlf:lb"/>{HERE}')),
    ("editing-hints", codes(f'<ph id="1" canReorder="firstNo" canCopy="no"/>{HERE}')),
    ("editing-hints", codes(f'<ph id="1" {NEXT}/>{HERE}')),
    ("editing-hints", codes(f'<ph id="1" {FIRST}/><ph id="2"/>\n<ph id="3" {NEXT}/>{HERE}')),
    ("editing-hints", codes('<ph id="1" canDelete="no"/>', HERE)),
    ("editing-hints", codes(f'<ph id="1" {FIRST}/><ph id="2" {NEXT}/>', f'<ph id="2" {NEXT}/>{HERE}\n<ph id="1" {FIRST}/>')),
    ("editing-hints", codes(f'<pc id="1" {FIRST}><ph id="2" {NEXT}/></pc>', f'<pc id="1" {FIRST}>{HERE}</pc><ph id="2" {NEXT}/>')),
    ("wrong-value", codes(f'<cp hex="1A"/>{HERE}')),
    ("code-point", codes(f'<cp hex="0041"/>{HERE}')),
    ("code-point", codes(f'<cp hex="110000"/>{HERE}')),
    # modules
    ("misplaced-element", file(f'<mtc:matches/>{HERE}\n<unit id="u">{SEGMENT}</unit>').replace("<mtc:matches/>", '<mtc:matches><mtc:match ref="#s"><source/><target/></mtc:match></mtc:matches>')),
    ("misplaced-element", unit(f'<val:validation><val:rule isPresent="a"/></val:validation>\n<val:validation>{HERE}<val:rule isPresent="b"/></val:validation>{SEGMENT}')),
    ("dangling-reference", unit(f'<mtc:matches><mtc:match ref="#x">{HERE}<source/><target/></mtc:match></mtc:matches>{SEGMENT}')),
    ("dangling-reference", unit(f'<mtc:matches><mtc:match ref="s">{HERE}<source/><target/></mtc:match></mtc:matches>{SEGMENT}')),
    ("dangling-reference", unit(f'<mtc:matches><mtc:match ref="#u=v/s">{HERE}<source/><target/></mtc:match></mtc:matches>{SEGMENT}')),
    ("duplicate-id", unit(f'<mtc:matches><mtc:match id="m" ref="#s"><source/><target/></mtc:match>\n<mtc:match id="m" ref="#s">{HERE}<source/><target/></mtc:match></mtc:matches>{SEGMENT}')),
    ("sub-type", unit(f'<mtc:matches><mtc:match ref="#s" subType="my:a">{HERE}<source/><target/></mtc:match></mtc:matches>{SEGMENT}')),
    ("wrong-value", unit(f'<mtc:matches><mtc:match ref="#s" similarity="101">{HERE}<source/><target/></mtc:match></mtc:matches>{SEGMENT}')),
    ("language", unit(f'<mtc:matches><mtc:match ref="#s"><source/>\n<target xml:lang="fr"/>{HERE}</mtc:match></mtc:matches>{SEGMENT}')),
    ("pair", unit(f'<mtc:matches><mtc:match ref="#s"><source>\n<sc id="1"/>{HERE}</source><target/></mtc:match></mtc:matches>{SEGMENT}')),
    ("missing-element", unit(f"<gls:glossary>\n<gls:glossEntry>{HERE}<gls:term>国</gls:term></gls:glossEntry></gls:glossary>{SEGMENT}")),
    ("duplicate-id", unit(f'<gls:glossary><gls:glossEntry id="1"><gls:term>国</gls:term>\n<gls:translation id="1">{HERE}country</gls:translation></gls:glossEntry></gls:glossary>{SEGMENT}')),
    ("dangling-reference", unit(f'<gls:glossary>\n<gls:glossEntry ref="#t=9">{HERE}<gls:term>国</gls:term><gls:definition>d</gls:definition></gls:glossEntry></gls:glossary>{SEGMENT}')),
    ("missing-attribute", unit(f"<mda:metadata><mda:metaGroup>\n<mda:meta>v</mda:meta>{HERE}</mda:metaGroup></mda:metadata>{SEGMENT}")),
    ("duplicate-id", unit(f'<mda:metadata id="a">\n<mda:metaGroup id="a">{HERE}<mda:meta type="t">v</mda:meta></mda:metaGroup></mda:metadata>{SEGMENT}')),
    ("duplicate-id", unit(f'<res:resourceData><res:resourceItemRef id="r" ref="x"/>\n<res:resourceItem id="r" mimeType="text/xml"/>{HERE}</res:resourceData>{SEGMENT}')),
    ("missing-attribute", unit(f'<res:resourceData>\n<res:resourceItem id="r">{HERE}</res:resourceItem></res:resourceData>{SEGMENT}')),
    ("resource", unit(f'<res:resourceData><res:resourceItem mimeType="a/b">\n<res:source/>{HERE}</res:resourceItem></res:resourceData>{SEGMENT}')),
    ("language", unit(f'<res:resourceData><res:resourceItem mimeType="a/b" context="no">\n<res:target href="h" xml:lang="fr"/>{HERE}</res:resourceItem></res:resourceData>{SEGMENT}')),
    ("validation", unit(f"<val:validation>\n<val:rule/>{HERE}</val:validation>{SEGMENT}")),
    ("validation", unit(f'<val:validation>\n<val:rule isNotPresent="a" my:b="c"/>{HERE}</val:validation>{SEGMENT}')),
    ("validation", unit(f'<val:validation>\n<val:rule isNotPresent="a" existsInSource="yes"/>{HERE}</val:validation>{SEGMENT}')),
    ("validation", file(f'<val:validation>\n<val:rule isPresent="a" disabled="yes"/>{HERE}</val:validation><unit id="u">{SEGMENT}</unit>')),
    ("style", codes(f'<ph id="1" fs:subFs="a,b"/>{HERE}')),
    ("style", codes(f'<sc id="1"/>\n<ec startRef="1" fs:fs="b"/>{HERE}')),
    ("wrong-value", codes(f'<ph id="1" fs:fs="blink"/>{HERE}')),
    ("size", codes(f'<ph id="1" slr:sizeInfo="1" slr:sizeInfoRef="a"/>{HERE}')),
    ("size", codes(f'<ph id="1" slr:equivStorage="seven"/>{HERE}')),
    ("size", file(f'<unit id="u" slr:sizeRestriction="1,2,3">{HERE}{SEGMENT}</unit>')),
    ("its", codes(f'<mrk id="m" its:taSource="a"/>{HERE}')),
    ("its", codes(f'<mrk id="m" type="term" its:mtConfidence="0.5"/>{HERE}')),
    ("its", codes(f'<mrk id="m" its:locQualityRatingScore="1" its:locQualityRatingVote="1"/>{HERE}')),
    ("its", file(f'<unit id="u" its:annotatorsRef="mt|urn:a">{HERE}{SEGMENT}</unit>')),
    ("its", file(f'<unit id="u" its:annotatorsRef="domain|urn:a domain|urn:b">{HERE}{SEGMENT}</unit>')),
    ("wrong-value", codes(f'<mrk id="m" its:mtConfidence="1.5"/>{HERE}')),
    ("dangling-reference", codes(f'<mrk id="m" its:locQualityIssuesRef="#its=a"/>{HERE}')),
    ("missing-attribute", unit(f'<its:locQualityIssues xml:id="a">\n<its:locQualityIssue/>{HERE}</its:locQualityIssues>{SEGMENT}')),
    ("missing-attribute", unit(f'<its:provenanceRecords xml:id="a">\n<its:provenanceRecord/>{HERE}</its:provenanceRecords>{SEGMENT}')),
    ("variants", file(f'<unit id="u" pgs:switch="number:n">{HERE}{SEGMENT}</unit>', "2.2")),
    ("variants", file(f'<group id="g" pgs:switch="plural:n,gender:g">\n<unit id="u" pgs:case="one">{HERE}{SEGMENT}</unit></group>', "2.2")),
    ("dangling-reference", unit(f'<changeTrack xmlns="urn:oasis:names:tc:xliff:changetracking:2.0">\n<revisions appliesTo="note" ref="x"/>{HERE}</changeTrack>{SEGMENT}')),
]  # fmt: skip

KEPT_2 = [
    codes(f'<sc id="1" {FIRST}/>国<ec startRef="1" {NEXT}/><ph id="2"/>', f'<ph id="2"/><sc id="1" {FIRST}/>c<ec startRef="1" {NEXT}/>'),
    codes('<sc id="1" isolated="yes"/><ec id="2" isolated="yes" dir="rtl"/>'),
    # Reordered within a sequence is what is around it, and a pair may hold what moves freely.
    codes(f'<pc id="1" {FIRST}><ph id="2"/></pc><ph id="3" {NEXT}/>', f'<ph id="2"/><pc id="1" {FIRST}/><ph id="3" {NEXT}/>'),
    # What may not be deleted may stand in another segment of the same unit.
    unit('<segment><source><ph id="1" canDelete="no"/></source><target/></segment><segment><source/><target><ph id="1" canDelete="no"/></target></segment>'),
    unit('<segment><source xml:lang="zh-Hant"/><target order="2"/></segment><ignorable><source/><target order="1"/></ignorable>'),
    unit('<my:a id="x"/><notes><note id="n">n</note></notes><segment><source><mrk id="m" type="comment" ref="#u=u/n=n"/><mrk id="o" type="term" ref="#gls=1"/><sm id="p" translate="no"/><em startRef="p"/></source></segment>'),
    unit('<mtc:matches><mtc:match ref="#t=9" reference="yes"><source><ph id="1"/></source><target xml:lang="fr"><ph id="1"/></target></mtc:match></mtc:matches><segment><source/><target><ph id="9"/></target></segment>'),
    codes('<cp hex="0001"/><cp hex="D800"/><cp hex="00FFFE"/>'),
    codes('<ph id="1" subFlows="v"/>').replace("</unit>", f'</unit><unit id="v">{SEGMENT}</unit>'),
    document(f'<file id="f"><unit id="u">{SEGMENT}</unit></file><file id="g"><unit id="u">{SEGMENT}</unit></file>'),
    document(f'<notes><note ref="#s">n</note></notes><mda:metadata><mda:metaGroup><mda:meta type="t">v</mda:meta></mda:metaGroup></mda:metadata><file id="f"><unit id="u">{SEGMENT}</unit></file>', "2.2"),
    file('<slr:profiles generalProfile="my:pixels"/><unit id="u" slr:sizeRestriction="wide">' + SEGMENT + "</unit>"),
]  # fmt: skip


def document_12(body: str, header: str = "", version: str = "1.2") -> str:
    return (
        f'<xliff xmlns="urn:oasis:names:tc:xliff:document:{version}" version="{version}" '
        f'xmlns:my="urn:mine">\n<file original="a" source-language="zh" datatype="plaintext">\n'
        f"{header}<body>\n{body}\n</body></file></xliff>"
    )


BROKEN_12 = [
    ("missing-attribute", document_12(f"<trans-unit>{HERE}<source/></trans-unit>")),
    ("misplaced-element", document_12(f'<trans-unit id="1">\n<target/>{HERE}</trans-unit>')),
    ("wrong-value", document_12(f'<trans-unit id="1"><source/>\n<target state="done"/>{HERE}</trans-unit>')),
    ("wrong-value", document_12(f'<group restype="shelf"/>{HERE}')),
    ("missing-element", document_12(f'<trans-unit id="1"><source/>\n<alt-trans/>{HERE}</trans-unit>')),
    ("duplicate-id", document_12(f'<trans-unit id="1"><source/></trans-unit>\n<trans-unit id="1">{HERE}<source/></trans-unit>')),
    ("duplicate-id", document_12(f'<trans-unit id="1"><source/></trans-unit>\n<bin-unit id="1" mime-type="image/png">{HERE}<bin-source><external-file href="a"/></bin-source></bin-unit>')),
    ("duplicate-id", document_12(f'<group id="1"/>\n<group id="1"/>{HERE}')),
    ("pair", document_12(f'<trans-unit id="1"><source><bpt id="1" rid="1"/>\n<ept id="2" rid="2"/>{HERE}</source></trans-unit>')),
    ("pair", document_12(f'<trans-unit id="1"><source><bx id="1" rid="1"/>\n<bx id="2" rid="1"/>{HERE}</source></trans-unit>')),
    ("dangling-reference", document_12(f'<trans-unit id="1"><source/><seg-source><mrk mtype="seg" mid="1"/></seg-source><target>\n<mrk mtype="seg" mid="2"/>{HERE}</target></trans-unit>')),
    ("duplicate-id", document_12(f'<trans-unit id="1"><source/><seg-source><mrk mtype="seg" mid="1"/>\n<mrk mtype="seg" mid="1"/>{HERE}</seg-source></trans-unit>')),
    ("dangling-reference", document_12(f'<trans-unit id="1" phase-name="p">{HERE}<source/></trans-unit>')),
    ("dangling-reference", document_12(f'<trans-unit id="1"><source/>\n<alt-trans tool-id="t">{HERE}<target/></alt-trans></trans-unit>')),
    ("misplaced-element", document_12("", f"<header><note/>\n<skl><external-file href='a'/></skl>{HERE}</header>").replace(f"</skl>{HERE}", "</skl>").replace("<skl>", f"<skl>{HERE}")),
]  # fmt: skip

KEPT_12 = [
    document_12(""),
    document_12('<trans-unit id="1" my:a="1" project="p"><source><g id="1" ctype="x-a">国</g></source><target state="x-mine"/><note>n</note><my:a><source/></my:a></trans-unit>'),
    document_12('<trans-unit id="1"><source/></trans-unit>').replace("</file>", '</file><file original="b" source-language="zh" datatype="x-b"><body><trans-unit id="1"><source/></trans-unit></body></file>'),
    document_12('<trans-unit id="1" restype="shelf"><source/></trans-unit><trans-unit id="1"><source/></trans-unit>', version="1.0").replace(' xmlns="urn:oasis:names:tc:xliff:document:1.0"', ""),
]  # fmt: skip


def memory(body: str, version: str = "1.4", header: str = 'segtype="sentence"') -> str:
    return (
        f'<tmx version="{version}">\n<header creationtool="t" creationtoolversion="1" o-tmf="t" '
        f'adminlang="en" srclang="zh" datatype="plaintext" {header}/>\n<body>\n{body}\n</body></tmx>'
    )


def segment(text: str) -> str:
    return memory(f'<tu><tuv xml:lang="zh"><seg>\n{text}</seg></tuv></tu>')


BROKEN_TMX = [
    ("missing-attribute", memory("", header=HERE).replace(f"{HERE}/>", f"/>{HERE}")),
    ("wrong-value", memory("", header='segtype="word"').replace("/>", f"/>{HERE}")),
    ("wrong-value", f"{HERE}{memory('', '2.0')}"),
    ("wrong-value", memory(f'<tu creationdate="2024-05-01">{HERE}<tuv xml:lang="zh"><seg/></tuv></tu>')),
    ("wrong-value", memory(f'<tu>\n<tuv xml:lang="zh_CN">{HERE}<seg/></tuv></tu>')),
    ("missing-attribute", memory(f"<tu>\n<tuv>{HERE}<seg/></tuv></tu>")),
    ("missing-element", memory(f"<tu/>{HERE}")),
    ("missing-element", memory(f'<tu>\n<tuv xml:lang="zh"/>{HERE}</tu>')),
    ("misplaced-element", memory(f'<tu><tuv xml:lang="zh"><seg/>\n<note/>{HERE}</tuv></tu>')),
    ("misplaced-element", segment(f"<sub/>{HERE}")),
    ("missing-attribute", segment(f"<it/>{HERE}")),
    ("stray-text", memory(f'<tu>{HERE}国<tuv xml:lang="zh"><seg/></tuv></tu>')),
    ("pair", segment(f'<bpt i="1"/>{HERE}')),
    ("pair", segment(f'<ept i="1"/>{HERE}')),
    ("pair", segment(f'<bpt i="1"/><ept i="1"/>\n<bpt i="1"/>{HERE}')),
    ("pair", segment(f'<bpt i="1"/><ept i="1"/>\n<ept i="1"/>{HERE}')),
    ("missing-attribute", memory("").replace("/>\n<body>", f'><ude name="n">\n<map unicode="#xF8FF" code="#xF0"/>{HERE}</ude></header>\n<body>')),
]  # fmt: skip

KEPT_TMX = [
    memory(""),
    segment('<bpt i="1"/><bpt i="2"/><ept i="1"/><hi>国<ept i="2"/></hi><it pos="end"/><ph assoc="b"><sub>x</sub></ph><ut/>'),
    memory('<tu><tuv lang="zh"><seg>国<sub/></seg></tuv></tu>', "1.1"),
]  # fmt: skip


def found(path: Path, text: str) -> list[tuple[str, int]]:
    path.write_text(text, encoding="utf-8")
    check = check_of(path)
    assert check is not None
    return [(problem.code, problem.line) for problem in check.run(path)]


@pytest.mark.parametrize(
    ("suffix", "code", "text"),
    [
        *((".xlf", code, text) for code, text in (*BROKEN_2, *BROKEN_12)),
        *((".tmx", code, text) for code, text in BROKEN_TMX),
    ],
)
def test_broken_rules(tmp_path: Path, suffix: str, code: str, text: str) -> None:
    line = next((n for n, one in enumerate(text.splitlines(), 1) if HERE in one), 1)
    assert (code, line) in found(tmp_path / f"a{suffix}", text)


@pytest.mark.parametrize(
    ("suffix", "text"),
    [*((".xlf", text) for text in (*KEPT_2, *KEPT_12)), *((".tmx", text) for text in KEPT_TMX)],
)
def test_kept_rules(tmp_path: Path, suffix: str, text: str) -> None:
    assert found(tmp_path / f"a{suffix}", text) == []


CTR = (
    '<c:changeTrack xmlns:c="urn:oasis:names:tc:xliff:changetracking:2.0"><c:revisions appliesTo="note" ref="n">'
    '<c:revision><c:item property="{}">x</c:item></c:revision></c:revisions></c:changeTrack>'
    '<notes><note id="n">y</note></notes>'
)
SIZE_DATA = '<slr:data profile="p"><my:size id="d"/></slr:data>'
# What the committee's suite has beyond its schemas, each with what is right beside it.
PAIRS = [
    ("unknown-attribute", codes('<pc id="1" fs:style="b">a</pc>'), codes('<pc id="1" fs:fs="b">a</pc>')),
    ("style", document('<file id="f"><unit id="u">' + SEGMENT + "</unit></file>", root='srcLang="zh" fs:fs="b"'),
     document('<file id="f" fs:fs="b"><unit id="u">' + SEGMENT + "</unit></file>")),
    ("style", codes('<pc id="1" fs:fs="a" fs:subFs="href">a</pc>'), codes(r'<pc id="1" fs:fs="a" fs:subFs="href,a\,b\title,t">a</pc>')),
    ("fragment", codes('<mrk id="m" type="term" ref="#wibble=1">a</mrk>'), codes('<mrk id="m" type="term" ref="#my=1">a</mrk>')),
    ("wrong-value", document('<file id="f"><unit id="u">' + SEGMENT + "</unit></file>", root='srcLang="zh-a"'),
     document('<file id="f"><unit id="u">' + SEGMENT + "</unit></file>", root='srcLang="zh-cmn-Hans-CN-x-mine"')),
    ("wrong-value", document('<file id="f"><unit id="u">' + SEGMENT + "</unit></file>", root='srcLang="z"'),
     document('<file id="f"><unit id="u">' + SEGMENT + "</unit></file>", root='srcLang="i-klingon"')),
    ("revision", unit(CTR.format("categories") + SEGMENT), unit(CTR.format("category") + SEGMENT)),
    ("revision", unit(CTR.format("contents") + SEGMENT), unit(CTR.format("content") + SEGMENT)),
    ("dangling-reference", codes('<pc id="1" slr:sizeInfoRef="d">a</pc>'),
     unit(SIZE_DATA + '<segment><source><pc id="1" slr:sizeInfoRef="d">a</pc></source></segment>')),
    ("size", codes('<pc id="1" slr:sizeInfo="2.5">a</pc>'), codes('<pc id="1" slr:sizeInfo="some info">a</pc>')),
]  # fmt: skip


@pytest.mark.parametrize(("code", "bad", "good"), PAIRS)
def test_rules_beyond_the_schemas(tmp_path: Path, code: str, bad: str, good: str) -> None:
    path = tmp_path / "a.xlf"
    check = check_of(path)
    assert check is not None
    path.write_text(good, encoding="utf-8")
    assert list(check.run(path)) == []
    path.write_text(bad, encoding="utf-8")
    assert code in {problem.code for problem in check.run(path)}


def test_units_within_units_are_reported(tmp_path: Path) -> None:
    """The inner one is freed before the outer one is checked."""
    inner = '<unit id="v"><segment><source><ph id="1" subFlows="x"/></source></segment></unit>'
    text = unit(f'<segment>\n<source>a{inner}<ph id="2" subFlows="x"/></source></segment>')
    codes = [code for code, _ in found(tmp_path / "a.xlf", text)]
    assert "misplaced-element" in codes
    assert "dangling-reference" in codes


def test_a_resource_may_hold_elements_of_the_core(tmp_path: Path) -> None:
    item = '<res:resourceItem mimeType="a/b"><res:source><source>x</source></res:source></res:resourceItem>'
    path = tmp_path / "a.xlf"
    path.write_text(unit(f"<res:resourceData>{item}</res:resourceData>{SEGMENT}"), encoding="utf-8")
    check = check_of(path)
    assert check is not None
    assert list(check.run(path)) == []


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.xlf", "<xliff>\n<file", r"a\.xlf:2: not well-formed XML"),
        ("a.xlf", "", "not well-formed"),
        ("a.xlf", "<tmx/>", r"a\.xlf:1: not XLIFF: the root element is <tmx>"),
        (
            "a.xlf",
            '<xliff xmlns="urn:other"/>',
            "unknown XLIFF namespace 'urn:other'; expected one of: urn:oasis",
        ),
        ("a.tmx", "<xliff/>", "not TMX: the root element is <xliff>"),
        ("a.tmx", '<!DOCTYPE tmx [<!ENTITY a "b">]>\n<tmx/>', "declares entities"),
        ("a.tmx", "<tmx>" + "<a>" * 200, "nested too deep"),
    ],
)
def test_no_such_files(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        found(tmp_path / name, text)


def test_lines_of_long_files_and_other_encodings(tmp_path: Path) -> None:
    many = "".join(
        f'<tu tuid="{n}">\n<tuv xml:lang="zh"><seg>上</seg></tuv></tu>\n' for n in range(35_000)
    )
    text = memory(f"{many}<tu/>")
    assert found(tmp_path / "a.tmx", text) == [("missing-element", 70_004)]
    path = tmp_path / "b.tmx"
    path.write_bytes(memory("<tu>\n上上\n</tu>\n<tu/>").encode("utf-16"))
    assert [problem.line for problem in check_of(path).run(path)] == [4, 4, 7]  # type: ignore[union-attr]


def test_what_is_checked() -> None:
    assert check_of(Path("a.SDLXLIFF")) is check_of(Path("a"), "xliff")
    assert check_of(Path("a.csv")) is check_of(Path("a.tmx"), "csv") is None
    assert check_of(Path("a.TBX")) is check_of(Path("a"), "tbx-dct") is check_of(Path("a"), "tbx2")


MODELS = ["a", "a?", "a*", "a+", "a b", "a | b", "(a | b)* c", "a? (b c?)+ a", "(a b | c)? b*", ""]


@given(st.sampled_from(MODELS), st.text("abc", max_size=6))
def test_content_is_what_a_regular_expression_says(model: str, children: str) -> None:
    automaton = content(model)
    state: int | None = START
    for child in children:
        state = None if state is None else automaton.step(state, child, foreign=False)
    accepted = state is not None and state in automaton.last
    assert accepted == bool(re.fullmatch(model.replace(" ", ""), children))


def test_content_names_what_is_expected() -> None:
    automaton = content("#text a? other* (b | c)+")
    assert automaton.text
    assert automaton.expected(START) == ["a", "other", "b", "c"]
    assert automaton.step(START, "x", foreign=False) is None
    assert automaton.step(START, "my:x", foreign=True) is not None


def problems(path: Path) -> list[str]:
    check = check_of(path)
    assert check is not None, path
    return list(map(str, check.run(path)))


@pytest.mark.parametrize("family", ["xliff21", "xliff22"])
def test_the_suite_of_the_committee(data: Path, family: str) -> None:
    paths = sorted((data / "formats" / family / "dev").rglob("*.xlf"))
    assert len(paths) > 100
    for path in paths:
        assert bool(problems(path)) == (path.parent.name == "invalid"), path


class _OwnXml(etree.Resolver):  # type: ignore[misc]
    """The schema of XML's own attributes, from beside the schema that imports it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def resolve(self, url: str, public_id: str, context: Any) -> Any:
        name = url.rpartition("/")[2]
        return self.resolve_filename(str(self.folder / name), context)


def test_xliff_12_is_what_the_schema_says(data: Path) -> None:
    folder = data / "formats" / "xliff12"
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_OwnXml(folder / "schemas"))
    path = folder / "schemas" / "xliff-core-1.2-transitional.xsd"
    schema = etree.XMLSchema(etree.parse(str(path), parser))
    count = 0
    for path in sorted((folder / "dev").iterdir()):
        tree = etree.parse(str(path))
        if tree.getroot().get("version") == "1.2":
            assert (problems(path) == []) == schema.validate(tree), path
            count += 1
    for text in [text for _, text in BROKEN_12] + KEPT_12[:3]:
        kept = text in KEPT_12
        assert schema.validate(etree.fromstring(text)) == kept, text
    assert count > 20


def test_tmx_is_what_the_dtd_says(data: Path) -> None:
    folder = data / "formats" / "tmx"
    for path in sorted((folder / "dev").iterdir()):
        tree = etree.parse(str(path))
        name = "tmx11.dtd" if tree.getroot().get("version") == "1.1" else "tmx14.dtd"
        valid = etree.DTD(str(folder / "schemas" / name)).validate(tree)
        # What a DTD cannot say, and where it knows lang only, while xml:lang was there already.
        expected = {"invalid.tmx": False, "en-ca.tmx": True}.get(path.name, valid)
        assert (problems(path) == []) == expected, path

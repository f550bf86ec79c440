"""Our files in OmegaT itself; skipped where it, or Java's compiler, is not installed.

OmegaT ends with 0 whatever happens, so its log is searched for errors and the translated file is
compared. Its window is not there to show a glossary, so the class that loads glossaries is asked.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from termbase.formats import write
from termbase.formats.tmx.writer import write_units
from termbase.model.concept import Concept, Language, Status, Term
from termbase.model.unit import TranslationUnit
from tests.builtin import sample
from tests.contracts import SIMPLE

JARS = [Path("/usr/share/omegat/OmegaT.jar"), Path("/opt/omegat/OmegaT.jar")]
FOLDERS = ("source", "target", "tm/auto", "glossary", "omegat", "dictionary")
PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<omegat><project version="1.0">
  <source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
  <tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>
  <glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>
  <source_lang>ZH-CN</source_lang><target_lang>EN</target_lang>
  <source_tok>org.omegat.tokenizer.LuceneSmartChineseTokenizer</source_tok>
  <target_tok>org.omegat.tokenizer.LuceneEnglishTokenizer</target_tok>
  <sentence_seg>true</sentence_seg>
  <support_default_translations>true</support_default_translations>
  <remove_tags>false</remove_tags>
</project></omegat>
"""
# Prints every entry that OmegaT's manager of glossaries has loaded from a file of a project.
LOADER = """
import java.io.File;
import java.util.Collections;
import org.omegat.core.Core;
import org.omegat.core.data.NotLoadedProject;
import org.omegat.core.data.ProjectProperties;
import org.omegat.gui.glossary.GlossaryEntry;
import org.omegat.gui.glossary.GlossaryManager;
import org.omegat.util.ProjectFileStorage;

public class Loader {
    public static void main(String[] args) throws Exception {
        Core.initializeConsole(Collections.emptyMap());
        ProjectProperties properties = ProjectFileStorage.loadProjectProperties(new File(args[0]));
        Core.setProject(new NotLoadedProject() {
            public ProjectProperties getProjectProperties() { return properties; }
            public boolean isProjectLoaded() { return true; }
        });
        GlossaryManager manager = new GlossaryManager(null) {{ priorityGlossary = new File("-"); }};
        try {
            manager.fileChanged(new File(args[1]));
        } catch (NullPointerException thereIsNoWindowToShowItIn) { }
        for (GlossaryEntry entry : manager.getGlossaryEntries("")) {
            String comment = entry.getCommentText().replace("\\n", "|");
            String line = entry.getSrcText() + "\\t" + entry.getLocText() + "\\t" + comment + "\\n";
            System.out.write(line.getBytes("UTF-8"));
        }
        System.out.flush();
        System.exit(0);
    }
}
"""

Java = Callable[..., bytes]


@pytest.fixture(scope="module")
def jar() -> Path:
    found = next((jar for jar in JARS if jar.is_file()), None)
    if found is None or not shutil.which("java"):
        pytest.skip("no OmegaT, or no Java")
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "project"
    for folder in FOLDERS:
        (path / folder).mkdir(parents=True)
    (path / "omegat.project").write_text(PROJECT, encoding="utf-8")
    return path


@pytest.fixture
def java(tmp_path: Path) -> Java:
    """Run Java with its own home, check the log for errors, and return the standard output."""

    def run(*args: str) -> bytes:
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        command = ["java", f"-Duser.home={home}", "-Djava.awt.headless=true", *args]
        done = subprocess.run(command, check=True, capture_output=True, timeout=120)
        (log,) = home.glob(".omegat/logs/OmegaT.log")
        written = log.read_text(encoding="utf-8", errors="replace") + done.stderr.decode()
        wrong = [line for line in written.splitlines() if "Error" in line or "Exception" in line]
        assert wrong == []
        return done.stdout

    return run


UNITS = [
    ("会议于2016年召开。", "The meeting was held in 2016."),
    ("𠮷野家的党委书记是“裸官”。", "Yoshinoya’s Party secretary is a “naked official”."),
    ("A&B公司<上海>只说：=1+1。", "A & B <Shanghai> only says =1+1."),
    ("陈𡃁仔e\u0301来了！", "Chan Leng-zai é came!"),
]


def test_a_translation_memory(jar: Path, project: Path, java: Java) -> None:
    units = [
        TranslationUnit(zh, en, "zh-CN", "en", before="上文", notes=("a note",), origin="a.txt")
        for zh, en in UNITS
    ]
    with (project / "tm/auto/ours.tmx").open("wb") as file:
        write_units(file, units)
    source = "\n".join(unit.source for unit in units) + "\n没有译文。\n"
    (project / "source/a.txt").write_text(source, encoding="utf-8")
    java("-jar", str(jar), str(project), "--mode=console-translate")
    translated = (project / "target/a.txt").read_text(encoding="utf-8")
    assert translated.splitlines() == [*(unit.target for unit in units), "没有译文。"]


@pytest.fixture
def loaded(
    jar: Path, project: Path, java: Java, tmp_path: Path
) -> Callable[[str, bytes], list[list[str]]]:
    if not shutil.which("javac"):
        pytest.skip("no Java compiler")

    def load(name: str, data: bytes) -> list[list[str]]:
        path = project / "glossary" / name
        path.write_bytes(data)
        loader = tmp_path / "Loader.java"
        loader.write_text(LOADER, encoding="utf-8")
        # Files without a mark are read in the encoding of the machine, and so is the argument.
        out = java("-Dfile.encoding=UTF-8", "-cp", str(jar), str(loader), str(project), str(path))
        return [line.split("\t") for line in out.decode().splitlines() if line.count("\t") == 2]

    return load


ZH, EN = Language.CHINESE, Language.ENGLISH
CONCEPTS = [
    SIMPLE,
    Concept(
        "jiyejia",
        (
            Term(ZH, "𠮷野家", traditional="𠮷野家"),
            Term(EN, "Yoshinoya & Co. <Tokyo>", status=Status.PREFERRED),
            Term(EN, "Yoshinoya’s", status=Status.DEPRECATED),
        ),
        gloss='A "gloss" — with , and \u0301.',
    ),
]

Loaded = Callable[[str, bytes], list[list[str]]]


@pytest.mark.parametrize("suffix", ["utf8", "txt", "tab"])
def test_a_glossary_with_tabs(loaded: Loaded, suffix: str) -> None:
    data, _ = write(CONCEPTS, "omegat")
    expected = [[*line.split("\t"), ""][:3] for line in data.decode().splitlines()]
    assert loaded(f"ours.{suffix}", data) == expected
    assert len(expected) == 3


def test_a_glossary_with_commas(loaded: Loaded) -> None:
    data, _ = write(CONCEPTS, "google")
    assert [entry[:2] for entry in loaded("ours.csv", data)] == [
        ["裸官", "naked official"],
        ["𠮷野家", "Yoshinoya & Co. <Tokyo>"],
    ]


def test_a_glossary_in_tbx(loaded: Loaded) -> None:
    """OmegaT shows each term in each script it knows for the source language, and all renderings."""
    entries = loaded("ours.tbx", write(CONCEPTS, "tbx2")[0])
    assert {(zh, en) for zh, en, _ in entries} == {
        ("裸官", "naked official"),
        ("裸官", "bare official"),
        ("𠮷野家", "Yoshinoya & Co. <Tokyo>"),
        ("𠮷野家", "Yoshinoya’s"),
    }
    comments = {zh: comment for zh, _, comment in entries}
    assert "definition: A gloss." in comments["裸官"]
    assert "Pinyin: luǒguān" in comments["裸官"]
    assert f"definition: {CONCEPTS[1].gloss}" in comments["𠮷野家"]


def test_the_built_in_terms(loaded: Loaded) -> None:
    concepts = [replace(concept, note="") for concept in sample(25)]
    data, _ = write(concepts, "omegat")
    expected = [[*line.split("\t"), ""][:3] for line in data.decode().splitlines()]
    assert loaded("ours.utf8", data) == expected
    pairs = {(zh, en) for zh, en, _ in loaded("ours.tbx", write(concepts, "tbx2")[0])}
    assert {(zh, en) for zh, en, _ in expected} <= pairs

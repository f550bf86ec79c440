"""Reading corpora: folders, tables and archives of texts, and what may be wrong with them."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import os
import sqlite3
import tarfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from glossary.corpus.texts import TEXTS, Corpus, open_corpus
from termbase.errors import InputError, Problem

ROWS = [
    {"date": "20240309", "outlet": "cctv", "title": "一", "text": "裸官外逃。\n第二行"},
    {"date": "2024-03-10", "outlet": "rmrb", "title": "", "text": '他说，"改革,开放"。'},
]


def rows_of(corpus: Corpus) -> list[dict[str, Any]]:
    return [row for batch in corpus.batches() for row in batch.to_pylist()]


def jsonl(rows: list[dict[str, str]]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def as_csv(delimiter: str) -> bytes:
    import csv

    out = io.StringIO()
    writer = csv.DictWriter(out, list(ROWS[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(ROWS)
    return out.getvalue().encode("utf-8-sig")


def as_parquet(rows: list[dict[str, str]]) -> bytes:
    from pyarrow.parquet import write_table

    out = io.BytesIO()
    write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


def as_sqlite(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE other (number INTEGER)")
        database.execute('CREATE TABLE "art""icles" (date, outlet, title, text)')
        database.executemany(
            'INSERT INTO "art""icles" VALUES (:date, :outlet, :title, :text)', ROWS
        )
    return path.read_bytes()


def as_zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def as_tar(members: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


TABLES: dict[str, Callable[[Path], bytes]] = {
    "a.jsonl": lambda _: jsonl(ROWS),
    "a.csv": lambda _: as_csv(","),
    "b.csv": lambda _: as_csv(";"),
    "a.tsv": lambda _: as_csv("\t"),
    "a.parquet": lambda _: as_parquet(ROWS),
    "a.db": as_sqlite,
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("packing", ["", ".gz", ".xz", ".zip", ".tar.gz"])
def test_every_table_gives_the_same_texts(tmp_path: Path, name: str, packing: str) -> None:
    data = TABLES[name](tmp_path / "made")
    pack: dict[str, Callable[[bytes], bytes]] = {
        "": bytes,
        ".gz": gzip.compress,
        ".xz": lzma.compress,
        ".zip": lambda data: as_zip({name: data}),
        ".tar.gz": lambda data: as_tar({name: data}, "w:gz"),
    }
    path = tmp_path / f"{name}{packing}"
    path.write_bytes(pack[packing](data))
    corpus = open_corpus(path)
    rows = rows_of(corpus)
    expected = [
        {**row, "date": date} for row, date in zip(ROWS, ("2024-03-09", "2024-03-10"), strict=True)
    ]
    assert [{name: row[name] for name in ROWS[0]} for row in rows] == expected
    assert {row["language"] for row in rows} == {""}
    last = rows[-1]
    assert corpus.read([last["id"], "nothing:1"])[last["id"]].text == ROWS[1]["text"]


DOCUMENTS = {
    "cctv/20240309.md": "# 新闻联播\n\n裸官&amp;**改革**\n\n第二段".encode(),
    "cctv/20240310.txt": "改革开放".encode("gb18030"),
    "rmrb/2024/03/11.html": "<h1>标题</h1><p>国企</p>".encode(),
    "rmrb/20240312.jsonl": jsonl([{"text": "一"}, {"text": "二", "date": "2024-03-01"}]),
}
EXPECTED = [
    ("cctv/20240309.md", "2024-03-09", "cctv", "新闻联播", "新闻联播\n\n裸官&改革\n\n第二段"),
    ("cctv/20240310.txt", "2024-03-10", "cctv", "", "改革开放"),
    ("rmrb/2024/03/11.html", "2024-03-11", "rmrb", "标题", "标题\n\n国企"),
    ("rmrb/20240312.jsonl:1", "2024-03-12", "rmrb", "", "一"),
    ("rmrb/20240312.jsonl:2", "2024-03-01", "rmrb", "", "二"),
]


def in_folder(folder: Path, members: dict[str, bytes]) -> Path:
    for name, content in members.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


def brief(corpus: Corpus) -> list[tuple[str, ...]]:
    names = ("id", "date", "outlet", "title", "text")
    return [tuple(row[name] for name in names) for row in rows_of(corpus)]


def test_a_folder_and_archives_of_it_are_the_same_corpus(tmp_path: Path) -> None:
    folder = in_folder(
        tmp_path / "folder", {**DOCUMENTS, ".git/a.md": b"no", "image.png": b"\x89PNG"}
    )
    assert brief(open_corpus(folder)) == EXPECTED
    (tmp_path / "a.zip").write_bytes(as_zip({**DOCUMENTS, "__MACOSX/._a.md": b"no"}))
    (tmp_path / "a.tar.xz").write_bytes(as_tar(DOCUMENTS, "w:xz"))
    for name in ("a.zip", "a.tar.xz"):
        corpus = open_corpus(tmp_path / name)
        assert brief(corpus) == EXPECTED
        ids = [row[0] for row in EXPECTED]
        assert {id: text.text for id, text in corpus.read(ids).items()} == {
            row[0]: row[-1] for row in EXPECTED
        }


def test_archives_in_a_folder_have_their_names_in_the_ids(tmp_path: Path) -> None:
    in_folder(
        tmp_path / "c", {"2024.zip": as_zip(DOCUMENTS), "2025.tgz": as_tar(DOCUMENTS, "w:gz")}
    )
    corpus = open_corpus(tmp_path / "c")
    ids = [row["id"] for row in rows_of(corpus)]
    assert ids == [
        f"{archive}/{row[0]}" for archive in ("2024.zip", "2025.tgz") for row in EXPECTED
    ]
    assert corpus.read([ids[-1]])[ids[-1]].text == "二"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{outlet}/{date}.md", {"cctv/20240309.md": ("2024-03-09", "cctv")}),
        ("*/{date}.*", {f"cctv/{day}": (f"2024-03-{day[6:8]}", "") for day in ("20240309.md", "20240310.txt")}
         | {"rmrb/20240312.jsonl:1": ("2024-03-12", ""), "rmrb/20240312.jsonl:2": ("2024-03-01", "")}),
        ("{outlet}/{year}/{month}/{day}.html", {"rmrb/2024/03/11.html": ("2024-03-11", "rmrb")}),
        ("**.txt", {"cctv/20240310.txt": ("", "")}),
    ],
)  # fmt: skip
def test_patterns(tmp_path: Path, pattern: str, expected: dict[str, tuple[str, str]]) -> None:
    rows = rows_of(open_corpus(in_folder(tmp_path, DOCUMENTS), pattern))
    assert {row["id"]: (row["date"], row["outlet"]) for row in rows} == expected


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("{outlet}/{day}.md", "year"),
        ("{newspaper}.md", "invalid '{newspaper}'; expected"),
        ("{date}{date}", "invalid '{date}'"),
        ("{year}/{day}.md", "{day} needs {month}"),
        ("{outlet", "invalid '{'"),
        ("{outlet}/{date}.docx", "no text matches the pattern"),
        ("{date}/20240309.md", "'cctv' is not a date"),
    ],
)
def test_patterns_that_cannot_be(tmp_path: Path, pattern: str, problem: str) -> None:
    folder = in_folder(tmp_path, DOCUMENTS)
    with pytest.raises(InputError) as error:
        rows_of(open_corpus(folder, pattern))
    assert problem in str(error.value)


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        ({}, {"Body": "text", "Published": "date", "Source": "outlet", "Headline": "title"}),
        ({}, {"正文": "text", "日期": "date", "来源": "outlet", "标题": "title"}),
        ({"text": "a", "date": "b"}, {"a": "text", "b": "date", "source": "outlet", "title": "title"}),
        # A column that the user names for one field is not guessed for another.
        ({"outlet": "title", "title": "x"}, {"text": "text", "date": "date", "title": "outlet", "x": "title"}),
    ],
)  # fmt: skip
def test_columns(tmp_path: Path, columns: dict[str, str], names: dict[str, str]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(jsonl([{name: ROWS[0][field] for name, field in names.items()}]))
    row = rows_of(open_corpus(path, columns=columns))[0]
    assert (row["outlet"], row["title"], row["date"]) == ("cctv", "一", "2024-03-09")


BAD = {
    "no text": ("a.jsonl", b'{"headline": "a", "when": 1}\n', "a.jsonl:1: has no column for the text; name it (--columns text=NAME); columns found: 'headline', 'when'"),
    "not JSON": ("a.jsonl", b'{"text": "a"}\n{"text":\n', "a.jsonl:2: not valid JSON"),
    "deep JSON": ("a.jsonl", b"[" * 100_000, "a.jsonl:1: not valid JSON"),
    "a list": ("a.jsonl", b"[1]\n", "a.jsonl:1: not a JSON object"),
    "a number": ("a.jsonl", b'{"text": {"a": 1}}\n', "a.jsonl:1: the text is not a text but dict"),
    "a date": ("a.jsonl", b'{"text": "a"}\n\n{"text": "", "date": "soon"}', "a.jsonl:3: 'soon' is not a date; expected one such as 20240309"),
    "a short row": ("a.csv", 'text,date\n"a\nb",2024\n裸官\n'.encode(), "a.csv:4: 1 cells, the header has 2"),
    "an open quote": ("a.csv", b'text,date\n"a"b,2024\n', "a.csv:2: not a valid row"),
    "not Parquet": ("a.parquet", b"PAR1" + b"\0" * 90 + b"PAR1", "a.parquet: not a readable Parquet file"),
    "no text in Parquet": ("a.parquet", as_parquet([{"a": "b"}]), "a.parquet: has no column for the text"),
    "not SQLite": ("a.db", b"SQLite format 3\0" + b"\1" * 5000, "a.db: not a readable SQLite file"),
    "an empty SQLite": ("a.db.gz", gzip.compress(b""), "a.db.gz: not a readable SQLite file"),
    "an odd header": ("a.csv", b"te\rxt,date\na,2024\n", "a.csv:1: not a valid row"),
    "no UTF-8 in Parquet": ("a.parquet", as_parquet(ROWS).replace(b"cctv", b"cc\xff\xfe"), "a.parquet: not a readable Parquet file"),
    "not gzip": ("a.jsonl.gz", b"text", "a.jsonl.gz: cannot be read"),
    "cut xz": ("a.jsonl.xz", lzma.compress(jsonl(ROWS) * 9)[:-40], "a.jsonl.xz: damaged or cut off"),
    "not a ZIP": ("a.zip", b"PK\3\4", "a.zip: damaged or cut off"),
    "not a tar": ("a.tar", b"a" * 1024, "a.tar: damaged or cut off"),
    "cut tar": ("a.tar.gz", as_tar({"a.md": os.urandom(5000)}, "w:gz")[:2000], "a.tar.gz: damaged or cut off"),
    "out of the ZIP": ("a.zip", as_zip({"../../a.md": b"a"}), "member '../../a.md' would leave the folder"),
    "out of the tar": ("a.tar", as_tar({"/etc/a.md": b"a"}), "member '/etc/a.md' would leave the folder"),
    "a damaged document": ("a.zip", as_zip({"a.docx": b"PK\3\4"}), "a.docx: "),
    "no texts": ("a.csv", b"text,date\n", "has no texts"),
    "unknown": ("a.xyz", b"", "not a corpus; expected a folder, .jsonl"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_clear_line(tmp_path: Path, name: str) -> None:
    file, content, message = BAD[name]
    (tmp_path / file).write_bytes(content)
    with pytest.raises(InputError) as error:
        rows_of(open_corpus(tmp_path / file))
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_bad_rows_may_be_left_out_and_are_reported(tmp_path: Path) -> None:
    lines = [b'{"text": "a"}', b"no", b"[]", b'{"text": "b", "date": "soon"}', b'{"text": "c"}']
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    problems: list[Problem] = []
    batches = list(open_corpus(tmp_path / "a.jsonl").batches(problems.append))
    assert [row for batch in batches for row in batch["text"].to_pylist()] == ["a", "c"]
    assert [problem.line for problem in problems] == [2, 3, 4]


def test_quotation_marks_in_tables(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text('date\ttext\n2024\t"Too big" to fail\n2025\t"a ""b""\nc"\n')
    texts = [row["text"] for row in rows_of(open_corpus(tmp_path / "a.tsv"))]
    assert texts == ["Too big to fail", 'a "b"\nc']
    (tmp_path / "b.tsv").write_text('"date, of issue"\ttext\n2024\ta\n')
    assert [row["text"] for row in rows_of(open_corpus(tmp_path / "b.tsv"))] == ["a"]
    (tmp_path / "a.csv").write_text('text,date\n"a"b,2024\n"c",2025\n"open,2026\nto the end')
    problems: list[Problem] = []
    batches = list(open_corpus(tmp_path / "a.csv").batches(problems.append))
    assert [text for batch in batches for text in batch["text"].to_pylist()] == ["c"]
    assert [(problem.code, problem.line) for problem in problems] == [
        ("invalid-row", 2),
        ("invalid-row", 4),
    ]


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glossary.corpus.articles.MOST_OF_MEMBER", 1000)
    monkeypatch.setattr("glossary.corpus.tables.MOST_OF_MEMBER", 1000)
    (tmp_path / "a.zip").write_bytes(as_zip({"a.md": b"a" * 10_000}))
    (tmp_path / "b.tar.xz").write_bytes(as_tar({"a.md": b"a" * 10_000}, "w:xz"))
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(b"a" * 10_000_000))
    (tmp_path / "d.md.gz").write_bytes(gzip.compress(b"a" * 10_000))
    for name, message in [("a.zip", "unpacks to more"), ("b.tar.xz", "unpacks to more"), ("c.jsonl.gz", "has a line of more"), ("d.md.gz", "unpacks to more")]:  # fmt: skip
        with pytest.raises(InputError, match=message):
            rows_of(open_corpus(tmp_path / name))


def test_a_forged_header_of_a_tar_is_refused(tmp_path: Path) -> None:
    info = tarfile.TarInfo("a.md")
    info.type, info.size = tarfile.XHDTYPE, 2_000_000_000
    (tmp_path / "a.tar").write_bytes(info.tobuf() + b"\0" * 2048)
    with pytest.raises(InputError, match="a header of"):
        rows_of(open_corpus(tmp_path / "a.tar"))


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    folder = in_folder(tmp_path / "corpus", {"a.md": b"a"})
    (folder / "b.md").symlink_to(tmp_path / "secret.md")
    (folder / "loop").symlink_to(folder)
    assert [row["id"] for row in rows_of(open_corpus(folder))] == ["a.md"]
    assert open_corpus(folder).read(["b.md", "../secret.md", "loop/a.md"]) == {}
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"{kind.decode()}.md")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        archive.addfile(tarfile.TarInfo("empty.md"))
    (tmp_path / "a.tar").write_bytes(out.getvalue())
    assert [row["id"] for row in rows_of(open_corpus(tmp_path / "a.tar"))] == ["empty.md"]


def test_names_and_texts_in_other_encodings(tmp_path: Path) -> None:
    data = as_zip({"x" * 4 + ".md": b"a"}).replace(b"xxxx", "新闻".encode("gb18030"))
    (tmp_path / "a.zip").write_bytes(data)
    assert [row["id"] for row in rows_of(open_corpus(tmp_path / "a.zip"))] == ["新闻.md"]
    text = "今天上午国务院召开常务会议，研究部署进一步扩大改革开放的工作。"
    (tmp_path / "a.csv").write_bytes(f"日期,正文\n2024,{text}\n".encode("gb18030"))
    assert rows_of(open_corpus(tmp_path / "a.csv"))[0]["text"] == text
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "\\ud800a\\udc00", "outlet": "\\ud83d\\ude00"}')
    row = rows_of(open_corpus(tmp_path / "a.jsonl"))[0]
    assert (row["text"], row["outlet"]) == ("\ufffda\ufffd", "😀")


def test_a_file_that_grows_keeps_its_first_slices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glossary.corpus.texts._SLICE", 20)
    path = tmp_path / "a.jsonl"
    rows = [{"text": "一二三四五六七"} for _ in range(10)]
    path.write_bytes(jsonl(rows))
    corpus = open_corpus(path)
    before = [batch for batch, _ in corpus.slices(corpus.files()[0], print)]
    path.write_bytes(jsonl([*rows, {"text": "x"}]))
    after = [batch for batch, _ in corpus.slices(corpus.files()[0], print)]
    assert len(before) == 4
    assert after[:3] == before[:3]
    assert sum(map(len, after)) == 11


def test_the_real_corpora(data: Path) -> None:
    folder = data / "corpus"
    outlets = open_corpus(folder / "outlets-2025-11-01_10.jsonl.xz")
    batches = list(outlets.batches())
    assert all(batch.schema == TEXTS for batch in batches)
    assert sum(map(len, batches)) == 1218
    table = pa.Table.from_batches(batches)
    assert len(table["outlet"].unique()) == 7
    assert min(table["date"].to_pylist()) >= "2025-11-01"

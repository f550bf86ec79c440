"""Texts and files: find, annotate, check, align; as JSON and as forms with uploads."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest

from glossary.serve.api import texts
from termbase.store.accounts import Role
from tests.glossary.serve.api.conftest import Api

TEXT = "他是裸官。内卷严重。"
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


def upload(text: str | bytes, name: str = "文章.txt") -> tuple[str, bytes]:
    return name, text if isinstance(text, bytes) else text.encode()


def test_find(api: Api) -> None:
    found = api("POST", "/find", None, json={"text": TEXT}).json()
    assert [(one["concept"], one["text"], one["file"]) for one in found] == [
        ("luoguan", "裸官", ""), ("neijuan", "内卷", ""),
    ]  # fmt: skip
    assert [TEXT[one["start"] : one["end"]] for one in found] == ["裸官", "内卷"]


def test_find_in_an_upload(api: Api) -> None:
    form = {"level": "loose", "overlapping": "true"}
    found = api("POST", "/find", None, data=form, files={"file": upload(TEXT)}).json()
    assert [(one["text"], one["file"]) for one in found] == [
        ("裸官", "文章.txt"), ("内卷", "文章.txt"),
    ]  # fmt: skip


def test_a_long_text_is_searched_in_a_worker(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    short = api("POST", "/find", json={"text": TEXT}).json()
    monkeypatch.setattr(texts, "_LONG", 1)
    assert api("POST", "/find", json={"text": TEXT}).json() == short


@pytest.mark.parametrize(
    "change",
    [
        {"text": 1},
        {"text": None},
        {"level": "x"},
        {"overlapping": "true"},
        {"polity": "x"},
        {"unknown": ""},
    ],
)
def test_wrong_options_are_refused(api: Api, change: dict[str, Any]) -> None:
    answer = api("POST", "/find", json={"text": TEXT, **change})
    assert answer.status_code == UNPROCESSABLE


@pytest.mark.parametrize(
    ("to", "kind", "start"),
    [
        ("html", "text/html", b"<!DOCTYPE html>"),
        ("markdown", "text/markdown", "他是裸官".encode()),
        ("text", "text/plain", "他是".encode()),
        ("docx", "application/vnd.openxml", b"PK"),
        ("epub", "application/epub+zip", b"PK"),
    ],
)
def test_annotate(api: Api, to: str, kind: str, start: bytes) -> None:
    answer = api("POST", "/annotate", json={"text": TEXT, "to": to})
    assert answer.headers["content-type"].startswith(kind)
    assert answer.content.lstrip().startswith(start)
    # A page with a text of somebody is saved, not shown as one of ours.
    assert answer.headers["content-disposition"].startswith('attachment; filename="annotated.')


def test_annotate_as_json_is_what_find_returns(api: Api) -> None:
    answer = api("POST", "/annotate", json={"text": TEXT, "to": "json"}).json()
    assert answer == api("POST", "/find", json={"text": TEXT}).json()


def test_annotate_an_upload(api: Api) -> None:
    form = {"to": "markdown", "known": ["内卷", "x"], "mentions": "all"}
    answer = api("POST", "/annotate", data=form, files={"file": upload(f"# {TEXT}", "一 (2).md")})
    assert "naked official" in answer.text
    assert "involution" not in answer.text
    disposition = answer.headers["content-disposition"]
    assert disposition.endswith("filename*=UTF-8''%E4%B8%80%20%282%29-annotated.md")
    assert disposition.isascii()


@pytest.mark.parametrize(
    "options",
    [
        {"subject": ["nothing"]},
        {"to": "html", "notes": "comments"},
        {"to": "html", "index": True},
        {"to": "srt"},
        {"level": 0},
        {"known": "word"},
    ],
)
def test_wrong_options_of_annotations_are_refused(api: Api, options: dict[str, Any]) -> None:
    answer = api("POST", "/annotate", json={"text": TEXT, **options})
    assert answer.status_code == UNPROCESSABLE
    assert "Traceback" not in answer.text


def test_an_upload_of_another_format_is_refused(api: Api) -> None:
    for form, name in (({"to": "srt"}, "a.txt"), ({"to": "html"}, "a.docx")):
        answer = api("POST", "/annotate", data=form, files={"file": upload(TEXT, name)})
        assert answer.status_code == UNPROCESSABLE
        assert answer.json()["detail"].startswith(name)


def test_a_name_leads_nowhere(api: Api) -> None:
    for name in ("../../etc/passwd.txt", "/etc/passwd.txt", "C:\\windows\\passwd.txt", "-"):
        answer = api("POST", "/find", files={"file": upload(TEXT, name)})
        assert "/" not in answer.json()[0]["file"].replace("\\", "/")


@pytest.mark.parametrize(
    ("files", "data"),
    [
        ({}, {"level": "strict"}),
        ({"file": ("a.txt", b"x"), "other": ("b.txt", b"y")}, {}),
        ({"file": ("a.txt", b"x")}, {"unknown": "1"}),
        ({"file": ("a.txt", b"x")}, {"overlapping": "perhaps"}),
    ],
)
def test_a_wrong_form_is_refused(api: Api, files: Any, data: Any) -> None:
    # Without a file the client would send another kind of form.
    files = files or {"unnamed": ("", b"")}
    assert api("POST", "/find", data=data, files=files).status_code == UNPROCESSABLE


def test_a_malformed_form_is_refused(api: Api) -> None:
    headers = {"Content-Type": "multipart/form-data"}
    answer = api("POST", "/find", content=b"x", headers=headers)
    assert answer.status_code == HTTPStatus.BAD_REQUEST


def test_a_form_of_another_site_is_refused(api: Api) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = api("POST", "/find", None, files={"file": upload(TEXT)}, headers=headers)
    assert answer.status_code == HTTPStatus.FORBIDDEN


SIDES = {"source": "他是裸官。\n价格涨了3%。", "target": "He is corrupt.\nPrices rose by 5%."}


def test_check(api: Api) -> None:
    found = api("POST", "/check", json=SIDES).json()
    assert {one["segment"] for one in found} >= {2}
    assert all(one["file"] == "" for one in found)


@pytest.mark.parametrize("format", ["text", "sarif", "junit", "html", "xlsx"])
def test_reports(api: Api, format: str) -> None:
    if format == "xlsx":
        pytest.importorskip("openpyxl")
    answer = api("POST", "/check", json={**SIDES, "format": format})
    assert answer.content
    assert answer.headers["content-disposition"].startswith("attachment")


def test_check_uploads(api: Api) -> None:
    two = {name: upload(text, f"{name}.txt") for name, text in SIDES.items()}
    assert {one["file"] for one in api("POST", "/check", files=two).json()} == {"source.txt"}
    table = "source\ttarget\n" + "\n".join(
        map("\t".join, zip(*(text.splitlines() for text in SIDES.values()), strict=True))
    )
    one = {"source": upload(table, "table.tsv")}
    assert [finding["segment"] for finding in api("POST", "/check", files=one).json()]


@pytest.mark.parametrize(
    "change",
    [
        {"profile": "/etc/passwd"},
        {"date": "2024-02-31"},
        {"date": "yesterday"},
        {"target": "他是裸官。"},
        {"format": "notes"},
    ],
)
def test_a_wrong_check_is_refused(api: Api, change: dict[str, str]) -> None:
    assert api("POST", "/check", json={**SIDES, **change}).status_code == UNPROCESSABLE


def test_align(api: Api) -> None:
    pairs = api("POST", "/align", json=SIDES).json()
    assert [sentence for pair in pairs for sentence in pair["source"]] == [
        "他是裸官。", "价格涨了3%。",
    ]  # fmt: skip
    assert b"<tmx" in api("POST", "/align", json={**SIDES, "format": "tmx"}).content
    table = api("POST", "/align", Role.READER, json={**SIDES, "format": "table"})
    assert table.text.startswith("source sentences\ttarget sentences\t")
    files = {name: upload(text, f"{name}.txt") for name, text in SIDES.items()}
    assert api("POST", "/align", files=files).json() == pairs


def test_prompt(api: Api) -> None:
    made = api("POST", "/prompt", None, json={"text": TEXT}).json()
    assert [entry["term"] for entry in made["terms"]] == ["裸官", "内卷"]
    for format in ("text", "xml", "deepl", "google", "azure", "weblate"):
        answer = api("POST", "/prompt", json={"text": TEXT, "format": format})
        assert "naked official" in answer.text
        assert answer.headers["content-disposition"].startswith("attachment")
    files = {"file": upload(TEXT)}
    uploaded = api("POST", "/prompt", data={"budget": "1000"}, files=files).json()
    assert uploaded["terms"] == made["terms"]


@pytest.mark.parametrize(
    "change", [{"to": "fr"}, {"budget": 1}, {"budget": 0}, {"format": "deepl", "budget": 1000}]
)
def test_a_wrong_prompt_is_refused(api: Api, change: dict[str, Any]) -> None:
    assert api("POST", "/prompt", json={"text": TEXT, **change}).status_code == UNPROCESSABLE

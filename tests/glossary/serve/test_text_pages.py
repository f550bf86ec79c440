"""The pages about texts and the memory: what is sent, what is shown, what is saved."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest

import glossary
from glossary.serve.pages.render import sentence
from termbase.memory.files import export
from termbase.store.accounts import Role
from tests.glossary.serve.conftest import Server

TEXT = "他是裸官，反对内卷。"
# The class depends on the library that the client of Starlette is made with.
Response = Any
HTML = {"Accept": "text/html"}


def post(server: Server, path: str, role: Role | None = None, **sent: object) -> Response:
    answer: Response = server.client.post(path, headers=HTML | server.headers(role), **sent)  # type: ignore[arg-type]
    return answer


def get(server: Server, path: str, role: Role | None = None) -> Response:
    return server.client.get(path, headers=HTML | server.headers(role))


def alert(answer: Response) -> str:
    found = re.search(r'role="alert">(.*?)</div>', answer.text, re.DOTALL)
    return found[1] if found else ""


def test_an_annotated_text_has_an_address_and_a_policy_of_its_own(server: Server) -> None:
    answer = post(server, "/annotate", data={"text": TEXT, "level": "1"})
    assert answer.status_code == 200
    path = answer.url.path
    # Reloading sends no text again.
    assert answer.request.method == "GET"
    assert get(server, path).status_code == 200
    assert f'src="{path}/page"' in answer.text
    assert "allow-same-origin" not in answer.text
    page = get(server, f"{path}/page")
    assert "naked official" in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "sandbox allow-scripts" in policy
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy
    # The page around it keeps the strict one.
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("to", ["html", "markdown", "json", "text", "docx", "epub"])
def test_an_annotated_text_is_saved_as_the_library_writes_it(server: Server, to: str) -> None:
    path = post(server, "/annotate", data={"text": TEXT}).url.path
    answer = get(server, f"{path}/as/{to}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="text.')
    if to in ("docx", "epub"):
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    else:
        assert "naked official" in answer.text


def test_a_document_comes_back_in_its_format_and_encoding(server: Server) -> None:
    source = f'<html><head><meta charset="gbk"></head><body><p>{TEXT}</p></body></html>'
    path = post(
        server, "/annotate", files={"text-file": ("讲话.html", source.encode("gbk"))}
    ).url.path
    answer = get(server, f"{path}/as/html")
    assert "%E8%AE%B2%E8%AF%9D.html" in answer.headers["Content-Disposition"]
    assert "裸官" in answer.content.decode("gbk")
    subtitles = f"1\n00:00:01,000 --> 00:00:02,000\n{TEXT}\n"
    path = post(server, "/annotate", files={"text-file": ("a.srt", subtitles.encode())}).url.path
    assert "00:00:01,000" in get(server, f"{path}/as/srt").text
    wrong = get(server, f"{path}/as/pdf")
    assert wrong.status_code == 422
    assert "Not a format for this text" in wrong.text


def test_scripts_of_a_strangers_page_are_not_run(server: Server) -> None:
    source = f"<p>{TEXT}</p><script>parent.document.title = 'x'</script>"
    path = post(server, "/annotate", files={"text-file": ("a.html", source.encode())}).url.path
    policy = get(server, f"{path}/page").headers["Content-Security-Policy"]
    # No script but ours, by its digest, and nothing from a network.
    (scripts,) = [part for part in policy.split("; ") if part.startswith("script-src")]
    assert set(re.findall(r"'([a-z]+)", scripts)) == {"sha"}
    assert "connect-src" not in policy


def test_text_from_users_is_escaped(server: Server) -> None:
    evil = '"><script>alert(1)</script>'
    pages = [
        post(server, "/annotate", data={"text": ""}, files={"text-file": (evil, b"x")}),
        post(server, "/annotate", files={"text-file": (f"{evil}.docx", b"x")}),
        post(server, "/check", data={"source": f"他是裸官{evil}。", "target": f"He{evil}."}),
        post(server, "/check", data={"source": evil}),
        post(server, "/align", data={"source": f"裸官{evil}。", "target": f"He{evil}."}),
        get(server, f"/memory?q={evil}"),
        get(server, f"/?q={evil}"),
    ]
    get(server, f"/?q={evil}")
    pages.append(get(server, "/statistics"))
    for page in pages:
        assert "<script>alert" not in page.text, page.url


@pytest.mark.parametrize(
    ("path", "sent", "message"),
    [
        ("/annotate", {"text": "  "}, "No text"),
        ("/check", {"source": "他是裸官。"}, "Two texts, or a file"),
        ("/align", {"source": "他是裸官。"}, "Two texts"),
        ("/align", {"source": "他是裸官。", "target": "他来了。"}, ""),
    ],
)
def test_what_is_missing_is_said_beside_what_was_typed(
    server: Server, path: str, sent: dict[str, str], message: str
) -> None:
    answer = post(server, path, data=sent)
    assert answer.status_code == 422
    assert message in alert(answer)
    assert alert(answer)
    for text in sent.values():
        assert text in answer.text


def test_values_that_no_form_offers_are_like_none(server: Server) -> None:
    sent = {
        "text": TEXT, "level": "9", "polity": "mars", "subject": "x", "notes": "ruby",
        "pinyin": "x",
    }  # fmt: skip
    answer = post(server, "/annotate", data=sent)
    assert answer.status_code == 200
    # Notes over the terms are for some formats only; others leave them out.
    for to in ("docx", "epub", "json"):
        assert get(server, f"{answer.url.path}/as/{to}").status_code == 200
    # A profile is never a file of the server.
    sent = {"source": "他是裸官。", "target": "He is.", "profile": "/etc/passwd"}
    assert post(server, "/check", data=sent).status_code == 200


def test_a_result_is_not_shown_to_others(server: Server) -> None:
    path = post(server, "/annotate", Role.EDITOR, data={"text": TEXT}).url.path
    assert get(server, path, Role.EDITOR).status_code == 200
    for role in (None, Role.ADMIN):
        for tail in ("", "/page", "/as/text"):
            assert get(server, path + tail, role).status_code == 404


def test_findings_are_marked_filtered_and_saved(server: Server) -> None:
    sent = {"source": "他是裸官。\n共有12人。", "target": "He is an official.\nThere are 13."}
    answer = post(server, "/check", data=sent)
    assert answer.status_code == 200
    assert re.search(r'<mark class="major"[^>]*>裸官</mark>', answer.text)
    assert ">naked official</ins>" in answer.text
    path = answer.url.path
    assert re.search(r'<option value="term-missing">Term without a rendering \(\d', answer.text)
    chinese = server.client.get(path, headers=HTML | {"Accept-Language": "zh-TW"}).text
    assert '術語未按詞表翻譯 · <span lang="en">' in chinese
    only = get(server, f"{path}?rule=term-missing")
    assert only.text.count('<section class="segment"') == 1
    assert get(server, f"{path}?severity=minor&rule=term-missing").text.count("<section") == 0
    assert get(server, f"{path}?page=99999999999999999999").status_code == 200
    assert get(server, f"{path}?page={'9' * 5000}").status_code == 200
    for to in ("text", "json", "sarif", "junit", "html", "xlsx"):
        assert get(server, f"{path}/as/{to}").status_code == 200
    records = get(server, f"{path}/as/json").json()
    assert records[0]["rule"] == "term-missing"
    # These are written into the file that was checked, and there is none.
    for to in ("its", "notes", "exe"):
        assert get(server, f"{path}/as/{to}").status_code == 404


XLIFF = """<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="zh"
 target-language="en" datatype="plaintext" original="a"><body><trans-unit id="1">
<source>他是裸官。</source><target>He is an official.</target></trans-unit></body></file></xliff>"""


def test_findings_are_written_into_a_bilingual_file(server: Server) -> None:
    answer = post(server, "/check", files={"source-file": ("a.xlf", XLIFF.encode())})
    assert "裸官" in answer.text
    for to, inside in (("notes", "<note"), ("its", "locQualityIssue")):
        saved = get(server, f"{answer.url.path}/as/{to}")
        assert inside in saved.text
        assert saved.headers["Content-Disposition"].endswith("a.xlf")
    page = get(server, f"{answer.url.path}/page")
    assert "sandbox" in page.headers["Content-Security-Policy"]


def test_an_alignment_is_corrected_saved_and_put_into_the_memory(server: Server) -> None:
    sent = {"source": "他是裸官。大家都来了。", "target": "He is a naked official. Everybody came."}
    answer = post(server, "/align", data=sent)
    path = answer.url.path
    assert answer.text.count("<tr id=") == 2
    joined = post(server, path, data={"step": "join 1 0 0"})
    assert joined.text.count("<tr id=") == 1
    # The other window still shows the pairs before that step.
    assert post(server, path, data={"step": "join 1 0 0"}).status_code == 409
    for bad in ("", "join", "fly 0 0 1", "join -1 0 1", "up 0 7 1", "up ² 0 1", "up 9 0 1"):
        assert post(server, path, data={"step": bad}).status_code in (409, 422)
    assert "<tu " in get(server, f"{path}/as/tmx").text
    assert get(server, f"{path}/as/table").text.startswith("source sentences\t")
    assert get(server, f"{path}/as/exe").status_code == 404
    assert post(server, f"{path}/memory", data={}).status_code == 401
    assert post(server, f"{path}/memory", Role.PROPOSER, data={}).status_code == 403

    path = post(server, "/align", Role.EDITOR, data=sent).url.path
    stored = post(server, f"{path}/memory", Role.EDITOR, data={"at-least": "0"})
    assert "New units in the memory: 2" in stored.text
    again = post(server, f"{path}/memory", Role.EDITOR, data={"at-least": "0"})
    assert "New units in the memory: 0" in again.text


def test_matches_show_differences_in_signs_too(server: Server) -> None:
    page = get(server, "/memory?q=坚持以人民为根本。&at_least=60")
    assert re.search(r"<del>−[^<]*</del><ins>\+[^<]*</ins>", page.text)
    assert "Put the people first." in page.text
    found = get(server, "/memory?q=PEOPLE&in=text")
    assert 'Put the <mark class="found">people</mark> first.' in found.text
    assert "Nothing found" in get(server, "/memory?q=zzz&in=text").text
    assert get(server, "/memory?q=a&at_least=x").status_code == 200


def undo_of(page: Response) -> str:
    """The address of the button that undoes what was just done."""
    found = re.search(r'role="status">.*?action="(/log/\d+/undo)"', page.text, re.DOTALL)
    assert found
    return found[1]


def test_units_are_added_changed_deleted_and_put_back(server: Server) -> None:
    role = Role.EDITOR
    sent = {"source": "天气好。", "target": "Fine weather."}
    added = post(server, "/memory/units", role, data=sent)
    assert "was added" in added.text
    assert added.request.method == "GET"
    assert "already" in post(server, "/memory/units", role, data=sent).text
    number = re.search(r"/memory/units/(\d+)", get(server, "/memory?q=天气好。").text)
    assert number
    path = number[0]
    changed = post(server, path, role, data={"source": "天气好。", "target": "Nice weather."})
    assert changed.url.path != path
    # Its old address leads to it, and the button puts it back.
    assert get(server, path).url.path == changed.url.path
    assert "Saved." in changed.text
    put_back = post(server, undo_of(changed), role, data={"back": "unit"})
    assert "Fine weather." in put_back.text
    assert get(server, path).url.path == put_back.url.path
    changed = post(
        server, put_back.url.path, role, data={"source": "天气好。", "target": "Nice weather."}
    )
    late = post(server, path, role, data={"source": "天气好。", "target": "Mine."})
    assert late.status_code == 404
    # What was typed is not lost.
    assert "Mine." in late.text
    empty = post(server, changed.url.path, role, data={"source": "天气好。", "target": " "})
    assert empty.status_code == 422
    gone = post(server, changed.url.path, role, data={"do": "delete"})
    assert "Deleted." in gone.text
    assert "log" not in re.findall('role="status">(.*?)</p>', gone.text)[0]
    assert get(server, changed.url.path).status_code == 404
    log = get(server, "/log?kind=unit", Role.APPROVER)
    undo = re.search(r'action="(/log/\d+/undo)"', log.text)
    assert undo
    rows = [re.sub(r"\s+", " ", row) for row in re.findall("<dl.*?</dl>", log.text, re.DOTALL)]
    # What was changed and then deleted is still shown as a change.
    assert "<del>−Nice weather.</del> " in rows[0]
    assert "<ins>" not in rows[0]
    assert "<del>−Fine weather.</del> <ins>+Nice weather.</ins>" in rows[1]
    assert undo[1] == undo_of(gone)
    assert post(server, undo[1], Role.APPROVER).status_code == 200
    assert "Nice weather." in get(server, "/memory?q=天气好。").text
    assert post(server, undo[1], Role.APPROVER).status_code == 409
    assert post(server, "/log/1/undo", Role.APPROVER).status_code == 404


def test_units_are_imported_in_a_worker_and_exported(server: Server) -> None:
    file = b"source\ttarget\n\xe9\x9b\xa8\xe5\xa4\xa9\xe3\x80\x82\tA rainy day.\n"
    answer = post(server, "/memory/import", Role.EDITOR, files={"file": ("a.tsv", file)})
    assert "1 new" in answer.text
    assert answer.request.method == "GET"
    assert "A rainy day." in get(server, "/memory?q=雨天。").text
    assert "a.tsv" in get(server, "/log?kind=import", Role.APPROVER).text
    assert 'role="alert"' in post(server, "/memory/import", Role.EDITOR).text
    broken = post(server, "/memory/import", Role.EDITOR, files={"file": ("a.tmx", b"<tmx>")})
    assert broken.status_code == 422
    exported = get(server, "/memory/export.tsv")
    with glossary.open(server.settings.base, builtin=False) as opened:
        wanted = io.BytesIO()
        export(opened.memory, wanted, "tsv")
    assert exported.content == wanted.getvalue()
    assert get(server, "/memory/export.exe").status_code == 404


def test_what_one_file_brought_in_is_listed_and_deleted(server: Server) -> None:
    rows = "".join(f"第{n}行。\tLine {n}.\n" for n in range(60))
    file = f"source\ttarget\n{rows}".encode()
    post(server, "/memory/import", Role.EDITOR, files={"file": ("b.tsv", file)})
    first = get(server, "/memory/units?origin=b.tsv")
    assert first.text.index("Line 59.") < first.text.index("Line 10.")
    assert "Line 9." not in first.text
    assert "Line 9." in get(server, "/memory/units?origin=b.tsv&page=2").text
    assert "Put the people first." not in first.text
    sent = {"origin": "b.tsv", "count": "59"}
    assert post(server, "/memory/delete", Role.PROPOSER, data=sent).status_code == 403
    # Somebody has added one since the page was shown, which says so.
    assert "60 units, not 59" in alert(post(server, "/memory/delete", Role.EDITOR, data=sent))
    assert "Line 59." in get(server, "/memory/units").text
    gone = post(server, "/memory/delete", Role.EDITOR, data={**sent, "count": "60"})
    assert "Deleted: 60 units." in gone.text
    assert "Line " not in gone.text
    assert "Nothing found" in get(server, "/memory?q=第9行。").text
    assert "b.tsv" in get(server, "/log?kind=import&name=b.tsv", Role.APPROVER).text
    for origin in ("b.tsv", ""):
        sent = {"origin": origin, "count": "0"}
        assert post(server, "/memory/delete", Role.EDITOR, data=sent).status_code == 404
    assert "Put the people first." in get(server, "/memory/units?origin=nowhere").text


def test_a_word_that_no_unit_is_similar_to_is_looked_for_within_units(server: Server) -> None:
    page = get(server, "/memory?q=people")
    link = re.search(r'href="(/memory\?q=people&amp;in=text)"', page.text)
    assert link
    assert "Put the" in get(server, link[1].replace("&amp;", "&")).text


@pytest.mark.parametrize(
    ("message", "shown"),
    [("no file: choose one", "No file: choose one"), ("li.hua: x", "li.hua: x"),
     ("li: no account", "li: no account"), ("裸官: two concepts", "裸官: two concepts"), ("", "")],
)  # fmt: skip
def test_messages_are_shown_as_sentences(message: str, shown: str) -> None:
    assert sentence(message) == shown


def test_statistics_list_what_was_looked_up_in_vain(server: Server) -> None:
    for _ in range(2):
        get(server, "/?q=没有的词")
    get(server, "/?q=没有的词&part=1")
    server.client.get("/api/v1/lookup", params={"q": "nothing like it"})
    page = get(server, "/statistics", Role.EDITOR)
    assert re.search(r">没有的词</a></th><td[^>]*>2<", page.text)
    assert "nothing like it" in page.text
    assert "<svg" in page.text
    page = post(server, "/statistics/misses", Role.EDITOR, data={"query": "没有的词"})
    assert "没有的词" not in page.text

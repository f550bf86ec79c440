"""Uploads: their names, their folder, and files that are meant to do harm."""

from __future__ import annotations

import io
import threading
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.serve.settings import Settings
from glossary.serve.uploads import safe_name
from tests.glossary.serve.conftest import Server

_SECONDS = 2.0
_MEMORY = 200 << 20


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Limits that are soon reached."""
    return Settings(
        tmp_path_factory.mktemp("hostile") / "team.db", builtin=False, workers=2,
        requests_per_minute=1_000_000, job_seconds=_SECONDS, job_memory=_MEMORY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("讲话.docx", "讲话.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\texts\\a b.txt", "a b.txt"),
        ("-", "file"),
        ("-o.txt", "o.txt"),
        (".bashrc", "bashrc"),
        ("..", "file"),
        ("", "file"),
        ("a\x00b\n.txt", "a_b_.txt"),
        ("memory.tmx.gz", "memory.tmx.gz"),
    ],
)
def test_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=300))
def test_a_safe_name_names_a_file_in_a_folder(name: str) -> None:
    safe = safe_name(name)
    assert Path(safe).name == safe
    assert safe.isprintable()
    assert not safe.startswith(("-", "."))
    assert 0 < len(safe.encode()) <= 255
    assert safe_name(safe) == safe


@cache
def bomb() -> bytes:
    """Return a ZIP package with parts that are too large."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", bytes(110_000_000))
    return file.getvalue()


LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "哈">' for n in range(12)
)
XML_BOMB = (
    f'<?xml version="1.0"?><!DOCTYPE tmx [{LAUGHS}]><tmx version="1.4"><body>&l11;</body></tmx>'
)
# A form that draws itself.
PDF_LOOP = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[2 0 R 3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources 5 0 R>>endobj\n"
    b"4 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 5 0 R/Length 5>>stream\n"
    b"/F Do\nendstream endobj\n5 0 obj<</XObject<</F 4 0 R>>>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF"
)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb.docx": bomb,
    "bomb.epub": bomb,
    "loop.pdf": lambda: PDF_LOOP,
    "text.docx": "只是文本。".encode,
    "text.pdf": lambda: zlib.compress(b"no pdf"),
    "empty.docx": bytes,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_has_a_clear_answer(server: Server, name: str) -> None:
    answer = server.client.post(
        "/annotate", files={"text-file": (name, HOSTILE[name]())}, headers={"Accept": "text/html"}
    )
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    # No path of the server, and no traceback.
    assert "/dev/shm" not in answer.text
    assert "/tmp" not in answer.text
    assert "Traceback" not in answer.text


def test_an_xml_bomb_is_refused(server: Server) -> None:
    answer = server.client.post(
        "/check", files={"source-file": ("bomb.tmx", XML_BOMB)}, headers={"Accept": "text/html"}
    )
    assert answer.status_code == 422
    assert "bomb.tmx" in answer.text


def test_a_text_beyond_the_limit_is_refused_with_a_page(server: Server) -> None:
    files = {"text-file": ("large.txt", b"a" * (40 << 20))}
    answer = server.client.post("/annotate", files=files, headers={"Accept": "text/html"})
    assert answer.status_code == 413
    assert '<p class="problem" role="alert">' in answer.text
    assert "32 MiB" in answer.text
    assert answer.headers["Connection"] == "close"


def test_others_are_answered_while_a_worker_is_killed(server: Server) -> None:
    """A text that takes longer than it may occupies a worker, and only that."""
    long = "裸官反对内卷。naked official " * 400_000
    answers = []

    def send() -> None:
        answers.append(
            server.client.post(
                "/annotate", files={"text-file": ("long.txt", long.encode())},
                headers={"Accept": "text/html"},
            )
        )  # fmt: skip

    thread = threading.Thread(target=send)
    thread.start()
    served = 0
    while thread.is_alive():
        assert server.client.get("/", params={"q": "裸官"}).status_code == 200
        if not served:
            short = server.client.post("/annotate", data={"text": "他是裸官。"})
            assert short.status_code == 200
        served += 1
    assert served > 3
    (answer,) = answers
    assert answer.status_code == 422
    assert "stopped" in answer.text or "too much memory" in answer.text
    # The worker was replaced.
    for _ in range(2):
        assert server.client.post("/annotate", data={"text": "他是裸官。"}).status_code == 200


def test_the_folder_of_an_upload_is_gone_afterwards(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glossary.serve.uploads._IN_MEMORY", tmp_path)
    for name, data in (("a.txt", b"fine"), ("b.docx", b"broken")):
        server.client.post("/annotate", files={"text-file": (name, data)})
    assert list(tmp_path.iterdir()) == []

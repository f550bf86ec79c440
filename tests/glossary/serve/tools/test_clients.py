"""Clients of other projects against ``glossary serve``; skipped where they are not installed."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit

import pytest

import glossary
from termbase.store.accounts import Role
from tests.glossary.serve.conftest import fill
from tests.glossary.serve.test_running import serving
from tests.glossary.serve.tools.conftest import UNITS


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[Role, str]]]:
    """The address of a server whose reading needs a token, and the tokens."""
    base = tmp_path_factory.mktemp("server") / "team.db"
    tokens = fill(base)
    with glossary.open(base, builtin=False) as opened:
        for unit in UNITS:
            opened.memory.add(*unit)
    with serving(base, "--private") as (_, address, _):
        yield address, tokens


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        (b"/tmserver/en/zh_cn/unit/a%2Fb%20%26%20c", "甲/乙和丙"),
        (b"/tmserver/en/zh_cn/unit/a/b%20&%20c", "甲/乙和丙"),
        (b"/tmserver/en/zh_cn/unit/a%252Fb%20%26%20c?min_similarity=95", "[]"),
        (b"/tmserver/en/zh_cn/unit/../../unit%00%0A%", "[]"),
        (b"/tmserver/en/zh_cn/unit/" + b"%E6%88%91" * 7000, "[]"),
        (b"/tmserver/en/zh_cn/unit/%FF", "not UTF-8"),
    ],
)
def test_texts_come_through_the_server(
    team: tuple[str, dict[Role, str]], path: bytes, answer: str
) -> None:
    """The path is sent as it is, without a client that tidies it up."""
    address, tokens = team
    url = urlsplit(address)
    head = f"Host: {url.netloc}\r\nAuthorization: Bearer {tokens[Role.READER]}\r\nConnection: close"
    with socket.create_connection((str(url.hostname), url.port or 80), timeout=10) as connection:
        connection.sendall(b"GET " + path + b" HTTP/1.1\r\n" + head.encode() + b"\r\n\r\n")
        with connection.makefile("rb") as file:
            received = file.read().decode()
    assert answer in received.partition("\r\n\r\n")[2]


def test_libretranslatepy(team: tuple[str, dict[Role, str]]) -> None:
    module = pytest.importorskip("libretranslatepy", reason="no libretranslatepy")
    address, tokens = team
    client = module.LibreTranslateAPI(address, tokens[Role.READER])
    found = module.LibreTranslateAPI(address).languages()
    assert {one["code"] for one in found} == {"en", "zh", "zh-Hans", "zh-Hant"}
    assert client.translate("坚持以人民为中心。", "zh", "en") == "Put the people first."
    with pytest.raises(HTTPError) as error:
        client.translate("没有", "zh", "en")
    assert error.value.code == 404
    error.value.close()
    with pytest.raises(HTTPError) as error:
        module.LibreTranslateAPI(address, "glo_wrong").translate("打开窗户", "zh", "en")
    assert error.value.code == 403
    error.value.close()


def test_requests_as_weblate_uses_them(team: tuple[str, dict[Role, str]]) -> None:
    requests = pytest.importorskip("requests", reason="no requests")
    address, tokens = team
    base = address.replace("://", f"://any:{tokens[Role.READER]}@") + "/tmserver"
    assert "zh_hans" in requests.get(f"{base}/languages/", timeout=10).json()["targetLanguages"]
    for text, target in (("a/b & c", ["甲/乙和丙"]), ("..", []), ("100%?", []), ("多\n行", [])):
        answer = requests.get(f"{base}/en/zh_hans/unit/{quote(text.encode(), b'')}", timeout=10)
        assert [one["target"] for one in answer.json()] == target
    assert requests.get(f"{address}/tmserver/languages/", timeout=10).status_code == 401

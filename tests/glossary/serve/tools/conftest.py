"""A server whose memory has units in both directions and scripts."""

from __future__ import annotations

import pytest

import glossary
from tests.glossary.serve.conftest import Server

UNITS = [
    ("坚持以人民为中心。", "Put the people first.", "zh-CN", "en"),
    ("第3条适用于所有公民。", "Article 3 applies to all citizens.", "zh-CN", "en-GB"),
    ("国家统计局公布了经济数据。", "The statistics bureau published economic data.", "zh", "en"),
    ("國家統計局公布了經濟數據。", "The statistics bureau has published economic data.", "zh-TW", "en"),
    ("Open the window", "打开窗户", "en", "zh-CN"),
    ("a/b & c", "甲/乙和丙", "en", "zh-CN"),
]  # fmt: skip


@pytest.fixture(scope="module")
def server(server: Server) -> Server:
    """A server in this process, with these units in its memory."""
    with glossary.open(server.settings.base, builtin=False) as opened:
        for unit in UNITS:
            opened.memory.add(*unit)
    return server

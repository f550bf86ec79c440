"""The formats in which tracked concepts, new expressions and renderings are written."""

from __future__ import annotations

from typing import Literal

CountsFormat = Literal["text", "json", "csv", "parquet", "html", "png", "svg"]
ExpressionsFormat = Literal["text", "json", "csv", "tsv"]
RenderingsFormat = Literal["text", "json", "csv", "html", "png", "svg"]

"""Texts with metadata, and the terms in them as Arrow tables (extra ``corpus``)."""

from termbase.errors import Error

try:
    # Every module of this package needs it, so it is reported here once.
    import pyarrow as pa  # noqa: F401
except ImportError:
    raise Error(
        "corpora need pyarrow; install it with: pip install 'zh-en-glossary[corpus]'"
    ) from None

"""The Content-Security-Policy of a page of ours: its own styles and script, and no network."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable


def policy(styles: Iterable[str], script: str = "") -> str:
    """Return the policy that allows some style sheets and a script, and nothing else.

    Args:
        styles: The texts of the style sheets as they are in the page.
        script: The text of the script; empty for none.
    """
    scripts = f"script-src {source_of(script)}; " if script else ""
    return (
        f"default-src 'none'; style-src {' '.join(map(source_of, styles))}; "
        f"{scripts}base-uri 'none'; form-action 'none'"
    )


def source_of(text: str) -> str:
    """Return the source expression of an inline style sheet or script: its SHA-256 digest."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"

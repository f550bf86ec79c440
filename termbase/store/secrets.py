"""Secrets that are shown once, and stored as digests."""

from __future__ import annotations

_BYTES = 32


def new_secret(prefix: str = "") -> str:
    """Return a secret of 256 random bits, in characters that URLs and headers can hold."""
    from secrets import token_urlsafe

    return prefix + token_urlsafe(_BYTES)


def digest(secret: str) -> bytes:
    """Return the SHA-256 of a secret, by which it is stored and found.

    A slow hash with a salt protects passwords, which can be guessed; 256 random bits cannot be.
    Neither does it matter how long a look-up takes: a digest that is close to a stored one tells
    nothing about the secret.
    """
    from hashlib import sha256

    return sha256(secret.encode(errors="surrogatepass")).digest()

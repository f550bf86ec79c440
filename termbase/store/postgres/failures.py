"""Messages for errors of PostgreSQL: where, what, remedy."""

from __future__ import annotations

import re

import psycopg
from psycopg import errors

from termbase.errors import Error, InputError, StoreError
from termbase.store.address import PostgresAddress
from termbase.store.texts import half_character

BUSY = "in use by another process; try again when that has finished"
READ_ONLY = "cannot be written: the server or the user is read-only; name another one"
LOST = "the connection was lost, and what it had begun was undone; try again"
UNSURE = (
    "the connection was lost while the changes were being committed; look whether they are there "
    "before you try again"
)

# The server says nothing but a sentence when it refuses a connection. It may be in another
# language; then that sentence is the message.
_REFUSALS = (
    ("(password|SASL) authentication failed|no password supplied",
     "the password is missing or wrong; put it into the address, ~/.pgpass or PGPASSWORD"),
    ('database ".*" does not exist', "no such database; create it: createdb NAME"),
    ('role ".*" does not exist', "no such user; create it: createuser NAME"),
    ("no pg_hba.conf entry|permission denied for database",
     "the server does not let this user in from here; see pg_hba.conf and GRANT CONNECT"),
    ("too many (clients|connections)|remaining connection slots",
     "the server has no connection to spare; raise max_connections, or try again later"),
    ("starting up|shutting down|recovery mode", "the server is starting or stopping; try again"),
    ("resolve host|translate host name", "no such host; check the name"),
    ("bad value|invalid (integer )?value|invalid connection option|invalid .*URI|percent-encoded",
     "the address has a parameter, or a value of one, that PostgreSQL does not know"),
    ("timeout", "the server does not answer; check host, port and network"),
    ("refused|No such file or directory|Network is unreachable|No route to host",
     "no server is running there; start it, or check host and port"),
    ("unsupported startup parameter",
     "the pooler does not pass on a parameter of the address, such as options; leave it out"),
    ("certificate file .* does not exist|root certificate",
     "the certificate of your authority is missing; name its file: ?sslrootcert=FILE"),
    ("does not match host name",
     "the certificate of the server is for another host name; use the one that it has"),
    ("certificate verify failed",
     "the certificate of the server is not of the authority that sslrootcert names"),
    ("SSL|certificate", "a connection with TLS cannot be made; check sslmode and certificates"),
)  # fmt: skip
# By code, or the beginning of one: https://www.postgresql.org/docs/current/errcodes-appendix.html
_EXPLANATIONS = (
    ("55P03", BUSY),
    ("40", BUSY),  # a deadlock
    ("57014", "stopped by the statement_timeout of the server, or by somebody; try again"),
    ("25006", READ_ONLY),
    ("42501", "the user lacks a privilege; GRANT it, or name another user"),
    ("53100", "cannot be written: the disk of the server is full; free some space"),
    ("53", "the server has no memory or connection to spare; try again later"),
    ("42P01", "its tables were removed; restore them, or open it again"),
    ("57", LOST),
    ("25P03", LOST),  # idle for too long
    ("08", LOST),
)


def as_error(address: PostgresAddress, error: Exception) -> Error:
    """Return the exception to raise for one that reading or writing a base has raised.

    Args:
        address: The base.
        error: Of psycopg, or for a value that PostgreSQL cannot hold.
    """
    if isinstance(error, UnicodeEncodeError):
        return half_character(error)
    if isinstance(error, errors.NumericValueOutOfRange):
        return InputError("a number has more than 64 bits; give a smaller one")
    if isinstance(error, psycopg.DataError) and "NUL" in str(error):
        return InputError("the text has the character U+0000; remove it")
    return StoreError(f"{address}: {_explanation(error)}")


def refusal(address: PostgresAddress, error: psycopg.Error) -> StoreError:
    """Return the exception to raise where a server cannot be connected to."""
    text = str(error)
    for pattern, explanation in _REFUSALS:
        if re.search(pattern, text, re.IGNORECASE):
            return StoreError(f"{address}: {explanation}")
    return StoreError(f"{address}: cannot be connected to ({_first_line(text)})")


def is_lost(error: psycopg.Error) -> bool:
    """Return True for an error after which the connection cannot be used."""
    # What the server itself reports has a code; without one the connection has failed. Of a server
    # that is lost a pooler gives two answers to one command, which psycopg calls an internal error.
    if error.sqlstate is None:
        lost = psycopg.OperationalError, psycopg.InterfaceError, psycopg.InternalError
        return isinstance(error, lost)
    return _known(error.sqlstate) == LOST


def _known(code: str) -> str:
    return next((text for prefix, text in _EXPLANATIONS if code.startswith(prefix)), "")


def _explanation(error: Exception) -> str:
    reason = _first_line(str(error))
    if isinstance(error, psycopg.Error):
        if is_lost(error):
            return LOST
        if known := _known(error.sqlstate or ""):
            return f"{known} ({reason})" if error.sqlstate == "42501" else known
    return f"not a base, or damaged ({reason}); restore it from a copy"


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "no reason given")

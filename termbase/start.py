"""Start the command ``glossary``.

This is not in the package ``glossary``, because another project of that name on PyPI, a Django
app, replaces ``glossary/__init__.py`` where it is installed in the same environment: nothing in
that package can then report it.
"""

import sys

_REPLACED = (
    "glossary: the Django app 'glossary' has replaced this package; remove it with "
    "'pip uninstall glossary', then 'pip install --force-reinstall zh-en-glossary'\n"
)


def main() -> None:
    """Run the command line, or report that another package has taken its place."""
    try:
        from importlib import import_module

        cli = import_module("glossary.cli")
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception:
        if not _has_namesake():
            raise
        sys.stderr.write(_REPLACED)
        sys.exit(3)
    cli.main()


def _has_namesake() -> bool:
    """Return True if the distribution ``glossary`` is installed."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        distribution("glossary")
    except PackageNotFoundError:
        return False
    return True

"""Output formats of annotated documents, and the tables and lists that a terminal shows.

To add an output format: write one module with ``prepare`` and ``write`` (see
:class:`~glossary.views.registry.ViewModule`) and add one line to ``registry.VIEWS``.
"""

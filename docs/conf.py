"""Sphinx configuration; ``sphinx-build -W docs build/docs`` builds the site in strict mode."""

from importlib.metadata import version as version_of

project = "zh-en-glossary"
author = "The zh-en-glossary authors"
release = version = version_of("zh-en-glossary")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_click",
    "sphinx_copybutton",
]
# Quotation marks and dashes of options and code stay as typed.
smartquotes = False
html_theme = "furo"
html_title = f"zh-en-glossary {version}"
exclude_patterns = ["_build"]
language = "en"

myst_heading_anchors = 3
# The prompt of a console block is not part of the command.
copybutton_prompt_text = "$ "

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_class_signature = "mixed"
napoleon_numpy_docstring = False
# As fields of the class: a named tuple documents its attributes by itself.
napoleon_use_ivar = True

"""Write the terms of texts for language models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from glossary.text import TextMethods
from termbase.choices import check_type

if TYPE_CHECKING:
    from glossary.documents import Document
    from glossary.prompting import PromptFormat, PromptTarget, VocabularyChanges


class LanguageModelMethods(TextMethods):
    """The methods of :class:`~glossary.Glossary` for language models."""

    def prompt(
        self,
        text: str | Path | Document,
        to: PromptTarget = "en",
        budget: int | None = None,
        format: PromptFormat = "text",
        *,
        polity: str = "",
        encoding: str | None = None,
    ) -> str:
        """Return the terms of a text with their renderings, for a language model.

        Args:
            text: A text; or a file or document. Of a file with both languages, the source.
            to: The language of the translation: ``en``, or Chinese: ``zh`` (simplified),
                ``zh-Hant``, ``zh-TW``, ``zh-HK``.
            budget: The most tokens that the result may have, by an estimate that is meant as an
                upper bound; the JSON describes the text that keeps to it. By default everything is
                there.
            format: ``text`` or ``xml``, for a model; ``json``, for a program; ``deepl``,
                ``google``, ``azure`` or ``weblate``, the glossary formats of these.
            polity: As for :meth:`find`.
            encoding: The encoding of the file; by default it is detected.

        Returns:
            The terms in their senses in the text, the longest first; empty if there are none,
            unless it is JSON or has a heading.

        Raises:
            InputError: If a file cannot be read.
            ValueError: If the language, format or polity is unknown, or if the text without any
                term exceeds the budget.
        """
        from glossary.documents import Document
        from glossary.prompting import prompt, source_text

        check_type("text", text, str, Path, Document)
        source = source_text(text, encoding)
        return prompt(self.finder, [source], to, budget, format, polity).text

    def vocabulary_changes(
        self,
        text: str | Path | Document,
        against: str | Path,
        *,
        polity: str = "",
        encoding: str | None = None,
    ) -> VocabularyChanges:
        """Return what has changed in the terms of a text since a prompt was made.

        Args:
            text: The text, as for :meth:`prompt`.
            against: The hash that the prompt names, or the path of its JSON.
            polity: As for :meth:`find`; by default as it was for the JSON.
            encoding: The encoding of the file; by default it is detected.

        Returns:
            ``is_same``, and for JSON the ``changes``.

        Raises:
            InputError: If a file cannot be read, or is not the JSON of a prompt.
            ValueError: If the polity is unknown.
        """
        from glossary.documents import Document
        from glossary.prompting import source_text, vocabulary_changes

        check_type("text", text, str, Path, Document)
        check_type("against", against, str, Path)
        source = source_text(text, encoding)
        return vocabulary_changes(self.finder, [source], against, polity)

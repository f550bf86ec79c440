"""The termbase: the concepts of the user's own base, then those of the built-in base."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Self, Unpack

from termbase.builtin import open_builtin
from termbase.errors import Conflict, InvalidConcept, NotFound, Outdated
from termbase.language import english
from termbase.lookup import Hit, lookup
from termbase.messages import Message
from termbase.model.concept import Concept, Language, Term
from termbase.model.limits import excess_of
from termbase.store import Store
from termbase.store.address import read_address
from termbase.store.keys import KeyKind, SearchForm, han_key
from termbase.store.selection import Conditions, Selection

if TYPE_CHECKING:
    from termbase.store.address import Address
    from termbase.store.changes import Change, ChangeKind, Version


class Termbase:
    """The concepts of one or more stores; those of an earlier store override later ones.

    Args:
        own: The user's own base, or None.
        builtin: The built-in terms, or None.
    """

    def __init__(self, own: Store | None, builtin: Store | None) -> None:
        self.own = own
        self.builtin = builtin
        self.stores = tuple(store for store in (own, builtin) if store is not None)

    @classmethod
    def open(cls, address: str | Address | None = None, *, builtin: bool = True) -> Self:
        """Open the built-in terms and, at an address, the user's own base (made if missing).

        Raises:
            StoreError: If the base cannot be opened.
            InputError: If the address is not a path, and not one of a PostgreSQL database.
        """
        own = Store(read_address(address)) if address is not None else None
        return cls(own, open_builtin() if builtin else None)

    def __iter__(self) -> Iterator[Concept]:
        for store in self.stores:
            hidden = self.overridden_ids(store)
            for concept in store:
                if concept.id not in hidden:
                    yield concept

    def __len__(self) -> int:
        return len({name for store in self.stores for name in store.ids()})

    def overridden_ids(self, store: Store) -> frozenset[str]:
        """Return the ids of the concepts in a store that the user's own base overrides."""
        own = self.own
        return frozenset(own.ids()) if own is not None and store is not own else frozenset()

    def get(self, name: str) -> Concept | None:
        """Return the concept with an id, or None."""
        found = (store.get(name) for store in self.stores)
        return next((concept for concept in found if concept), None)

    def concepts_with_term(self, term: Term) -> list[Concept]:
        """Return the visible concepts that have a term, the user's own first.

        Args:
            term: Chinese in any script, or English in any case.
        """
        style, text = KeyKind.HAN, han_key(term.text)
        if term.language is Language.ENGLISH:
            words = [english.slot(word) for word in english.words(term.text)]
            style, text = KeyKind.ENGLISH, english.lookup_key(term.text, self.lemma(words))
        found: dict[str, Concept] = {}
        for store in self.stores:
            for name in dict.fromkeys(key.concept for key in store.keys_equal(text, style)):
                hidden = store is not self.own and self.own is not None and name in self.own
                if not hidden and (concept := store.get(name)):
                    found[name] = concept
        return list(found.values())

    def subjects(self) -> list[str]:
        """Return the subjects of all concepts, sorted."""
        return sorted({subject for store in self.stores for subject in store.subjects()})

    def __getitem__(self, name: str) -> Concept:
        """Return the concept with an id.

        Raises:
            NotFound: If there is none.
        """
        concept = self.get(name)
        if concept is None:
            raise NotFound(Message("concept not found: {name!r}", name=name))
        return concept

    def lookup(self, query: str, limit: int = 10, **conditions: Unpack[Conditions]) -> list[Hit]:
        """Return concepts for a query, the best first. See :func:`termbase.lookup.lookup`."""
        return lookup(self.stores, query, limit, Selection.of(**conditions))

    def forms(self, language: Language) -> list[SearchForm]:
        """Return the forms to find in text of a language, the user's own first.

        A variant is left out where another term is written in this way.
        """
        found = []
        for store in self.stores:
            forms, hidden = store.forms(language), self.overridden_ids(store)
            found += [form for form in forms if form.concept not in hidden] if hidden else forms
        written = {form.text for form in found if not form.is_variant}
        return [form for form in found if not form.is_variant or form.text not in written]

    def lemmas(self) -> dict[str, str]:
        """Return base forms by inflected form, for the words of the English terms."""
        return {form: lemma for store in self.stores for form, lemma in store.lemmas().items()}

    def lemma(self, words: list[str]) -> dict[str, str]:
        """Return the base forms of English words, where they differ and are known."""
        return {form: base for store in self.stores for form, base in store.lemma(words).items()}

    def put(self, concepts: Iterable[Concept], done: Callable[[], object] = lambda: None) -> None:
        """Store concepts in the user's own base. See :meth:`Store.put`.

        Raises:
            InvalidConcept: If a part of one is too large.
        """
        self.required_own().put(map(_of_usual_size, concepts), done)

    def remove(self, names: Iterable[str]) -> None:
        """Remove concepts from the user's own base by id; all of them or none.

        Raises:
            NotFound: If a concept does not exist.
            Conflict: If a concept exists only in the built-in base.
        """
        store = self.required_own()
        with store.transaction():
            names = list(names)
            for name in names:
                if self.builtin and name in self.builtin and name not in store:
                    raise Conflict(
                        Message(
                            "{concept} is built in and cannot be removed; hide it with "
                            "builtin=False (--no-builtin)",
                            concept=name,
                        )
                    )
            store.remove(names)

    def revision(self, concept_id: str) -> int:
        """Return the number of the last change of a concept in the user's own base; 0 if none."""
        if self.own is None:
            return 0
        from termbase.store.history import last_change

        return last_change(self.own.database, concept_id)

    def require_revision(self, concept_id: str, revision: int) -> None:
        """Refuse to change a concept that somebody else has changed meanwhile.

        Call it in the transaction of the change.

        Raises:
            Outdated: If the revision of the concept is another one.
        """
        present = self.revision(concept_id)
        if present != revision:
            raise Outdated(concept_id, revision, present)

    def history(self, concept_id: str) -> list[Version]:
        """Return the versions of a concept in the user's own base, the newest first.

        Version 0, at the end, is the state before changes were recorded, if there was one.
        """
        return self.own.versions(concept_id) if self.own is not None else []

    def changes(
        self,
        before: int | None = None,
        limit: int = 100,
        *,
        kind: ChangeKind | str = "",
        name: str = "",
        author: str = "",
    ) -> list[Change]:
        """Return the changes of the user's own base, the newest first.

        Args:
            before: Only those with a lower number: the last one of the page before.
            limit: The most to return.
            kind: Only changes of this kind: ``concept``, ``unit``, ``proposal`` and so on.
            name: Only changes of things with this name.
            author: Only changes by this author.
        """
        from termbase.store.history import read_changes

        if self.own is None:
            return []
        return read_changes(self.own.database, before, limit, kind=kind, name=name, author=author)

    def log(
        self,
        action: str,
        kind: ChangeKind | str,
        name: str,
        before: Mapping[str, Any] | None = None,
        comment: str = "",
    ) -> int:
        """Record a change of anything but a concept; see :func:`termbase.store.changes.record`.

        Returns:
            Its number.

        Raises:
            NotFound: If no base of the user's own is open.
            StoreError: If the base cannot be written.
            ValueError: If the kind is unknown.
        """
        from termbase.store.changes import record

        return record(self.required_own().database, action, kind, name, before, comment)

    def transaction(self) -> AbstractContextManager[None]:
        """Return a context that commits all changes made in it, or none; other writers wait.

        Nothing that is read in it changes before it ends: check and act in one transaction.

        Raises:
            NotFound: If no base of the user's own is open.
            StoreError: If the base cannot be written.
        """
        return self.required_own().transaction()

    def trial(self) -> AbstractContextManager[None]:
        """Return a context that undoes its changes at the end; nobody else sees them.

        Raises:
            NotFound: If no base of the user's own is open.
        """
        return self.required_own().trial()

    def required_own(self) -> Store:
        """Return the user's own base.

        Raises:
            NotFound: If none is open.
        """
        if self.own is None:
            raise NotFound("no base of your own is open; name one, as in glossary.open('team.db')")
        return self.own

    def version(self) -> Hashable | None:
        """Return a value that changes with every change of the user's own base, by any process.

        None in a transaction of this thread, whose changes may still be undone.
        """
        if self.own is None:
            return 0
        return None if self.own.in_transaction else self.own.version()

    def last_change(self) -> int:
        """Return the number of the last change of anything in the user's own base; 0 if none."""
        if self.own is None:
            return 0
        from termbase.store.history import last_number

        return last_number(self.own.database)

    def changed_since(self, number: int) -> Mapping[str, bool] | None:
        """Return the concepts of the user's own base that were changed after a change.

        Args:
            number: The number of the change.

        Returns:
            True for each id if its terms were changed too. None if there may be any changes: there
            are too many, or the whole file may be another one.
        """
        if self.own is None:
            return {}
        from termbase.store.history import changed_terms

        return changed_terms(self.own.database, number)

    def close(self) -> None:
        """Close the files."""
        for store in self.stores:
            store.close()


def _of_usual_size(concept: Concept) -> Concept:
    if excess := excess_of(concept):
        raise InvalidConcept(f"{concept.id}: {excess}")
    return concept

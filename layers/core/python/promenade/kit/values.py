"""Values: frozen, compared by content. Made by msgspec, because `@dataclass(frozen=True,
slots=True)` takes a millisecond of every cold start and this a twentieth of one.

A subclass repeats `frozen=True`, which type checkers want to read.
"""

import re

import msgspec

_word_boundary = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def _snake_case(name: str) -> str:
    return _word_boundary.sub("_", name).lower()


class Value(msgspec.Struct, frozen=True):
    """The base of what models, commands and contracts are made of."""


class Document(Value, frozen=True, omit_defaults=True):
    """A value that is stored as JSON, without what has its default."""


class Clause(Document, frozen=True, forbid_unknown_fields=True):
    """A document that people write, and that is stored and shown as they wrote it: all of it is
    public, its fields carry their bounds, and what it does not know is refused."""


class Kind(Clause, frozen=True, tag=_snake_case, tag_field="kind"):
    """One of several clauses that may stand in a place: `kind` is its name in snake case."""


replace = msgspec.structs.replace

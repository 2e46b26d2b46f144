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


class Kind(Document, frozen=True, tag=_snake_case, tag_field="kind"):
    """One of several documents that may stand in a place: `kind` is its name in snake case."""


replace = msgspec.structs.replace

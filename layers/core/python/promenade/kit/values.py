"""Values: frozen, compared by content. Made by msgspec, because `@dataclass(frozen=True,
slots=True)` takes a millisecond of every cold start and this a twentieth of one.

A subclass repeats `frozen=True`, which type checkers want to read.
"""

import msgspec


class Value(msgspec.Struct, frozen=True):
    """The base of what models, commands and contracts are made of."""


replace = msgspec.structs.replace

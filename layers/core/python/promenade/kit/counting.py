"""How many of something there are, in English."""


def counted(count: int, one: str, several: str | None = None) -> str:
    """`1 product`, `2 products`; `several` where that is not `one` with an s."""
    return f"{count} {one if count == 1 else several or f'{one}s'}"

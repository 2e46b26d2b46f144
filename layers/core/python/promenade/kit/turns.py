"""Jobs that look after many things: each has its turn, whatever becomes of the others."""

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def each_in_turn(things: Iterable[T], act: Callable[[T], int]) -> int:
    """What came of all of them. Raises what failed once all have had their turn."""
    count, failed = 0, list[Exception]()
    for thing in things:
        try:
            count += act(thing)
        except Exception as error:  # noqa: BLE001  whatever it is, it is raised below
            failed.append(error)
    if len(failed) == 1:
        raise failed[0]
    if failed:
        raise ExceptionGroup(f"{len(failed)} failed; the others had their turn.", failed)
    return count

"""A caller who comes again whenever it is told to, and counts how often."""

from collections.abc import Callable
from typing import TypeVar

from promenade.kit.errors import Unavailable

T = TypeVar("T")


class Insisting:
    def __init__(self) -> None:
        self.came_again = 0

    def __call__(self, attempt: Callable[[], T]) -> T:
        while True:
            try:
                return attempt()
            except Unavailable:
                self.came_again += 1

"""The demonstration shop. `make up` runs every step; a step that finds its work done does nothing.

A step is a function of a Shop that says in one line what is there now. Add one to STEPS.
"""

from collections.abc import Callable
from dataclasses import dataclass

from infra.local.api import Api
from infra.local.callers import Callers
from infra.local.stack import Stack


@dataclass(frozen=True)
class Shop:
    """What a step works with: the API as a storefront or a member of staff sees it."""

    api: Api
    callers: Callers
    stack: Stack


Step = Callable[[Shop], str]

STEPS: tuple[Step, ...] = ()


def seed(shop: Shop, say: Callable[[str], None]) -> None:
    for step in STEPS:
        say(step(shop))

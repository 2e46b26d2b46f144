"""What functions of targeted offers do off the path of their samples."""

from collections.abc import Callable
from functools import partial
from importlib import import_module

from tests.support.gateway import Gateway
from tests.support.play import given, perform

ACCEPT = "activity/http/targeted_offer_share.accept_share"


def fill_invited(_: Gateway) -> None:
    """Stores read settings when they are loaded."""
    import_module("tests.support.offered").fill_invited()


OCCASIONS: list[
    tuple[str, list[str | Callable[[Gateway], object]], Callable[[Gateway], object]]
] = [("targeted_offer_share", [*given(ACCEPT), fill_invited], partial(perform, ACCEPT))]

"""What the samples of feeds do not come to by themselves."""

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch

from promenade.base.catalogue.service import feeds as use_cases
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.feeds import address, fetch, register, wake
from tests.support.gateway import Gateway
from tests.support.product_exports import run

Act = Callable[[Gateway], object]

CATEGORY = "base/http/catalogue_categories.add_category"
SOLD = "base/http/catalogue_import.import_products-approved"
FEED = "base/http/catalogue_feeds.register_feed"


def _wake(_: Gateway) -> None:
    wake()


def _run(_: Gateway) -> object:
    return run()


def _run_and_die(_: Gateway) -> object:
    """At its last step, before the file is put in place."""
    with patch.object(use_cases, "settle"):
        return run()


def _wake_an_hour_later(_: Gateway) -> None:
    with standing(SAMPLE_TIME + timedelta(hours=1)):
        wake()


def _fetch(gateway: Gateway) -> object:
    made = register(gateway)
    path = address(gateway, made)
    wake()
    run()
    return fetch(gateway, path)


OCCASIONS: list[tuple[str, list[str | Act], Act]] = [
    ("catalogue_export_steps", [CATEGORY, SOLD, FEED, _wake], _run),
    ("catalogue_feed_sweep", [CATEGORY, SOLD, FEED, _wake, _run_and_die], _wake_an_hour_later),
    ("catalogue_feed_file", [CATEGORY, SOLD], _fetch),
]

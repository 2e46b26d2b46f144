"""What the samples of feeds do not come to by themselves."""

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch

from promenade.base.catalogue.service import feeds as use_cases
from promenade.kit.ids import keyed_id
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.feeds import address, fetch, register, wake
from tests.support.gateway import Gateway
from tests.support.product_export_deeds import CATEGORY, SOLD, due
from tests.support.product_exports import run, send

Act = Callable[[Gateway], object]

FEED = "base/http/catalogue_feeds.register_feed"
_ID = keyed_id("product_feed", "staff:maria", "google-tableware")
_HOUR = SAMPLE_TIME.replace(minute=0).isoformat()
_RUN = keyed_id("product_export", f"feed:{_ID}", _HOUR)
_paths: list[str] = []


def _wake(_: Gateway) -> None:
    wake()


def _run(_: Gateway) -> None:
    for version in (1, 2):
        send([due(_RUN, version)])


def _run_and_die(gateway: Gateway) -> None:
    """At its last step, before the file is put in place."""
    with patch.object(use_cases, "settle"):
        _run(gateway)


def _wake_an_hour_later(_: Gateway) -> None:
    with standing(SAMPLE_TIME + timedelta(hours=1)):
        wake()


def _write(gateway: Gateway) -> None:
    _paths.append(address(gateway, register(gateway)))
    wake()
    run()


def _fetch(gateway: Gateway) -> object:
    return fetch(gateway, _paths[-1])


OCCASIONS: list[tuple[str, list[str | Act], Act]] = [
    ("catalogue_export_steps", [CATEGORY, SOLD, FEED, _wake], _run),
    ("catalogue_feed_sweep", [CATEGORY, SOLD, FEED, _wake, _run_and_die], _wake_an_hour_later),
    ("catalogue_feed_file", [CATEGORY, SOLD, _write], _fetch),
]

"""What functions of profiles do off the path of their samples: for people who were found to be one,
and for an order that comes again."""

from collections.abc import Callable
from functools import partial

from promenade.activity.behaviour.model.events import Person
from promenade.activity.behaviour.service.identities import identify
from promenade.kit.imports import CSV
from tests.support import functions
from tests.support.behaviour import event, real_doors, sent, take
from tests.support.callers import SUPPORT
from tests.support.facts import batch, recorded
from tests.support.gateway import Answer, Gateway
from tests.support.play import perform
from tests.support.profiles import order
from tests.support.stamps import stamp

Act = Callable[[Gateway], object]
Occasion = tuple[str, list[str | Act], Act]
ADD = "customer/http/profile_control.add_profile"
ADD_OTHER = "customer/http/profile_control.put_profile-other"
ORDERS = "customer/sqs/profile_orders"
SHOW = "customer/http/profile_api.get_profile"
SHOW_OWN = "customer/http/profile_own.get_own_profile"
TAG = "customer/http/profile_tagging.tag_profiles"
FORGET = "customer/http/profile_merging.anonymise_profile"
MERGED: list[str | Act] = [ADD, ADD_OTHER, "customer/http/profile_merging.merge_profile"]
"""Ada was found to be customer-42."""


def _merge_the_buyer(gateway: Gateway) -> Answer:
    path = "PUT /profiles/customer-42/merger"
    return gateway.call(path, {"into": "ada"}, caller=SUPPORT)


def _correct(gateway: Gateway) -> Answer:
    """Which lets the address go that the customer had."""
    said = b"customer,email\ncustomer-42,fang@example.com\n"
    headers = {"content-type": CSV}
    return gateway.call("POST /profile-imports", said, headers=headers, caller=SUPPORT)


def _buy(_: Gateway) -> object:
    return functions.invoke("profile_orders", batch(recorded(order())))


def _come_as_a_visitor(_: Gateway) -> object:
    known = real_doors()
    identify("v1", "customer-42", stamp(), known.identities)
    return take(known, sent(Person("visitor", "v1"), event("view-1")))


def _cancel(_: Gateway) -> object:
    told = order(version=2, state="cancelled")
    return functions.invoke("profile_orders", batch(recorded(told)))


def _untag(gateway: Gateway) -> Answer:
    said = {"customers": ["customer-42"], "name": "tea-lover"}
    return gateway.call("POST /profile-untaggings", said, caller=SUPPORT)


OCCASIONS: list[Occasion] = [
    ("profile_api", MERGED, partial(perform, SHOW)),
    ("profile_import", [ADD], _correct),
    ("profile_merging", MERGED, partial(perform, FORGET)),
    ("profile_merging", [ADD, ADD_OTHER, ORDERS], _merge_the_buyer),
    ("profile_orders", [_buy], _cancel),
    ("profile_orders", [ADD, _come_as_a_visitor, FORGET], partial(perform, ORDERS)),
    ("profile_own", MERGED, partial(perform, SHOW_OWN)),
    ("profile_tagging", MERGED, partial(perform, TAG)),
    ("profile_tagging", [ADD, TAG], _untag),
]

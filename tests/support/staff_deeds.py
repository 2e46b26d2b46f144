"""What functions do for callers off the path of their samples: each that believes tokens looks up
what its caller may do, and each that API clients may call counts their calls."""

from collections.abc import Callable, Iterator
from functools import partial

import msgspec

from infra.local import samples
from promenade.contracts.access import SCOPES
from promenade.kit.http.auth import Public, Signed
from promenade.kit.http.routes import Route
from tests.support import functions
from tests.support.api_clients import TILL, put_on_record
from tests.support.callers import OWNER
from tests.support.gateway import Gateway
from tests.support.play import caller, given, perform, send

Act = Callable[[Gateway], object]
_GIVE = "base/http/staff_grants.give_grant"
_RESET = "base/http/staff_accounts.reset_second_factor"
_CATEGORY = "base/http/catalogue_categories.add_category"
Occasion = tuple[str, list[str | Act], Act]


def occasions() -> Iterator[Occasion]:
    for function, sample in _one_of_each(lambda route: not _is_open(route)).items():
        yield function, [], partial(send, sample, by=OWNER)
    yield "staff_grants", [*given(_GIVE), _CATEGORY], _give_in_a_category
    suspended: list[str | Act] = [*given(_RESET), "base/http/staff_control.suspend_staff"]
    yield "staff_accounts", suspended, partial(perform, _RESET)
    known = partial(put_on_record, SCOPES)
    for function, sample in _one_of_each(lambda route: route.allow in SCOPES).items():
        yield function, [known], partial(send, sample, by=TILL)


def _give_in_a_category(gateway: Gateway) -> object:
    sample = samples.read(samples.EVENTS / f"{_GIVE}.json")
    body = sample.request.body | {"categories": ["tableware"]}
    asked = msgspec.structs.replace(sample.request, body=body)
    return send(msgspec.structs.replace(sample, request=asked), gateway, caller(sample.caller))


def _is_open(route: Route) -> bool:
    return isinstance(route.allow, Public | Signed)


def _one_of_each(of: Callable[[Route], bool]) -> dict[str, samples.Sample]:
    """A sample of every function that has such a route."""
    believing = {
        functions.sample_name(function, "http", route.view.__name__): function
        for function, route in functions.routes()
        if of(route)
    }
    return {believing[name]: each for name, each in samples.http_samples() if name in believing}

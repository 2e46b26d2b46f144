"""What functions do for the staff: each that believes tokens looks up what its caller may do, and
those of the staff change it."""

from collections.abc import Callable, Iterator
from functools import partial

from infra.local import samples
from promenade.kit.http.auth import Public, Signed
from tests.support import functions
from tests.support.callers import OWNER, Caller, staff
from tests.support.gateway import Answer, Gateway
from tests.support.play import send

Act = Callable[[Gateway], object]
Occasion = tuple[str, list[str | Act], Act]
MARIA, NILS = staff("maria", "owner"), staff("nils")


def ask(route: str, body: object = None, *, by: Caller = MARIA, version: int | None = None) -> Act:
    return lambda gateway: gateway.call(route, body, caller=by, version=version)


BEGIN = ask("PUT /staff/me", {"name": "Maria"})
INVITE = ask("POST /staff", {"email": "nils@shop.example"})
COME = ask("PUT /staff/me", {"name": "Nils"}, by=NILS)
ROLE = {"name": "Till", "permissions": ["stock:read"]}
MAKE = ask("POST /roles", {"id": "till", **ROLE})


def of_nils(method: str, below: str = "", body: object = None) -> Act:
    def act(gateway: Gateway) -> Answer:
        (found,) = (
            each["id"]
            for each in gateway.call("GET /staff", caller=MARIA).json["items"]
            if each["email"] == "nils@shop.example"
        )
        return gateway.call(f"{method} /staff/{found}{below}", body, caller=MARIA)

    return act


def end_the_grant(gateway: Gateway) -> object:
    (grant,) = gateway.call("GET /staff/me", caller=NILS).json["grants"]
    return of_nils("DELETE", f"/grants/{grant['id']}")(gateway)


GIVE = of_nils("POST", "/grants", {"role": "till"})
HIRED: list[str | Act] = [BEGIN, INVITE, COME, MAKE, GIVE]


def occasions() -> Iterator[Occasion]:
    for function, sample in _one_of_each().items():
        yield function, [], partial(send, sample, by=OWNER)
    yield "staff_api", [], BEGIN
    yield "staff_api", HIRED, of_nils("GET")
    yield "staff_api", HIRED, ask("GET /staff")
    yield "staff_control", [BEGIN], INVITE
    yield "staff_control", [BEGIN], ask("POST /staff", {"email": "olga@shop.example"})
    yield "staff_control", HIRED, of_nils("POST", "/suspend")
    yield "staff_control", [*HIRED, of_nils("POST", "/suspend")], of_nils("POST", "/reactivate")
    yield "staff_control", HIRED, of_nils("DELETE")
    yield "staff_grants", HIRED[:-1], GIVE
    yield "staff_grants", HIRED, end_the_grant
    yield "staff_roles", [BEGIN], MAKE
    yield "staff_roles", HIRED, ask("PUT /roles/till", ROLE, version=1)
    yield "staff_roles", HIRED, ask("GET /roles")


def _one_of_each() -> dict[str, samples.Sample]:
    """A sample of every function that believes tokens."""
    believing = {
        functions.sample_name(function, "http", route.view.__name__): function
        for function, route in functions.routes()
        if not isinstance(route.allow, Public | Signed)
    }
    return {believing[name]: each for name, each in samples.http_samples() if name in believing}

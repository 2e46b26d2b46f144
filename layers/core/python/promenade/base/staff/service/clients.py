"""API clients: registered, changed, given keys, suspended and removed.

Who could not give all that a client may do, changes nothing about it: not even a key, which would
be as good as what it opens.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from promenade.base.staff.model.client import (
    Client,
    KeptClient,
    Terms,
    deployed,
    in_state,
    missing,
    registered,
    require_there,
    with_key,
    with_terms,
)
from promenade.base.staff.model.giving import require_giveable
from promenade.base.staff.service.ports import ClientDesk, ClientMove, Turn
from promenade.base.staff.service.turns import giver_of, in_turn
from promenade.contracts.staff import (
    ApiClientChanged,
    ApiClientFact,
    ApiClientKeyMade,
    ApiClientReactivated,
    ApiClientRegistered,
    ApiClientRemoved,
    ApiClientSuspended,
)
from promenade.kit.api_clients import ClientState, Secret
from promenade.kit.errors import Fault, Invalid, Stale
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value

_FACTS: dict[ClientState, type[ApiClientFact]] = {
    "active": ApiClientReactivated,
    "suspended": ApiClientSuspended,
    "removed": ApiClientRemoved,
}


class Asked(Value, frozen=True):
    """What is asked of a client, by `subject`."""

    client_id: str
    subject: str
    stamp: Stamp


def get(client_id: str, desk: ClientDesk) -> KeptClient:
    """Raises NotFound."""
    found = desk.store.find_client(client_id)
    if found is None and client_id == desk.deployed_id:
        return deployed(client_id)
    if found is None:
        raise missing(client_id)
    return found


def register(asked: Asked, terms: Terms, desk: ClientDesk) -> Client:
    """As it was made, however often the call comes. Raises Forbidden, BeyondOwn, and Invalid for
    an end that has passed."""
    return in_turn(desk.store, partial(_register, asked, terms, desk))


def _register(asked: Asked, terms: Terms, desk: ClientDesk, turns: int) -> Client:
    if made := desk.store.first_made(asked.stamp, Client):
        return made
    _require_sound(terms, asked.stamp)
    client = registered(asked.client_id, terms, asked.stamp.at)
    _require_own(asked, desk, client)
    move = ClientMove(KeptClient(client, {}), ApiClientRegistered)
    desk.store.change(Turn(turns, client=move, made=client), asked.stamp)
    return client


def change(asked: Asked, expected: int, terms: Terms, desk: ClientDesk) -> Client:
    """Raises NotFound, ClientRemoved, Stale, BeyondOwn, Invalid."""

    def decide(before: KeptClient) -> KeptClient | None:
        require_there(before.client)
        if Stored(before.client, before.fingerprint).is_done(expected, asked.stamp):
            return None
        _require_sound(terms, asked.stamp)
        return KeptClient(with_terms(before.client, terms), before.digests)

    return _move(asked, desk, decide, ApiClientChanged)


def make_key(
    asked: Asked, expected: int, secret: Secret, overlap: timedelta, desk: ClientDesk
) -> Client:
    """A repeated call is refused: nothing can tell the secret twice.

    Raises NotFound, ClientRemoved, Stale, BeyondOwn, TooManyKeys."""

    def decide(before: KeptClient) -> KeptClient:
        require_there(before.client)
        if before.client.version != expected:
            raise Stale("It has been changed since.", version=before.client.version)
        return with_key(before, secret, asked.stamp.at, overlap)

    return _move(asked, desk, decide, ApiClientKeyMade)


def put(asked: Asked, state: ClientState, desk: ClientDesk) -> Client:
    """What is in it already stays in it. Raises NotFound, ClientRemoved, BeyondOwn."""

    def decide(before: KeptClient) -> KeptClient | None:
        if before.client.state == state:
            return None
        require_there(before.client)
        return in_state(before, state)

    return _move(asked, desk, decide, _FACTS[state])


def _move(
    asked: Asked,
    desk: ClientDesk,
    decide: Callable[[KeptClient], KeptClient | None],
    fact: type[ApiClientFact],
) -> Client:
    """`decide` answers None where nothing is left to do."""

    def attempt(turns: int) -> Client:
        before = get(asked.client_id, desk)
        after = decide(before)
        if after is None:
            return before.client
        _require_own(asked, desk, before.client, after.client)
        desk.store.change(Turn(turns, client=ClientMove(after, fact)), asked.stamp)
        return after.client

    client = in_turn(desk.store, attempt)
    desk.settle()
    return client


def _require_own(asked: Asked, desk: ClientDesk, *clients: Client) -> None:
    by = giver_of(asked.subject, asked.stamp.at, desk.store)
    require_giveable([each.holding for each in clients], by)


def _require_sound(terms: Terms, stamp: Stamp) -> None:
    if terms.until is not None and terms.until <= stamp.at:
        raise Invalid([Fault("/valid_to", "passed", "Send a time that is still to come.")])

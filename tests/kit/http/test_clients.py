"""API clients: by their keys, by what is on record, and by tokens while nothing is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from promenade.kit.api_clients import (
    LEASE_S,
    USER_POOL,
    ClientAuthority,
    ClientKey,
    ClientState,
    KnownClient,
    new_secret,
    read_secret,
)
from promenade.kit.errors import Forbidden, Unauthenticated
from promenade.kit.http.auth import Access, Authenticator, Issuer, Principal
from tests.support.api_clients import OTHER_SECRET, SECRET, till, with_another_key
from tests.support.callers import jwks, key, sign
from tests.support.fakes.directory import FakeDirectory

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
MINUTE, LEASE = timedelta(minutes=1), timedelta(seconds=LEASE_S)
ACCESS = Access(roles={}, shopper=frozenset({"s"}), scopes=frozenset({"a", "b"}))
ISSUERS = [Issuer("https://pool", "https://pool/jwks", "storefront", "client")]


class House:
    """An authenticator of one container, what is on record, and the time."""

    def __init__(self) -> None:
        self.now = NOW
        self.directory = FakeDirectory()
        self.by = Authenticator(ISSUERS, ACCESS, lambda: self.now, self._fetch, self.directory)

    @staticmethod
    def _fetch(url: str) -> bytes:
        return jwks({"k1": key(url)})

    def keep(self, known: KnownClient) -> None:
        self.directory.clients[known.authority.id] = known

    def call(self, credential: str = SECRET.key) -> Principal:
        return self.by.principal(f"Bearer {credential}")

    def call_by_token(self, **claims: Any) -> Principal:
        given = {"iss": "https://pool", "sub": "storefront", "client_id": "storefront"}
        times = {"exp": NOW.timestamp() + 3_600}
        text = sign(given | times | claims, signer=key("https://pool/jwks"), kid="k1")
        return self.by.principal(f"Bearer {text}")


@pytest.fixture
def house() -> House:
    return House()


def storefront(*permissions: str, until: datetime | None = None) -> KnownClient:
    """The client of the deployment, once somebody has changed it."""
    keys = (ClientKey(USER_POOL, until=until),)
    return KnownClient(ClientAuthority("storefront", "active", permissions, 60, keys=keys), {})


def test_a_client_may_do_what_is_on_record_of_it_as_often_as_that_says(house: House) -> None:
    house.keep(till("a", quota=7))
    expected = Principal("client", "client_till", frozenset({"a"}), calls_per_minute=7)
    assert house.call() == expected


def test_a_client_has_nothing_that_clients_may_not_have(house: House) -> None:
    house.keep(till("a", "c"))
    assert house.call().permissions == {"a"}


@pytest.mark.parametrize(
    "credential",
    [
        OTHER_SECRET.key,
        SECRET.key.replace("client_till", "client_other"),
        f"{SECRET.key}=",
        SECRET.key[:-1],
        SECRET.key.removeprefix("pmk_"),
        f"x{SECRET.key}",
    ],
)
def test_another_key_is_nobodys(house: House, credential: str) -> None:
    house.keep(till("a"))
    with pytest.raises(Unauthenticated):
        house.call(credential)


def test_a_key_whose_client_has_no_such_key_any_more_opens_nothing(house: House) -> None:
    known = till("a")
    house.keep(KnownClient(known.authority, {}))
    with pytest.raises(Unauthenticated, match="not one of ours"):
        house.call()


def test_a_new_key_opens_at_once_and_the_one_before_until_its_end(house: House) -> None:
    house.keep(with_another_key(till("a"), NOW + MINUTE))
    assert house.call() == house.call(OTHER_SECRET.key)
    house.now += MINUTE
    with pytest.raises(Unauthenticated, match="not any more"):
        house.call()
    assert house.call(OTHER_SECRET.key).name == "client:client_till"


def test_who_is_suspended_is_forbidden_and_only_a_key_of_theirs_learns_it(house: House) -> None:
    house.keep(till("a", state="suspended"))
    with pytest.raises(Forbidden, match="suspended"):
        house.call()
    with pytest.raises(Unauthenticated, match="not one of ours"):
        house.call(OTHER_SECRET.key)


def test_a_clients_time_ends_to_the_instant(house: House) -> None:
    house.keep(till("a", until=NOW + LEASE / 2))
    house.call()
    house.now += LEASE / 2
    with pytest.raises(Unauthenticated, match="time has ended"):
        house.call()


def test_what_was_read_is_believed_for_a_lease_and_no_longer(house: House) -> None:
    house.keep(till("a"))
    house.call()
    house.keep(till("a", state="suspended"))
    house.now += LEASE - timedelta(microseconds=1)
    house.call()
    assert house.directory.looked == ["client_till"]
    house.now += timedelta(microseconds=1)
    with pytest.raises(Forbidden):
        house.call()
    assert house.directory.looked == ["client_till"] * 2


def test_a_clock_that_was_put_back_prolongs_no_lease(house: House) -> None:
    house.keep(till("a"))
    house.call()
    house.keep(till("a", state="suspended"))
    house.now -= MINUTE
    with pytest.raises(Forbidden):
        house.call()


def test_a_thousand_clients_are_remembered_the_latest_read(house: House) -> None:
    house.keep(till("a"))
    house.call()
    for number in range(1_000):
        with pytest.raises(Unauthenticated):
            house.call(SECRET.key.replace("client_till", f"client_{number}"))
    house.call()
    assert house.directory.looked.count("client_till") == 2


def test_while_nothing_is_on_record_a_token_says_all(house: House) -> None:
    found = house.call_by_token(scope="promenade/a promenade/c")
    assert found == Principal("client", "storefront", frozenset({"a"}))


def test_once_something_is_a_token_gives_no_more_than_that(house: House) -> None:
    house.keep(storefront("b"))
    found = house.call_by_token(scope="promenade/a promenade/b")
    assert found == Principal("client", "storefront", frozenset({"b"}), calls_per_minute=60)
    assert house.call_by_token(scope="promenade/a").permissions == frozenset()


def test_tokens_are_good_until_their_secret_ends(house: House) -> None:
    house.keep(storefront("a", until=NOW + MINUTE))
    house.call_by_token(scope="promenade/a")
    house.now += MINUTE
    with pytest.raises(Unauthenticated, match="by its key now"):
        house.call_by_token(scope="promenade/a")


@pytest.mark.parametrize("state", ["suspended", "removed"])
def test_a_token_of_a_client_that_was_stopped_is_refused(house: House, state: ClientState) -> None:
    keys = (ClientKey(USER_POOL),) if state == "suspended" else ()
    house.keep(KnownClient(ClientAuthority("storefront", state, ("a",), keys=keys), {}))
    with pytest.raises(Forbidden if state == "suspended" else Unauthenticated):
        house.call_by_token(scope="promenade/a")


def test_no_token_speaks_for_a_client_that_has_keys_of_ours(house: House) -> None:
    house.keep(till("a"))
    with pytest.raises(Unauthenticated, match="by its key now"):
        house.call_by_token(sub="client_till", scope="promenade/a")


def test_a_secret_is_long_of_its_own_and_shows_itself_nowhere() -> None:
    one, other = new_secret("client_till"), new_secret("client_till")
    assert one.text != other.text
    assert read_secret(one.key) == one
    assert one.text not in repr(one)
    assert one.text not in one.digest

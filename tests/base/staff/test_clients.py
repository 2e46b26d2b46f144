"""API clients: nobody gives one what they do not hold, and its keys end when that was said."""

from datetime import datetime, timedelta

import pytest

from promenade.base.staff.model.client import Client, ClientRemoved, Terms, TooManyKeys
from promenade.base.staff.model.giving import BeyondOwn
from promenade.base.staff.service import clients
from promenade.base.staff.service.clients import Asked
from promenade.base.staff.service.ports import ClientDesk
from promenade.base.staff.store.staff import DynamoStaffStore
from promenade.contracts.access import SCOPES, Permission
from promenade.kit.api_clients import ClientState, Secret, new_secret
from promenade.kit.dynamo_authority import DynamoDirectory
from promenade.kit.errors import Forbidden, Invalid, NotFound, Stale
from tests.support.fakes.staff import FakeStaffStore
from tests.support.staff import HOUR, NOON, begin, doors_of, give, hire, make_role, put, said

READ, WRITE = Permission.ORDER_READ, Permission.ORDER_WRITE
DEPLOYED = "storefront-client"


class Shop:
    """Olga owns it; mia manages the staff, and of what clients may have holds `order:read` for two
    hours."""

    def __init__(self, store: FakeStaffStore | DynamoStaffStore) -> None:
        self.settled = 0
        self.desk = ClientDesk(store, DEPLOYED, self._settle)
        self.doors = doors_of(store)
        begin(self.doors)
        hire(self.doors, "mia")
        make_role(self.doors, "managing", Permission.STAFF_MANAGE, READ)
        give(self.doors, "mia", "managing", until=NOON + 2 * HOUR)

    def _settle(self) -> None:
        self.settled += 1

    def register(self, *held: Permission, by: str = "olga", until: datetime | None = None) -> str:
        terms = Terms("Till", held, 60, until)
        asked = Asked(f"client_{by}", by, said(f"register {held}", by))
        return clients.register(asked, terms, self.desk).id

    def change(
        self, client_id: str, *held: Permission, by: str = "olga", version: int = 1
    ) -> Client:
        asked = Asked(client_id, by, said(f"change to {held}", by))
        return clients.change(asked, version, Terms("Till", held, 60), self.desk)

    def make_key(
        self,
        client_id: str,
        version: int,
        *,
        at: datetime = NOON,
        overlap: timedelta = HOUR,
        by: str = "olga",
    ) -> Secret:
        secret = new_secret(client_id)
        asked = Asked(client_id, by, said(f"key after {version}", by, at))
        clients.make_key(asked, version, secret, overlap, self.desk)
        return secret

    def put(self, client_id: str, state: ClientState, *, by: str = "olga") -> Client:
        return clients.put(Asked(client_id, by, said(f"{state}", by)), state, self.desk)

    def client(self, client_id: str) -> Client:
        return clients.get(client_id, self.desk).client

    def opens(self, secret: Secret, at: datetime) -> bool:
        kept = clients.get(secret.client_id, self.desk)
        live = [each.id for each in kept.client.live_keys(at)]
        return secret.digest in [kept.digests[each] for each in live]


@pytest.fixture(params=[FakeStaffStore, DynamoStaffStore])
def shop(request: pytest.FixtureRequest, stores: None) -> Shop:
    return Shop(request.param())


def test_a_client_is_registered_without_a_key_however_often_the_call_comes(shop: Shop) -> None:
    id_ = shop.register(READ, WRITE)
    made = shop.client(id_)
    assert (made.version, made.state, made.permissions) == (1, "active", (READ, WRITE))
    assert (made.calls_per_minute, made.until, made.keys) == (60, None, ())
    shop.put(id_, "suspended")
    assert shop.register(READ, WRITE) == id_
    assert shop.client(id_).version == 2


def test_nobody_gives_a_client_what_they_do_not_hold(shop: Shop) -> None:
    with pytest.raises(BeyondOwn) as refused:
        shop.register(READ, WRITE, by="mia", until=NOON + HOUR)
    assert refused.value.facts == {"permissions": "order:write"}
    with pytest.raises(NotFound):
        shop.client("client_mia")
    assert shop.register(READ, by="mia", until=NOON + HOUR) == "client_mia"


def test_nor_for_longer_than_they_hold_it(shop: Shop) -> None:
    for until in (None, NOON + 3 * HOUR):
        with pytest.raises(BeyondOwn):
            shop.register(READ, by="mia", until=until)


def test_who_could_not_give_it_all_changes_nothing_about_a_client(shop: Shop) -> None:
    id_ = shop.register(READ, WRITE)
    before = shop.client(id_)
    with pytest.raises(BeyondOwn):
        shop.change(id_, READ, by="mia")
    with pytest.raises(BeyondOwn):
        shop.make_key(id_, 1, by="mia")
    for state in ("suspended", "removed"):
        with pytest.raises(BeyondOwn):
            shop.put(id_, state, by="mia")
    assert shop.client(id_) == before


def test_who_was_suspended_gives_nothing(shop: Shop) -> None:
    put(shop.doors, "mia", "suspended")
    with pytest.raises(BeyondOwn):
        shop.register(READ, by="mia", until=NOON + HOUR)


def test_who_has_no_place_registers_nothing(shop: Shop) -> None:
    with pytest.raises(Forbidden):
        shop.register(READ, by="stranger")


def test_an_end_that_has_passed_is_refused(shop: Shop) -> None:
    with pytest.raises(Invalid) as refused:
        shop.register(READ, until=NOON)
    assert [(each.pointer, each.code) for each in refused.value.faults] == [("/valid_to", "passed")]


def test_a_change_counts_once_and_only_over_the_version_that_was_seen(shop: Shop) -> None:
    id_ = shop.register(READ)
    assert shop.change(id_, WRITE).version == 2
    assert shop.change(id_, WRITE).version == 2
    with pytest.raises(Stale):
        shop.change(id_, READ)
    assert shop.client(id_).permissions == (WRITE,)


def test_a_new_key_lets_the_one_before_live_for_the_overlap(shop: Shop) -> None:
    id_ = shop.register(READ)
    first = shop.make_key(id_, 1)
    second = shop.make_key(id_, 2, at=NOON + HOUR, overlap=2 * HOUR)
    assert shop.opens(first, NOON + 3 * HOUR - timedelta.resolution)
    assert not shop.opens(first, NOON + 3 * HOUR)
    assert shop.opens(second, NOON + 999 * HOUR)


def test_without_an_overlap_the_keys_before_end_at_once_and_are_forgotten(shop: Shop) -> None:
    id_ = shop.register(READ)
    first = shop.make_key(id_, 1)
    second = shop.make_key(id_, 2, overlap=timedelta())
    assert not shop.opens(first, NOON)
    assert shop.opens(second, NOON)
    kept = clients.get(id_, shop.desk)
    assert [each.id for each in kept.client.keys] == ["key_3"]
    assert kept.digests == {"key_3": second.digest}


def test_no_later_key_prolongs_an_earlier_one(shop: Shop) -> None:
    id_ = shop.register(READ)
    first = shop.make_key(id_, 1)
    shop.make_key(id_, 2, overlap=HOUR)
    shop.make_key(id_, 3, overlap=5 * HOUR)
    assert not shop.opens(first, NOON + HOUR)


def test_three_keys_are_good_at_once_at_most_unless_the_others_end(shop: Shop) -> None:
    id_ = shop.register(READ)
    for version in (1, 2, 3):
        shop.make_key(id_, version)
    before = clients.get(id_, shop.desk)
    with pytest.raises(TooManyKeys):
        shop.make_key(id_, 4)
    assert clients.get(id_, shop.desk) == before
    shop.make_key(id_, 4, overlap=timedelta())
    assert len(shop.client(id_).keys) == 1


def test_a_repeated_call_makes_no_second_key_for_it_could_not_tell_the_first(shop: Shop) -> None:
    id_ = shop.register(READ)
    shop.make_key(id_, 1)
    before = clients.get(id_, shop.desk)
    with pytest.raises(Stale):
        shop.make_key(id_, 1)
    assert clients.get(id_, shop.desk) == before


def test_who_is_suspended_comes_back_with_what_it_had(shop: Shop) -> None:
    id_ = shop.register(READ)
    key = shop.make_key(id_, 1)
    assert shop.put(id_, "suspended").state == "suspended"
    assert shop.put(id_, "suspended").version == 3
    assert shop.put(id_, "active").version == 4
    assert shop.opens(key, NOON)


def test_who_was_removed_has_nothing_and_stays_so(shop: Shop) -> None:
    id_ = shop.register(READ)
    shop.make_key(id_, 1)
    assert shop.put(id_, "removed").version == 3
    assert shop.put(id_, "removed").version == 3
    kept = clients.get(id_, shop.desk)
    assert (kept.client.permissions, kept.client.keys, kept.digests) == ((), (), {})
    with pytest.raises(ClientRemoved):
        shop.put(id_, "active")
    with pytest.raises(ClientRemoved):
        shop.make_key(id_, 3)
    with pytest.raises(ClientRemoved):
        shop.change(id_, READ, version=3)


def test_the_client_of_the_deployment_is_there_until_somebody_changes_it(shop: Shop) -> None:
    found = shop.client(DEPLOYED)
    assert (found.version, found.calls_per_minute, found.made_at) == (0, None, None)
    assert found.permissions == tuple(sorted(SCOPES))
    assert [each.id for each in found.keys] == ["user_pool"]
    with pytest.raises(NotFound):
        shop.client("another")


def test_its_tokens_end_as_keys_do_and_its_name_stays(shop: Shop) -> None:
    key = shop.make_key(DEPLOYED, 0, overlap=HOUR)
    known = clients.get(DEPLOYED, shop.desk)
    assert [(each.id, each.until) for each in known.client.keys] == [
        ("user_pool", NOON + HOUR),
        ("key_1", None),
    ]
    assert shop.opens(key, NOON + HOUR)
    assert key.client_id == DEPLOYED


def test_whoever_is_answered_knows_that_no_lease_is_older(shop: Shop) -> None:
    id_ = shop.register(READ)
    assert shop.settled == 0
    shop.change(id_, WRITE)
    shop.make_key(id_, 2)
    shop.put(id_, "suspended")
    shop.put(id_, "suspended")
    assert shop.settled == 4


@pytest.mark.usefixtures("stores")
def test_each_call_finds_what_was_written_last() -> None:
    shop = Shop(DynamoStaffStore())
    id_ = shop.register(READ)
    key = shop.make_key(id_, 1)
    known = DynamoDirectory().find_client(id_)
    assert known is not None
    assert known.authority.permissions == (READ,)
    assert known.is_opened_by(key, NOON)
    assert DynamoDirectory().find_client("client_other") is None

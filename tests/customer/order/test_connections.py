"""Connected shops: what every store of them promises, and whom a signature makes believe."""

from collections.abc import Mapping

import pytest

from promenade.customer.order.model.connection import Connection, is_signed
from promenade.customer.order.service import connections as service
from promenade.customer.order.service.connections import ConnectionStore, Keyring
from promenade.customer.order.store.connections import DynamoConnectionStore
from promenade.kit.errors import Conflict, NotFound, Stale, Unauthenticated
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.fakes.connection import FakeConnectionStore
from tests.support.fakes.order import FakeVault
from tests.support.orders import NOON
from tests.support.platforms import SECRET, signature

SHOP = Connection("shopify", "my-shop", "flagship", "Europe/Berlin", 1)
FIRST = Stamp("staff:ada", NOON, "c-1", "first")
SECOND = Stamp("staff:ada", NOON, "c-2", "second")


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> ConnectionStore:
    return FakeConnectionStore() if request.param == "fake" else DynamoConnectionStore()


def sealed(connection: Connection = SHOP, *secrets: str) -> service.Sealed:
    return service.seal_secrets(connection, secrets or (SECRET,), FakeVault())


def believe(store: ConnectionStore, secret: str = SECRET, shop: str = "my-shop") -> Connection:
    signed, keys = signature(b"{}", secret), Keyring(FakeVault())
    return service.believe(("shopify", shop), b"{}", signed, store, keys)


def test_a_shop_is_found_as_it_was_connected_and_no_other(store: ConnectionStore) -> None:
    service.connect(sealed(), FIRST, store)
    assert service.get_connection("shopify", "my-shop", store) == SHOP
    with pytest.raises(NotFound):
        service.get_connection("woocommerce", "my-shop", store)
    with pytest.raises(NotFound):
        service.get_connection("shopify", "other", store)


def test_a_shop_is_connected_once_and_a_replay_answers_the_first(store: ConnectionStore) -> None:
    service.connect(sealed(), FIRST, store)
    other = sealed(replace(SHOP, store="other"))
    assert service.connect(other, FIRST, store) == SHOP
    with pytest.raises(Conflict):
        service.connect(other, SECOND, store)
    assert service.get_connection("shopify", "my-shop", store) == SHOP


def test_a_change_replaces_the_version_that_it_names_once(store: ConnectionStore) -> None:
    service.connect(sealed(), FIRST, store)
    wanted = sealed(replace(SHOP, store="other"), "another-secret-of-the-shop")
    changed = service.change(wanted, 1, SECOND, store)
    assert (changed.store, changed.version) == ("other", 2)
    assert service.change(wanted, 1, SECOND, store) == changed
    with pytest.raises(Stale):
        service.change(sealed(), 1, FIRST, store)
    assert believe(store, "another-secret-of-the-shop") == changed


def test_a_shop_that_is_not_there_is_not_changed(store: ConnectionStore) -> None:
    with pytest.raises(NotFound):
        service.change(sealed(), 1, FIRST, store)
    with pytest.raises(NotFound):
        store.set_connection(sealed(replace(SHOP, version=2)), FIRST)


def test_who_is_faster_wins_and_the_other_is_told(store: ConnectionStore) -> None:
    service.connect(sealed(), FIRST, store)
    store.set_connection(sealed(replace(SHOP, version=2)), FIRST)
    with pytest.raises(Stale):
        store.set_connection(sealed(replace(SHOP, version=2)), SECOND)


def test_a_signature_makes_its_shop_believed_and_nothing_else_does(store: ConnectionStore) -> None:
    service.connect(sealed(), FIRST, store)
    assert believe(store) == SHOP
    for secret, shop in (("not-its-secret", "my-shop"), (SECRET, "other")):
        with pytest.raises(Unauthenticated, match="This shop is not connected, or the signature"):
            believe(store, secret, shop)


def test_a_shop_that_is_not_active_is_not_believed(store: ConnectionStore) -> None:
    service.connect(sealed(replace(SHOP, is_active=False)), FIRST, store)
    with pytest.raises(Unauthenticated):
        believe(store)


def test_the_secret_of_a_shop_that_is_not_connected_signs_nothing() -> None:
    with pytest.raises(Unauthenticated):
        believe(FakeConnectionStore(), "of a shop that is not connected", "nobodys")


def test_secrets_are_opened_once_and_forgotten_when_there_are_many() -> None:
    opened: list[bytes] = []

    class Counting(FakeVault):
        def open(self, sealed: bytes, context: Mapping[str, str]) -> bytes:
            opened.append(sealed)
            return super().open(sealed, context)

    keys = Keyring(Counting())
    shops = [sealed(replace(SHOP, shop=f"shop-{place}")) for place in range(101)]
    for each in [*shops, *shops[1:], shops[0]]:
        assert keys.secrets(each) == (SECRET.encode(),)
    assert len(opened) == 102


@pytest.mark.parametrize("wrong", ["", "=", "é", "\ud800", signature(b"{}")[:-1], "A" * 44])
def test_what_is_not_the_very_signature_is_none(wrong: str) -> None:
    assert is_signed(b"{}", signature(b"{}"), [SECRET.encode()])
    assert not is_signed(b"{}", wrong, [SECRET.encode()])
    assert not is_signed(b"{ }", signature(b"{}"), [SECRET.encode()])
    assert not is_signed(b"{}", signature(b"{}"), [])


def test_a_shop_of_the_same_name_on_another_platform_is_another_source() -> None:
    sources = {SHOP.source, replace(SHOP, platform="woocommerce").source}
    assert sources == {"shopify.my-shop", "woocommerce.my-shop"}

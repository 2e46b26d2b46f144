"""What orders are taken, followed and shown, over a store in memory."""

from collections.abc import Callable
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest

from promenade.customer.order import service
from promenade.customer.order.model.order import OrderConflict, Person
from promenade.customer.order.model.submission import Arrival, Submission, submitted
from promenade.customer.order.service import Day
from promenade.customer.order.wire.reading import read_order
from promenade.kit.errors import Fault, Forbidden, Invalid, NotFound, Unavailable
from promenade.kit.values import replace
from tests.support.digests import DIGESTS
from tests.support.fakes.order import FakeOrderStore, FakeQueue, FakeVault
from tests.support.orders import LATER, NOON, PERSON, body, order, sale, stamp

ARRIVAL = Arrival("submission_1", 0, "client:storefront", "c-1", b"{}", None, "f-1")


@pytest.fixture
def store() -> FakeOrderStore:
    return FakeOrderStore()


def take(store: FakeOrderStore, document: dict[str, Any]) -> str:
    one = order(document)
    return store.record(one, stamp(one))


def submission(*documents: dict[str, Any]) -> Submission:
    orders = tuple(submitted(order(each)) for each in documents)
    return Submission("submission_1", "client:storefront", NOON, orders)


def fates(store: FakeOrderStore) -> list[tuple[str, str | None]]:
    _, orders = service.follow("submission_1", None, store)
    return [(each.progress, each.code) for each in orders]


def test_personal_data_is_sealed_for_its_order_alone_and_on_record_before_it_is_opened(
    store: FakeOrderStore,
) -> None:
    noted: list[str] = []

    def note() -> None:
        noted.append("opened")

    take(store, sale(personal=PERSON))
    found = store.find_order("storefront", "A-1")
    assert found is not None
    assert "王芳".encode() not in (found.sealed or b"")
    assert service.open_person(found, FakeVault(), note) == Person(**PERSON)
    as_another = replace(order(sale("A-2")), sealed=found.sealed)
    with pytest.raises(AssertionError):
        service.open_person(as_another, FakeVault(), note)
    assert noted == ["opened", "opened"]


def test_what_cannot_be_put_on_record_is_not_opened(store: FakeOrderStore) -> None:
    def fail() -> None:
        raise Unavailable("The queue is closed.")

    with pytest.raises(Unavailable), patch.object(FakeVault, "open") as opened:
        service.open_person(order(sale(personal=PERSON)), FakeVault(), fail)
    opened.assert_not_called()


def test_an_order_of_nobody_needs_neither_vault_nor_record(store: FakeOrderStore) -> None:
    take(store, sale())
    found = store.find_order("storefront", "A-1")
    assert found is not None
    assert found.sealed is None
    assert service.open_person(found, FakeVault(), pytest.fail) is None


def test_a_submission_is_noted_before_it_is_sent(store: FakeOrderStore) -> None:
    given, closed = submission(sale()), FakeQueue(is_open=False)
    with pytest.raises(Unavailable):
        service.submit(given, [b"1"], stamp(order(sale())), store, closed)
    queue = FakeQueue()
    assert service.submit(given, [b"1"], stamp(order(sale())), store, queue) == given
    assert queue.bodies == [b"1"]


def test_a_submission_is_followed_from_queue_to_table(store: FakeOrderStore) -> None:
    documents = [sale("A-1"), sale("A-2"), sale("A-3", version=2)]
    given = submission(*documents)
    service.submit(given, [], stamp(order(sale())), store, FakeQueue())
    assert fates(store) == [("queued", None)] * 3
    take(store, documents[0])
    take(store, sale("A-3", version=5))
    assert fates(store) == [("stored", None), ("queued", None), ("superseded", None)]


def test_a_parked_order_says_why_until_it_is_replayed_with_success(store: FakeOrderStore) -> None:
    service.submit(submission(sale()), [], stamp(order(sale())), store, FakeQueue())
    faults = [Fault("/lines", "missing", "This field is required.")]
    with pytest.raises(Invalid), service.parking(ARRIVAL, store):
        raise Invalid(faults)
    assert fates(store) == [("parked", "invalid")]
    (fate,) = service.follow("submission_1", None, store)[1]
    assert fate.reason == "/lines: This field is required."
    take(store, sale())
    assert fates(store) == [("stored", None)]


def test_what_may_come_again_is_not_parked(store: FakeOrderStore) -> None:
    with pytest.raises(Unavailable), service.parking(ARRIVAL, store):
        raise Unavailable("busy")
    assert store.parked("submission_1") == {}


def test_an_import_without_submission_is_parked_in_silence(store: FakeOrderStore) -> None:
    arrival = replace(ARRIVAL, submission_id=None)
    with pytest.raises(OrderConflict), service.parking(arrival, store):
        raise OrderConflict("again")
    assert store.parked("None") == {}


def test_a_long_reason_is_cut(store: FakeOrderStore) -> None:
    faults = [Fault(f"/lines/{index}", "missing", "This field is required.") for index in range(99)]
    with pytest.raises(Invalid), service.parking(ARRIVAL, store):
        raise Invalid(faults)
    assert len(store.parked("submission_1")[0].reason) == 1024


def test_what_is_not_the_callers_is_as_unknown_as_what_is_not_there(store: FakeOrderStore) -> None:
    take(store, sale())
    service.submit(submission(sale()), [], stamp(order(sale())), store, FakeQueue())
    place = Day("flagship", date(2026, 1, 5), "storefront")
    assert service.get_order("storefront", "A-1", "storefront", store).document.number == "A-1"
    assert service.get_order("storefront", "A-1", None, store).document.number == "A-1"
    assert len(service.list_orders(place, "storefront", 9, None, store).items) == 1
    refusals: list[Callable[[], object]] = [
        lambda: service.get_order("storefront", "A-1", "other", store),
        lambda: service.get_order("storefront", "A-2", "storefront", store),
        lambda: service.list_orders(place, "other", 9, None, store),
        lambda: service.follow("submission_1", "client:other", store),
        lambda: service.follow("submission_2", None, store),
    ]
    for refusal in refusals:
        with pytest.raises(NotFound):
            refusal()


def test_a_client_describes_orders_of_its_own_source_only() -> None:
    own, foreign = (
        read_order(body(sale(source=each)), DIGESTS, LATER) for each in ("storefront", "other")
    )
    service.require_own(foreign, None)
    service.require_own(own, "storefront")
    with pytest.raises(Forbidden):
        service.require_own(foreign, "storefront")

"""Profiles for tests: who customers are, and orders of theirs."""

from datetime import UTC, datetime, timedelta
from typing import Any

from promenade.contracts.orders import OrderDocument, OrderLine, Refund
from promenade.customer.profile.model.person import Contact, Details, Profile, Traits
from promenade.customer.profile.service import people
from promenade.customer.profile.service.counting import count
from promenade.customer.profile.service.people import Asked
from promenade.customer.profile.service.ports import Doors
from tests.support.stamps import stamp

EMAIL = Contact("email", "Ada@Example.com")
PHONE = Contact("phone", "+8613812345678")
PAID_AT = datetime(2026, 1, 5, 4, tzinfo=UTC)
DAY = timedelta(days=1)


def asked(customer: str = "ada", *contacts: Contact, **traits: str) -> Asked:
    return Asked(customer, Traits(**traits), Details("王芳", "杭州", contacts))


def add(doors: Doors, customer: str = "ada", *contacts: Contact, **traits: str) -> Profile:
    request = f"add {customer} {[each.kind for each in contacts]}"
    return people.add(asked(customer, *contacts, **traits), stamp(request), doors)


def order(number: str = "A-1", version: int = 1, **other: Any) -> OrderDocument:
    """Paid, 48.00."""
    line = OrderLine(
        line=1, sku="TEA", title="tea", quantity=1, unit_price_minor=4800, paid_minor=4800
    )
    told: dict[str, Any] = {
        "source": "storefront",
        "number": number,
        "version": version,
        "state": "paid",
        "store": "flagship",
        "channel": "web",
        "currency": "CNY",
        "zone": "Asia/Shanghai",
        "placed_at": PAID_AT,
        "paid_at": PAID_AT,
        "customer": "ada",
        "goods_minor": 4800,
        "paid_minor": 4800,
        "lines": (line,),
    }
    return OrderDocument(**(told | other))


def refund(amount_minor: int, id_: str = "R-1") -> Refund:
    return Refund(id=id_, refunded_at=PAID_AT + DAY, amount_minor=amount_minor)


def tell(doors: Doors, *orders: OrderDocument) -> None:
    for each in orders:
        count(each, stamp(f"{each.number} {each.version}"), doors.store)


def profile(doors: Doors, customer: str = "ada") -> Profile:
    found = doors.store.find(customer)
    assert found
    return found.profile

"""What callers tell of people, and ask, read as what is meant."""

from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta

from promenade.contracts.customers import CustomerId, customer_of
from promenade.contracts.languages import Language, written
from promenade.contracts.profiles import ContactKind
from promenade.customer.profile.model.person import MOST_CONTACTS, Contact, Details, Traits
from promenade.customer.profile.service.people import Asked
from promenade.kit.countries import Country
from promenade.kit.decoding import Strict
from promenade.kit.errors import Fault, Invalid, NotFound
from promenade.kit.http.auth import Principal
from promenade.kit.zones import is_zone

Zone = Annotated[str, Meta(min_length=1, max_length=64)]
Name = Annotated[str, Meta(min_length=1, max_length=100)]
Address = Annotated[str, Meta(min_length=1, max_length=512)]
App = Annotated[str, Meta(min_length=1, max_length=128)]


class ContactBody(Strict, frozen=True):
    """`app` is whose openid or device it is, of `wechat` and `device` alone. A phone number without
    its country's code is one of the customer's country, or else mainland China's; it is kept and
    shown with the code."""

    kind: ContactKind
    value: Address
    app: App | None = None


class CorrectionBody(Strict, frozen=True):
    """What is left out is not known any more."""

    name: Name | None = None
    city: Name | None = None
    country: Country | None = None
    language: Language | None = None
    zone: Zone | None = None


class ProfileBody(CorrectionBody, frozen=True):
    contacts: Annotated[tuple[ContactBody, ...], Meta(max_length=MOST_CONTACTS)] = ()


class NewProfileBody(ProfileBody, frozen=True, kw_only=True):
    customer: CustomerId


class SearchBody(ContactBody, frozen=True):
    """An address as it is known, however it is written: a phone number without its country's code
    is one of this `country`, or else mainland China's."""

    country: Country | None = None


def shopper(caller: Principal) -> str:
    """The customer who calls. Raises NotFound for all others."""
    if caller.kind != "shopper":
        raise NotFound("Customers have a profile of their own; sign in as one.")
    return customer_of(caller)


def read_asked(customer: str, body: CorrectionBody) -> Asked:
    """Raises Invalid."""
    contacts = body.contacts if isinstance(body, ProfileBody) else ()
    return Asked(
        customer, read_traits(body), Details(body.name, body.city, read_contacts(contacts))
    )


def read_traits(body: CorrectionBody) -> Traits:
    """Raises Invalid."""
    if faults := zone_faults(body.zone):
        raise Invalid(faults)
    language = written(body.language) if body.language else None
    return Traits(language, body.zone, body.country)


def zone_faults(zone: str | None) -> list[Fault]:
    if zone is None or is_zone(zone):
        return []
    return [Fault("/zone", "unknown_zone", "Send an IANA name such as Asia/Shanghai.")]


def read_contacts(bodies: Sequence[ContactBody]) -> tuple[Contact, ...]:
    return tuple(dict.fromkeys(map(read_contact, bodies)))


def read_contact(body: ContactBody) -> Contact:
    return Contact(body.kind, body.value.strip(), body.app)

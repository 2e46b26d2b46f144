"""Who is shown prices, on the wire."""

from promenade.base.catalogue.service.price_tags import EVERYBODY, Audience
from promenade.contracts.customers import channel_of, groups_of
from promenade.kit.http.auth import Principal


def is_buyer(caller: Principal) -> bool:
    """Who is shown only what is sold."""
    return caller.kind != "staff"


def audience_of(caller: Principal) -> Audience | None:
    """A shopper by what the token tells, as in quotes; a server shows what everybody is asked.
    None of staff, who are shown the terms that they edit."""
    if caller.kind == "shopper":
        return Audience(channel_of(caller), groups_of(caller) or frozenset())
    return EVERYBODY if is_buyer(caller) else None

"""Whether a promotion is for where a cart goes to and for who brings it."""

import re
from collections.abc import Callable, Iterator, Sequence

from promenade.base.promotion.model.occasion import Gate, Occasion
from promenade.base.promotion.model.promotion import Delivery, Place, Postcodes
from promenade.base.promotion.model.reasons import Reason
from promenade.contracts.carts import Destination

# Whether a destination lies in some places; None where its postcode would have to be known.
Lies = Callable[[Destination], bool | None]


def delivery_gates(delivery: Delivery) -> Iterator[Gate]:
    if delivery.to or delivery.not_to:
        yield _destination_gate(_lying_in(delivery.to), _lying_in(delivery.not_to), delivery)
    if delivery.carriers is not None:
        yield _carrier_gate(frozenset(delivery.carriers))


def _destination_gate(is_in: Lies, is_out: Lies, delivery: Delivery) -> Gate:
    def gate(occasion: Occasion) -> Reason | None:
        if occasion.destination is None:
            return Reason.DESTINATION_UNKNOWN
        meant = is_in(occasion.destination) if delivery.to else True
        barred = is_out(occasion.destination)
        if meant is False or barred:
            return Reason.WRONG_DESTINATION
        return Reason.POSTCODE_UNKNOWN if meant is None or barred is None else None

    return gate


def _carrier_gate(carriers: frozenset[str]) -> Gate:
    def gate(occasion: Occasion) -> Reason | None:
        if occasion.carrier is None:
            return Reason.CARRIER_UNKNOWN
        return None if occasion.carrier in carriers else Reason.WRONG_CARRIER

    return gate


def _lying_in(places: Sequence[Place]) -> Lies:
    whole = frozenset(place.country for place in places if not place.postcodes)
    parts: dict[str, list[Postcodes]] = {}
    for place in places:
        parts.setdefault(place.country, []).extend(place.postcodes)

    def lies(destination: Destination) -> bool | None:
        ranges = parts.get(destination.country)
        if destination.country in whole or ranges is None:
            return ranges is not None
        if destination.postcode is None:
            return None
        return any(_holds(each, bare(destination.postcode)) for each in ranges)

    return lies


def _holds(postcodes: Postcodes, postcode: str) -> bool:
    first, last = bare(postcodes.first), bare(postcodes.last)
    return first <= postcode[: len(first)] and postcode[: len(last)] <= last


def bare(postcode: str) -> str:
    """As postcodes are compared."""
    return re.sub(r"[\s-]", "", postcode).upper()

"""What others tell prices: recorded orders, and products as the catalogue changes them."""

import msgspec

from promenade.base.price.service.folding import ProductListed
from promenade.contracts.catalogue import ProductAdded, ProductChanged, ProductFact, ProductRemoved
from promenade.contracts.orders import OrderDocument, OrderRecorded
from promenade.kit import facts
from promenade.kit.decoding import decode
from promenade.kit.values import Value

_FACTS: dict[str, type[ProductFact]] = {
    each.__name__: each for each in (ProductAdded, ProductChanged, ProductRemoved)
}


class _Named(Value, frozen=True):
    fact: str = msgspec.field(name="detail-type")


def read_order(message: bytes) -> OrderDocument:
    """Raises Invalid or UnknownSchema."""
    return facts.read(message, OrderRecorded).data


def read_product(message: bytes) -> ProductListed:
    """Raises Invalid or UnknownSchema."""
    kind = _FACTS.get(decode(message, _Named).fact, ProductChanged)
    event = facts.read(message, kind)
    product = event.data
    stands = product.is_approved and product.shelf in ("ON", "SCHEDULED")
    since = max(event.occurred_at, product.sells_from or event.occurred_at)
    return ProductListed(product, since, stands and kind is not ProductRemoved)

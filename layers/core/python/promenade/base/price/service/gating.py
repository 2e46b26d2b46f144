"""What of the catalogue's prices one person may not show alone, and what nobody may."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from promenade.base.price.model.gate import claim_of, needs_of
from promenade.base.price.service.claiming import EvidenceStore, verdicts
from promenade.contracts.claims import Verdict, refusal_of
from promenade.contracts.prices import ListedPrice, PriceUnapproved
from promenade.kit.currencies import money
from promenade.kit.errors import DomainError
from promenade.kit.messages.words import worded


def refusals(
    asked: Sequence[ListedPrice], limit_bp: int, store: EvidenceStore, now: datetime
) -> Mapping[str, DomainError]:
    """By SKU, of those that are refused."""
    found: dict[str, DomainError] = {
        each.claim.question.sku: refusal_of(each) for each in _false(asked, store, now)
    }
    offers = store.offers(sorted({each.sku for each in asked})) if asked else {}
    for each in asked:
        needs = needs_of(each, offers[each.sku], limit_bp, now)
        if needs:
            found.setdefault(each.sku, _unapproved(each, ",".join(needs)))
    return found


def _false(asked: Sequence[ListedPrice], store: EvidenceStore, now: datetime) -> Iterator[Verdict]:
    claims = [claim for each in asked if (claim := claim_of(each, now)) is not None]
    return (each for each in verdicts(claims, store) if each.result == "false")


def _unapproved(asked: ListedPrice, needs: str) -> PriceUnapproved:
    sku, list_minor, sale_minor = asked.sku, asked.list_minor, asked.sale_minor
    currency = asked.currency
    return PriceUnapproved(
        f"{sku} at {money(sale_minor, currency)}, listed at {money(list_minor, currency)}, needs a "
        f"second person ({worded(needs)}). Ask for "
        f"it in a price book: POST /prices/{sku}/changes. What a book asks of everybody, the "
        "product may ask too.",
        sku=sku,
        list_minor=list_minor,
        sale_minor=sale_minor,
        currency=currency,
        needs=needs,
    )

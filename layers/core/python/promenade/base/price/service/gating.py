"""What of the catalogue's prices one person may not show alone, what nobody may, and which old
prices are proven."""

from collections.abc import Sequence
from datetime import datetime

from promenade.base.price.model.gate import claim_of, needs_of
from promenade.base.price.service.claiming import EvidenceStore, verdicts
from promenade.contracts.claims import Verdict, refusal_of
from promenade.contracts.prices import ListedPrice, PricesJudged, PriceUnapproved
from promenade.kit.currencies import money
from promenade.kit.errors import DomainError
from promenade.kit.messages.words import worded


def judge(
    asked: Sequence[ListedPrice], limit_bp: int, store: EvidenceStore, now: datetime
) -> PricesJudged:
    claimed = _claimed(asked, store, now)
    found: dict[str, DomainError] = {
        each.claim.question.sku: refusal_of(each) for each in claimed if each.result == "false"
    }
    offers = store.offers(sorted({each.sku for each in asked})) if asked else {}
    for each in asked:
        needs = needs_of(each, offers[each.sku], limit_bp, now)
        if needs:
            found.setdefault(each.sku, _unapproved(each, ",".join(needs)))
    proved = (each.claim.question.sku for each in claimed if each.result == "true")
    return PricesJudged(found, frozenset(proved))


def _claimed(
    asked: Sequence[ListedPrice], store: EvidenceStore, now: datetime
) -> Sequence[Verdict]:
    claims = [claim for each in asked if (claim := claim_of(each, now)) is not None]
    return verdicts(claims, store)


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

"""One of many who accept two links of an offer at once, and are granted it:
`python -m tests.support.contend_offers SEED COUNT`.

Each accepts for COUNT friends of its own and for some that all accept for, by either link, and is
granted another offer, of which there are few coupons, for customers that all are granted it for;
it repeats some requests as callers do. Prints as JSON who was told to have got what, and how often
it was refused for which reason. With COUNT 0 it stores the offers, or tells what there is of each:
people, coupons, pieces, and what was counted.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from promenade.activity.coupon.holds import DynamoCouponGifts
from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.model.terms import Claim, Relative, TargetedOffer
from promenade.activity.coupon.model.terms import Terms as TemplateTerms
from promenade.activity.coupon.store.records import CouponRecord
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.activity.targeted_offer.model.offer import Offer, ShareBonus, Terms
from promenade.activity.targeted_offer.service import granting, sharing
from promenade.activity.targeted_offer.service.sharing import ShareDoors, Tokens
from promenade.activity.targeted_offer.store.offers import DynamoOfferStore
from promenade.activity.targeted_offer.store.personal import DynamoPersonalStore
from promenade.activity.targeted_offer.store.records import CountRecord, PersonRecord
from promenade.activity.targeted_offer.store.shares import DynamoShareStore
from promenade.contracts.coupons import CouponAmount
from promenade.contracts.customers import Claimant
from promenade.kit.digests import Digests
from promenade.kit.dynamo_pieces import DynamoPieces
from promenade.kit.errors import DomainError, Unavailable
from promenade.kit.pieces import Pieces
from promenade.kit.stamp import Stamp

SHARED, GRANTED = "offer_shared", "offer_granted"
MOST_IN_ALL, MOST_EACH, COUPONS, INVITERS = 35, 20, 25, ("ada", "zoe")
FRIENDS, CUSTOMERS = 8, 40
AT = datetime(2026, 1, 1, tzinfo=UTC)
BONUS = ShareBonus("template_invited", "template_thanks", MOST_EACH, MOST_IN_ALL, "accepted")
keyed = Digests(lambda: b"rush")
offers, people, links = DynamoOfferStore(), DynamoPersonalStore(), DynamoShareStore()
doors = granting.Doors(offers, people, DynamoCouponGifts(keyed.pseudonym, random.Random(7).randint))
shares = ShareDoors(links, Tokens(keyed.pseudonym, keyed.proof), doors)
tokens = [shares.tokens.token_of(shares.tokens.id_of(SHARED, each)) for each in INVITERS]
refused = Counter[str]()


def store_all() -> None:
    for id_, per_user, total in (
        ("template_invited", 1, 1_000),
        ("template_thanks", MOST_EACH, 1_000),
        ("template_first", 1, 1_000),
        ("template_few", 1, COUPONS),
    ):
        _store(_template(id_, per_user, total))
    _store(_template("template_open", 1, None))
    for offer_id, gives in ((SHARED, "template_first"), (GRANTED, "template_few")):
        until = AT + timedelta(days=3_000)
        terms = Terms(offer_id, gives, "template_open", 2_000, AT, until, share_bonus=BONUS)
        offers.add(Offer(offer_id, terms, AT, offer_id, activated_at=AT), _stamp(offer_id))
    for inviter in INVITERS:
        granting.grant(SHARED, inviter, _stamp(inviter), doors)
        sharing.share(SHARED, inviter, _stamp(inviter), shares)


def _template(id_: str, per_user: int, total: int | None) -> Template:
    take = TargetedOffer() if total else Claim()
    gift = CouponAmount(100)
    terms = TemplateTerms(id_, gift, take, Relative(3_000), "CNY", total=total, per_user=per_user)
    return Template(id_, terms, AT, id_, activated_at=AT)


def _store(template: Template) -> None:
    DynamoTemplateStore().add(template, Stamp("staff:rush", AT, "rush", template.id))


def look() -> dict[str, object]:
    if offers.find(SHARED) is None:
        store_all()
    coupons = Counter(
        record.sk.removeprefix("COUPON#").partition("-")[0]
        for record in CouponRecord.scan(CouponRecord.sk.startswith("COUPON#"))
    )
    had = Counter(each.sk for each in PersonRecord.scan(PersonRecord.sk.startswith("OFFER#offer")))
    shared, granted = offers.tally(SHARED), offers.tally(GRANTED)
    found = (links.find(token[:12]) for token in tokens)
    return {
        "coupons": dict(coupons),
        "had": [had[f"OFFER#{each}"] for each in (SHARED, GRANTED)],
        "pieces": DynamoPieces(CountRecord).taken(Pieces(SHARED, MOST_IN_ALL)),
        "counted": [shared.granted, shared.accepted, shared.bonuses, granted.granted],
        "links": [[each.accepted_count, each.bonus_count] for each in found if each],
    }


def contend(seed: int, count: int) -> dict[str, object]:
    rng, accepted, granted = random.Random(seed), list[str](), list[str]()
    friends = [f"own-{seed}-{n}" for n in range(count)] + [f"all-{n}" for n in range(FRIENDS)]
    customers = [f"customer-{n}" for n in range(CUSTOMERS)]
    for everybody in (friends, customers):
        rng.shuffle(everybody)
    for friend in friends:
        token = rng.choices(tokens, (3, 1))[0]
        for request in (f"{seed} {friend}",) * rng.choice((1, 1, 2)):
            accepted += _insist(partial(_accept, token, friend, request))
    for customer in customers:
        granted += _insist(partial(_grant, customer, f"{seed} {customer}"))
    return {"accepted": accepted, "granted": granted, "refused": dict(refused)}


def _accept(token: str, friend: str, request: str) -> list[str]:
    return _told(friend, lambda: sharing.accept(token, Claimant(friend), _stamp(request), shares))


def _grant(customer: str, request: str) -> list[str]:
    return _told(customer, lambda: granting.grant(GRANTED, customer, _stamp(request), doors))


def _told(who: str, attempt: Callable[[], object]) -> list[str]:
    try:
        attempt()
    except Unavailable:
        raise
    except DomainError as error:
        refused[str(error.facts.get("reason") or error.code)] += 1
        return []
    return [who]


def _insist(attempt: Callable[[], list[str]]) -> list[str]:
    """As a caller does who is told to come again, with the same request."""
    while True:
        try:
            return attempt()
        except Unavailable:
            continue


def _stamp(request: str) -> Stamp:
    return Stamp("system:rush", datetime.now(UTC), "rush", request)


if __name__ == "__main__":
    seed, count = map(int, sys.argv[1:3])
    json.dump(contend(seed, count) if count else look(), sys.stdout)

"""Whether the old prices that a promotion's are shown beside are true (M1-2, price claim guard)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from promenade.base.promotion.model import (
    Audience,
    Cart,
    Limits,
    Line,
    Promotion,
    Stage,
    Window,
    compile_book,
    quote,
)
from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.model.promotion import Delivery
from promenade.base.promotion.service.goods import goods_of
from promenade.contracts.catalogue import CatalogueReader, SkuFacts
from promenade.contracts.claims import (
    Claim,
    ClaimReader,
    Shown,
    Verdict,
    evidence_of,
    refuse_false,
    sentence_of,
)
from promenade.kit.errors import Fault
from promenade.kit.values import Value, replace

MOST = 5_000
"""SKUs of one promotion that are looked at: so many are judged within a request's time."""

_TOLD = 20


class Judged(Value, frozen=True):
    """`is_complete` says that all SKUs were looked at; `unit_savings` is what a unit of each saves
    at most, at the prices of that time."""

    verdicts: tuple[Verdict, ...]
    is_complete: bool = True
    unit_savings: Mapping[str, int] = {}

    @property
    def false(self) -> tuple[Verdict, ...]:
        return tuple(each for each in self.verdicts if each.result == "false")


class OldPrices(Value, frozen=True):
    catalogue: CatalogueReader
    claims: ClaimReader

    def refuse_false(self, managed: ManagedPromotion, now: datetime) -> None:
        """Raises ClaimFalse."""
        refuse_false(self.judge(managed, now).verdicts)

    def refuse_false_in_force(self, managed: ManagedPromotion, now: datetime) -> None:
        """Of the terms in force, whatever was proposed since. Raises ClaimFalse."""
        self.refuse_false(replace(managed, proposed=None), now)

    def judge(self, managed: ManagedPromotion, now: datetime) -> Judged:
        """Of its latest terms, as if they came into force now. Only unit prices are shown beside
        the price before; an order's discount says nothing of what a SKU has cost."""
        terms = managed.terms
        if terms.stage is not Stage.UNIT:
            return Judged(())
        goods, is_complete = _some_of(goods_of(terms, self.catalogue))
        shown = self.claims.shown(goods, max(terms.window.start or now, now))
        lowered = _lowered(terms, shown, goods)
        claims = [_claim(each) for each, saving in lowered if saving > 0]
        so_far = [each for each, saving in _lowered(managed.promotion, shown, goods) if saving > 0]
        claims = _since_it_runs(managed, now, claims, so_far)
        savings = _savings(lowered, terms.currency)
        return Judged(tuple(self.claims.verdicts(claims)), is_complete, savings)


def false_claims(judged: Judged) -> Iterator[Fault]:
    for each in judged.false[:_TOLD]:
        yield Fault("", "claim_false", sentence_of(each), facts=evidence_of(each))


def unjudged_claims(judged: Judged) -> Iterator[Fault]:
    if not judged.is_complete:
        detail = "It is about more SKUs than {most_count}: the old prices of others are not judged."
        yield Fault("/scope", "claims_unjudged", detail, facts={"most_count": MOST})


def _some_of(found: Iterable[SkuFacts]) -> tuple[dict[str, SkuFacts], bool]:
    """The first of them by SKU, and whether those are all."""
    goods: dict[str, SkuFacts] = {}
    for each in found:
        if len(goods) == MOST and each.sku not in goods:
            return goods, False
        goods[each.sku] = each
    return goods, True


def _claim(shown: Shown) -> Claim:
    return Claim(shown.question, shown.list_minor)


def _since_it_runs(
    managed: ManagedPromotion, now: datetime, claims: Sequence[Claim], reduced: Sequence[Shown]
) -> list[Claim]:
    """What a running promotion reduces already is compared with what was before it began."""
    begun_at = managed.begun_at(now)
    if begun_at is None:
        return list(claims)
    skus = {each.question.sku for each in reduced}
    return [
        replace(each, question=replace(each.question, at=begun_at))
        if each.question.sku in skus
        else each
        for each in claims
    ]


def _savings(lowered: Iterable[tuple[Shown, int]], currency: str | None) -> Mapping[str, int]:
    """By SKU, in this currency, wherever it saves most."""
    found: dict[str, int] = {}
    for shown, saving in lowered:
        if shown.question.currency == currency:
            sku = shown.question.sku
            found[sku] = max(saving, found.get(sku, 0))
    return found


def _lowered(
    terms: Promotion, shown: Sequence[Shown], goods: Mapping[str, SkuFacts]
) -> list[tuple[Shown, int]]:
    """With what a unit costs less by these terms, while they hold, for whom they are meant."""
    book = compile_book([open_to_all(terms)])
    found: list[tuple[Shown, int]] = []
    for (currency, channel), alike in groupby(sorted(shown, key=_occasion), key=_occasion):
        offered = list(alike)
        at = offered[0].question.at
        lines = tuple(_line(each, goods[each.question.sku]) for each in offered)
        stock = dict.fromkeys(goods, 0)
        cart = Cart(lines, currency, at, channel=channel or None, stock=stock)
        pairs = zip(offered, quote(book, cart).lines, strict=True)
        found += [(each, each.sale_minor - line.unit_minor) for each, line in pairs]
    return found


def open_to_all(terms: Promotion) -> Promotion:
    """For whomever, wherever and whenever it is meant, and at its lowest where nothing is left."""
    return replace(
        terms,
        effects=tuple(replace(each.by_stock(), channels=None) for each in terms.effects),
        limits=Limits(),
        window=Window(),
        audience=Audience(),
        delivery=Delivery(),
        payment_methods=None,
        without=None,
        code=None,
        paused=False,
    )


def _occasion(shown: Shown) -> tuple[str, str]:
    return shown.question.currency, shown.question.channel or ""


def _line(shown: Shown, facts: SkuFacts) -> Line:
    return Line(
        id=facts.sku,
        sku=facts.sku,
        product=facts.product_id,
        qty=1,
        list_minor=shown.list_minor,
        sale_minor=shown.sale_minor,
        floor_minor=shown.floor_minor,
        categories=facts.categories,
        brand=facts.brand,
        tags=facts.tags,
        on_for_days=facts.on_for_days(shown.question.at),
    )

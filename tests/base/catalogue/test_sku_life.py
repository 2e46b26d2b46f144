"""No sequence of acts sells a SKU, or options of it, that nobody else approved, nor at a price that
came from an agreed one by other than steps that one person may take while shoppers see them."""

from collections.abc import Sequence
from copy import copy
from datetime import datetime
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from promenade.base.catalogue.model.product import Product, Sku
from promenade.base.catalogue.model.row_checks import Row
from promenade.base.catalogue.service.categories import add_category
from promenade.base.catalogue.service.imports import import_rows
from promenade.base.catalogue.service.ports import Wanted
from promenade.base.catalogue.service.products import change_product
from promenade.base.catalogue.service.reviewing import Change, approve, reject, submit, withdraw
from promenade.base.catalogue.service.revisions import roll_back
from promenade.contracts.prices import ListedPrice, PricesJudged, PriceUnapproved
from promenade.kit.errors import DomainError
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.fakes.catalogue import FakeCatalogueStore
from tests.support.shop import bring, category, product, sku
from tests.support.stamps import NOON, stamp

ACTORS = st.sampled_from(["staff:maria", "staff:nora", "staff:olga"])
CODES = ("MUG-1", "MUG-2", "MUG-3")
COLOURS = ("red", "blue", "grey")
PRICES = (1000, 900, 800, 10)
LIMIT_BP = 1500


def made(code: str, colour: str, minor: int) -> Sku:
    prices = {"list_price_minor": minor, "sale_price_minor": minor}
    return sku(code, options={"colour": colour}, **prices)


SKUS = st.builds(made, st.sampled_from(CODES), st.sampled_from(COLOURS), st.sampled_from(PRICES))
SEVERAL = st.lists(SKUS, min_size=1, max_size=3, unique_by=lambda each: each.code)


def is_small(before: int, after: int) -> bool:
    return abs(after - before) * 10_000 <= before * LIMIT_BP


class Limit:
    """PriceGate: one person moves a price so far from what it is compared with, and from what was
    seen last."""

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}

    def judge(self, asked: Sequence[ListedPrice], now: datetime) -> PricesJudged:  # noqa: ARG002
        refused: dict[str, DomainError] = {
            each.sku: PriceUnapproved("Ask somebody.", sku=each.sku)
            for each in asked
            if not self._is_small(each)
        }
        return PricesJudged(refused)

    def _is_small(self, asked: ListedPrice) -> bool:
        before = asked.before.sale_minor if asked.before else None
        known = [each for each in (before, self.seen.get(asked.sku)) if each is not None]
        return all(is_small(each, asked.sale_minor) for each in known)


class SkuLife(RuleBasedStateMachine):
    """`vouched` are the options and the price of each SKU that somebody else agreed to last;
    `touched` says who asked for other ones since."""

    def __init__(self) -> None:
        super().__init__()
        self.store, self.gate, self.count = FakeCatalogueStore(), Limit(), 0
        add_category(category("mugs"), stamp("mugs"), self.store)
        bring(product("MUG", made("MUG-1", "red", 1000), shelf="ON"), self.store)
        self.vouched = {"MUG-1": "red"}
        self.price = {"MUG-1": 1000}
        self.touched: dict[str, set[str]] = {}

    @rule(actor=ACTORS, skus=SEVERAL, shelf=st.sampled_from(["ON", "OFF"]))
    def write(self, actor: str, skus: list[Sku], shelf: Any) -> None:
        asked = product("MUG", *skus, shelf=shelf)
        before = self._there()
        if self._moves(lambda change: change_product(asked, *self._by(change)), actor):
            self._remember(actor, before, skus)

    @rule(actor=ACTORS, asked=SKUS, shelf=st.sampled_from(["ON", "OFF"]))
    def bring_by_file(self, actor: str, asked: Sku, shelf: str) -> None:
        price = asked.sale_price_minor
        told = {"currency": "CNY", "list_price_minor": price, "sale_price_minor": price}
        told = told | {"options": asked.options}
        fields = {"shelf": shelf}
        row = Row(line=2, product_id="MUG", sku=asked.code, of_product=fields, of_sku=told)
        before, stored = self._there(), self._stored()
        stamped = self._change(actor).stamp
        (outcome,) = import_rows([row], stamped, self.store, self.gate, dry_run=False)
        if outcome.result == "rejected":
            assert self._stored() == stored
        else:
            self._remember(actor, before, [asked])

    @rule(actor=ACTORS, back=st.integers(1, 3))
    def roll_back(self, actor: str, back: int) -> None:
        version = self.store.known_version("MUG") - back
        old, before = self.store.revision("MUG", version), self._there()
        if self._moves(lambda each: roll_back(each, version, self.store, self.gate), actor):
            assert old is not None
            self._remember(actor, before, old.product.skus)

    @rule(actor=ACTORS)
    def approve(self, actor: str) -> None:
        before = self._there()
        if not self._moves(lambda each: approve(each, self.store, self.gate), actor):
            return
        review = before.review
        assert review is not None
        for each in self._there().skus:
            if each.code in (*review.skus, *review.options):
                assert actor not in self.touched.get(each.code, ())
                self.vouched[each.code] = each.options["colour"]
            if each.code in review.skus:
                self.price[each.code] = each.sale_price_minor
        self.touched = {}

    @rule(actor=ACTORS)
    def submit(self, actor: str) -> None:
        self._moves(lambda each: submit(each, self.store, self.gate), actor)

    @rule(actor=ACTORS)
    def reject(self, actor: str) -> None:
        self._moves(lambda each: reject(each, "No.", self.store, self.gate), actor)

    @rule(actor=ACTORS)
    def withdraw(self, actor: str) -> None:
        if self._moves(lambda each: withdraw(each, self.store, self.gate), actor):
            self.touched = {}

    @invariant()
    def sells_what_was_agreed(self) -> None:
        for code in CODES:
            offer = self.store.find_offer(code)
            if offer is None or not offer.sells_at(NOON):
                continue
            assert offer.sku.options == {"colour": self.vouched[code]}
            minor = offer.sku.sale_price_minor
            assert is_small(self.price[code], minor)
            self.price[code] = self.gate.seen[code] = minor

    def _moves(self, act: Any, actor: str) -> bool:
        before = self._stored()
        try:
            act(self._change(actor))
        except DomainError:
            assert self._stored() == before
            return False
        return True

    def _remember(self, actor: str, before: Product, asked: Sequence[Sku]) -> None:
        """Who asks for what sells, or waits already as it is, asked for nothing; options that were
        sent back are forgotten when something else waits."""
        review, there = before.review, self._there()
        left = there.review.skus if there.review else ()
        if before.waits or not there.waits:
            left = (*left, *(there.review.options if there.review else ()))
        self.touched = {code: who for code, who in self.touched.items() if code in left}
        sells = {each.code: each.options for each in before.approved_skus}
        waits = {each.code: each for each in before.skus if each.code not in sells}
        others = review.options if review else {}
        for each in asked:
            bare = replace(each, was_price_minor=None)
            known = (sells.get(each.code), others.get(each.code))
            if each.options in known if each.code in sells else waits.get(each.code) == bare:
                continue
            self.touched.setdefault(each.code, set()).add(actor)

    def _by(self, change: Change) -> tuple[Any, ...]:
        return change.expected, change.stamp, self.store, self.gate

    def _stored(self) -> dict[str, Any]:
        return {name: copy(kept) for name, kept in vars(self.store).items()}

    def _there(self) -> Product:
        return self.store.known(Wanted(products=["MUG"])).products["MUG"].value

    def _change(self, actor: str) -> Change:
        self.count += 1
        stamped = Stamp(actor, NOON, "c", f"request {self.count}")
        return Change("MUG", self.store.known_version("MUG"), stamped)


TestSkuLife = SkuLife.TestCase
TestSkuLife.settings = settings(max_examples=200, stateful_step_count=40)

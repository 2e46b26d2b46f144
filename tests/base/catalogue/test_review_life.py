"""No sequence of acts sells what nobody else approved, or changes what was approved; what was sells
while it is on the shelf; and a refusal moves nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.model.row_checks import Row
from promenade.base.catalogue.service.categories import add_category
from promenade.base.catalogue.service.imports import import_rows
from promenade.base.catalogue.service.ports import Wanted
from promenade.base.catalogue.service.products import add_product, change_product, remove_product
from promenade.base.catalogue.service.reviewing import Change, approve, reject, submit, withdraw
from promenade.base.catalogue.service.revisions import roll_back
from promenade.kit.errors import DomainError
from promenade.kit.stamp import Stamp
from tests.support.fakes.catalogue import FakeCatalogueStore
from tests.support.fakes.gate import OPEN
from tests.support.shop import category, product, sku
from tests.support.stamps import NOON, stamp

ACTORS = st.sampled_from(["staff:maria", "staff:nora", "staff:olga"])
TITLES = st.sampled_from(["Mug", "Cup", "Jar"])
CATEGORIES = st.sampled_from(["mugs", "cups"])
SHELVES = st.sampled_from(["OFF", "SCHEDULED", "ON", "RECYCLED"])


class ReviewLife(RuleBasedStateMachine):
    """`vouched` are the title and category that somebody else approved last, or a file brought
    anew; `wrote` says who wrote which since, or submitted; `on_from` is when it stands on the
    shelf, None while that is not asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.store, self.now, self.count = FakeCatalogueStore(), NOON, 0
        self.vouched: tuple[str, ...] = ()
        self.wrote: set[tuple[str, str]] = set()
        self.on_from: datetime | None = None
        for id_ in ("mugs", "cups"):
            add_category(category(id_), stamp(id_), self.store)

    @rule(hours=st.integers(1, 3))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(actor=ACTORS, title=TITLES, category=CATEGORIES, shelf=SHELVES)
    def write(self, actor: str, title: str, category: str, shelf: Any) -> None:
        start = self.now + timedelta(hours=2) if shelf == "SCHEDULED" else None
        fields = {"title": title, "category": category, "shelf": shelf, "sells_from": start}
        asked, before = product("MUG", sku("MUG-1"), **fields), self._there()
        with self._refused_moving_nothing():
            if before is None:
                add_product(asked, self._stamp(actor), self.store, OPEN)
                self.vouched, self.wrote = (), set()
            else:
                change_product(asked, before.version, self._stamp(actor), self.store, OPEN)
            self._remember(actor, before, title, category)
            self.on_from = {"ON": self.now, "SCHEDULED": start}.get(shelf)

    @rule(actor=ACTORS, title=TITLES)
    def bring_by_file(self, actor: str, title: str) -> None:
        before = self._there()
        fields = {"title": title, "category": "mugs", "shelf": "ON"}
        priced = {"currency": "CNY", "list_price_minor": 5000}
        row = Row(line=2, product_id="MUG", sku="MUG-1", of_product=fields, of_sku=priced)
        stored = self._stored()
        (outcome,) = import_rows([row], self._stamp(actor), self.store, OPEN, dry_run=False)
        if outcome.result == "rejected":
            assert self._stored() == stored
            return
        self.on_from = self.now
        if before is None:
            self.vouched, self.wrote = (title, "mugs"), set()
        else:
            self._remember(actor, before, title, "mugs")

    @rule(actor=ACTORS)
    def submit(self, actor: str) -> None:
        with self._refused_moving_nothing():
            submit(self._change(actor), self.store, OPEN)
            self.wrote.add((actor, "submitted"))

    @rule(actor=ACTORS)
    def reject(self, actor: str) -> None:
        with self._refused_moving_nothing():
            reject(self._change(actor), "No.", self.store, OPEN)

    @rule(actor=ACTORS)
    def withdraw(self, actor: str) -> None:
        """Whoever wrote a new product stays its author."""
        with self._refused_moving_nothing():
            if withdraw(self._change(actor), self.store, OPEN).is_approved:
                self.wrote = set()

    @rule(actor=ACTORS)
    def approve(self, actor: str) -> None:
        with self._refused_moving_nothing():
            done = approve(self._change(actor), self.store, OPEN)
            anew = {done.title, done.category, "submitted"} - set(self.vouched)
            assert {each for by, each in self.wrote if by == actor} & anew == set()
            self.vouched, self.wrote = (done.title, done.category), set()

    @rule(actor=ACTORS, back=st.integers(1, 4))
    def roll_back(self, actor: str, back: int) -> None:
        before, change = self._there(), self._change(actor)
        old = self.store.revision("MUG", change.expected - back)
        with self._refused_moving_nothing():
            roll_back(change, change.expected - back, self.store, OPEN)
            assert old is not None
            self._remember(actor, before, old.product.title, old.product.category)

    @precondition(lambda self: self._there() is not None)
    @rule(actor=ACTORS)
    def remove(self, actor: str) -> None:
        change = self._change(actor)
        remove_product("MUG", change.expected, change.stamp, self.store)

    @invariant()
    def says_what_was_approved(self) -> None:
        there = self._there()
        if there is not None and there.is_approved:
            assert (there.title, there.category) == self.vouched

    @invariant()
    def sells_what_was_approved_exactly_while_it_is_on_the_shelf(self) -> None:
        offer = self.store.find_offer("MUG-1")
        sells = offer is not None and offer.sells_at(self.now)
        is_on = self.on_from is not None and self.on_from <= self.now
        assert sells == (self._there() is not None and self.vouched != () and is_on)
        if offer is not None and sells:
            assert (offer.title, *offer.path) == self.vouched

    @contextmanager
    def _refused_moving_nothing(self) -> Iterator[None]:
        before = self._stored()
        try:
            yield
        except DomainError:
            assert self._stored() == before

    def _stored(self) -> dict[str, Any]:
        return {name: copy(kept) for name, kept in vars(self.store).items()}

    def _there(self) -> Product | None:
        stored = self.store.known(Wanted(products=["MUG"])).products.get("MUG")
        return stored.value if stored and not stored.value.is_removed else None

    def _stamp(self, actor: str) -> Stamp:
        self.count += 1
        return Stamp(actor, self.now, "c", f"request {self.count}")

    def _change(self, actor: str) -> Change:
        return Change("MUG", self.store.known_version("MUG"), self._stamp(actor))

    def _remember(self, actor: str, before: Product | None, *said: str) -> None:
        """Who says what is there, or waits already, wrote nothing; what was sent back is forgotten
        when something else waits."""
        there, was = self._there(), before.review if before else None
        waits = was.proposal if was else None
        if before and before.is_approved and not before.waits and there and there.waits:
            self.wrote, waits = set(), None
        old = {each.title for each in (before, waits) if each}
        old |= {each.category for each in (before, waits) if each}
        self.wrote |= {(actor, each) for each in said if each not in old}


TestReviewLife = ReviewLife.TestCase
TestReviewLife.settings = settings(max_examples=150, stateful_step_count=40)

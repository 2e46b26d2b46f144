"""What the use cases of effects stand on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from promenade.contracts.campaigns import CampaignKind, CampaignState
from promenade.customer.tracking.model.arms import Arm
from promenade.customer.tracking.model.sales import (
    Campaign,
    Counted,
    Line,
    OrderKey,
    Sale,
    Visit,
)
from promenade.customer.tracking.model.sums import Sums
from promenade.customer.tracking.service.ports import Whose
from promenade.kit.paging import Page, Position
from promenade.kit.values import Document, Value

ArmKey = tuple[str, str]
"""(customer, place of the arm)."""


class HeldOrder(Value, frozen=True):
    """As it was read; the `revision` of a new one is 0."""

    counted: Counted
    revision: int


class ArmMove(Value, frozen=True):
    """Somebody's arm, as it was read at `revision` (0: there was none) and as it is now."""

    customer: str
    before: Arm | None
    after: Arm
    revision: int


class KnownCampaign(Document, frozen=True):
    """What campaigns told of one; its newest version stands."""

    id: str
    version: int
    name: str
    kind: CampaignKind
    state: CampaignState
    holdout_bp: int = 0
    variants: tuple[str, ...] = ()
    coupon_templates: tuple[str, ...] = ()
    launched_at: datetime | None = None
    ended_at: datetime | None = None


class JournalStore(Protocol):
    """What is known of a person, all of it consistent: who writes one of these reads afterwards
    what else is there, so that of two that come at once one sees the other."""

    def visit(self, customer: str, visit: Visit, id_: str) -> None: ...

    def link(self, customer: str, into: str | None, mergers: int) -> frozenset[str]:
        """Of profiles that are one. Whose orders are now judged otherwise; nobody's where nothing
        changed, or later mergers are known."""
        ...

    def people(self, customer: str) -> Mapping[str, Sequence[Arm]]:
        """The customer and those who turned out to be the same person, with their arms."""
        ...

    def visits(
        self, customers: Collection[str], since: datetime, until: datetime
    ) -> list[Visit]: ...

    def mark_erased(self, customer: str) -> None:
        """For good, under a keyed digest."""
        ...

    def erased(self, customers: Iterable[str]) -> frozenset[str]:
        """Those of them who are marked."""
        ...

    def own_orders(self, customer: str, limit: int, after: Position | None) -> Page[OrderKey]:
        """Under this very name."""
        ...

    def links(self, customer: str, limit: int, after: Position | None) -> Page[Whose]:
        """That were sent to them."""
        ...

    def disown_links(self, whose: Whose, customer: str) -> None:
        """They are nobody's, and what was touched of them is gone."""
        ...

    def drop(self, customer: str, most: int) -> int:
        """How many of the customer's items are gone now, at most so many; 0 once there are none."""
        ...

    def orders(self, customer: str, since: datetime, until: datetime) -> list[OrderKey]:
        """Of the person, whatever the name, placed in [since, until)."""
        ...


class EffectStore(Protocol):
    def find_order(self, key: OrderKey) -> HeldOrder | None:
        """Consistent."""
        ...

    def keep_order(self, before: HeldOrder | None, sale: Sale) -> None:
        """Raises Contended where it is another one by now."""
        ...

    def disown_order(self, before: HeldOrder) -> None:
        """Sums stay. Raises Contended."""
        ...

    def arms(self, keys: Iterable[ArmKey]) -> Mapping[ArmKey, tuple[Arm, int]]:
        """With their revisions; consistent."""
        ...

    def count_order(self, before: HeldOrder, after: Counted, moves: Sequence[ArmMove]) -> None:
        """The order, its place in the lists of campaigns, the arms and what all sums gain, in one
        write. Raises Contended."""
        ...

    def see(self, moves: Sequence[ArmMove]) -> None:
        """At most SEEN_AT_ONCE people and what the sums gain in one write. Raises Contended."""
        ...

    def count_messages(self, request_id: str, sums: Sums) -> None:
        """Once for each request."""
        ...

    def learn(self, told: KnownCampaign) -> None:
        """The newest version stands."""
        ...

    def campaigns_with(self, template_ids: Iterable[str]) -> list[Campaign]:
        """That were launched and hand out their coupons."""
        ...

    def find_campaign(self, id_: str) -> KnownCampaign | None: ...

    def sums(self, campaign: str) -> Sums:
        """Consistent."""
        ...

    def lines(self, campaign: str, limit: int, after: Position | None) -> Page[Line]:
        """The order placed last first."""
        ...


class Doors(Value, frozen=True):
    effects: EffectStore
    journal: JournalStore

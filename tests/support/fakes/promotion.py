"""Promotions in memory, for tests of what uses them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from promenade.base.promotion.model import Cart, Promotion, Usage, Usages
from promenade.base.promotion.model.counted import allotted
from promenade.base.promotion.model.goods import CheckedGood
from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.model.meter import Meter
from promenade.base.promotion.service.book import Changes, Shelf
from promenade.base.promotion.service.changing import MadeActivity
from promenade.base.promotion.service.metering import Metered
from promenade.base.promotion.service.milestones import Milestone
from promenade.base.promotion.service.revisions import (
    Calendar,
    CodeTaken,
    Revision,
    Version,
)
from promenade.contracts.promotion_facts import PromotionDrafted, PromotionFact, PromotionUsageFact
from promenade.kit.codes import normalised
from promenade.kit.errors import Conflict, NotFound, Unavailable
from promenade.kit.lookups import Lookup
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.shards import Balance
from promenade.kit.stamp import Stamp, Stored
from tests.support.fakes.pages import page


class FakePromotionStore:
    def __init__(self) -> None:
        self._stored: dict[str, Stored[ManagedPromotion]] = {}
        self._calendars: dict[str, int] = {}
        self._meters: dict[str, Meter] = {}
        self._goods: dict[str, tuple[CheckedGood, ...]] = {}
        self.told: list[str] = []
        self.milestones: list[str] = []
        self._milestones: set[tuple[str, str]] = set()
        self._versions: dict[str, list[Version]] = {}
        self._changes: list[tuple[datetime, ManagedPromotion | Meter]] = []

    def find(self, promotion_id: str) -> Stored[ManagedPromotion] | None:
        return self._stored.get(promotion_id)

    def add(
        self, managed: ManagedPromotion, stamp: Stamp, goods: tuple[CheckedGood, ...] = ()
    ) -> ManagedPromotion:
        met = self._stored.get(managed.id)
        if met is None:
            self._claim(managed, stamp)
            self._keep(managed, stamp, PromotionDrafted)
            self._goods[managed.id] = goods
            return managed
        if met.value.request != managed.request:
            raise Conflict("This Idempotency-Key was used for another request.")
        return self._versions[managed.id][0].managed

    def find_activity(self, promotion_id: str, stamp: Stamp) -> MadeActivity | None:
        kept = self._versions.get(promotion_id, [])
        if kept and kept[0].managed.request != stamp.fingerprint:
            raise Conflict("This Idempotency-Key was used for another request.")
        return (kept[0].managed, self._goods[promotion_id]) if kept else None

    def calendar(self, group: str, now: datetime) -> Calendar:
        members = [each.promotion for each in self._unended(now) if each.group == group]
        members.sort(key=lambda each: each.id)
        return Calendar(group, self._calendars.get(group, 0), tuple(members))

    def save(self, revision: Revision, stamp: Stamp) -> ManagedPromotion:
        managed, calendar = revision.after, revision.calendar
        assert issubclass(revision.fact, PromotionFact)
        stored = self._stored.get(managed.id)
        if stored is None:
            raise NotFound("There is no such thing here.")
        if stored.is_done(managed.version - 1, stamp):
            return stored.value
        self._claim(managed, stamp)
        if calendar is not None:
            if calendar.version != self._calendars.get(calendar.group, 0):
                raise Contended
            self._calendars[calendar.group] = calendar.version + 1
        self._keep(managed, stamp, revision.fact)
        if managed.is_published:
            self._changes.append((stamp.at, managed))
        return managed

    def _keep(self, managed: ManagedPromotion, stamp: Stamp, fact: type[PromotionFact]) -> None:
        self._stored[managed.id] = Stored(managed, stamp.fingerprint)
        version = Version(managed, stamp.actor, stamp.at, fact.__name__)
        self._versions.setdefault(managed.id, []).append(version)

    def versions(self, promotion_id: str, limit: int, after: Position | None) -> Page[Version]:
        return page(self._versions.get(promotion_id, [])[::-1], limit, after)

    def version(self, promotion_id: str, version: int) -> Version | None:
        kept = self._versions.get(promotion_id, [])
        return next((each for each in kept if each.managed.version == version), None)

    def _claim(self, managed: ManagedPromotion, stamp: Stamp) -> None:
        code = managed.promotion.code
        for other in self._all():
            held, end = other.promotion.code, other.end
            if code is None or held is None or other.id == managed.id or managed.ended_at:
                continue
            if normalised(held.text) == normalised(code.text) and (end is None or end > stamp.at):
                raise CodeTaken("Another promotion has this code.", promotion_id=other.id)

    def list_archived(self, limit: int, after: Position | None) -> Page[ManagedPromotion]:
        archived = [each for each in self._every() if each.is_archived]
        return page(sorted(archived, key=_end_and_id, reverse=True), limit, after)

    def list_unpublished(self, limit: int, after: Position | None) -> Page[ManagedPromotion]:
        drafts = [each for each in self._all() if not each.is_published and not each.ended_at]
        return page(sorted(drafts, key=_end_and_id), limit, after)

    def list_unended(
        self, now: datetime, limit: int, after: Position | None
    ) -> Page[ManagedPromotion]:
        return page(self._unended(now), limit, after)

    def list_ended(
        self, now: datetime, limit: int, after: Position | None
    ) -> Page[ManagedPromotion]:
        out = [each for each in self._all() if each.is_published or each.ended_at]
        ended = [each for each in out if each.end is not None and each.end <= now]
        return page(sorted(ended, key=_end_and_id, reverse=True), limit, after)

    def read_book(self, now: datetime) -> Shelf:
        metered = self.metered(now)
        promotions = tuple(each.managed.promotion for each in metered)
        usages = {each.managed.id: each.meter.usage for each in metered if each.meter.version}
        return Shelf(promotions, usages)

    def metered(self, now: datetime) -> tuple[Metered, ...]:
        return tuple(
            Metered(each, self._meters.get(each.id, Meter(each.id))) for each in self._unended(now)
        )

    def put_meter(self, meter: Meter, stamp: Stamp, fact: type[PromotionUsageFact] | None) -> None:
        before = self._meters.get(meter.promotion_id, Meter(meter.promotion_id))
        if before.version == meter.version - 1:
            self._meters[meter.promotion_id] = meter
            self._changes.append((stamp.at, meter))
            self.told += [fact.__name__] if fact else []

    def tell_milestones(self, milestones: Sequence[Milestone], stamp: Stamp) -> None:  # noqa: ARG002
        for each in milestones:
            if (each.promotion_id, each.kind) not in self._milestones:
                self._milestones.add((each.promotion_id, each.kind))
                self.milestones.append(f"Promotion{each.kind.title()}")

    def read_changes(self, since: datetime) -> Changes:
        told = [each for at, each in self._changes if at >= since]
        meters = [each for each in told if isinstance(each, Meter)]
        return Changes(
            tuple(each for each in told if isinstance(each, ManagedPromotion)),
            {each.promotion_id: each.usage for each in meters},
        )

    def _unended(self, now: datetime) -> list[ManagedPromotion]:
        published = [each for each in self._all() if each.is_published]
        unended = [each for each in published if each.end is None or each.end > now]
        return sorted(unended, key=_end_and_id)

    def _all(self) -> list[ManagedPromotion]:
        return [each for each in self._every() if not each.is_archived]

    def _every(self) -> list[ManagedPromotion]:
        return [stored.value for stored in self._stored.values()]


def _end_and_id(managed: ManagedPromotion) -> tuple[bool, float, str]:
    return managed.end is None, managed.end.timestamp() if managed.end else 0, managed.id


class FakeAllotments:
    """What was allotted, of which nobody takes anything."""

    def __init__(self) -> None:
        self.totals: dict[tuple[str, str], int] = {}

    def prepare(self, promotion: Promotion, _: Stamp) -> None:
        for name, total in allotted(promotion).items():
            key = (promotion.id, name)
            self.totals[key] = min(total, self.totals.get(key, total))

    def settle(self, promotion: Promotion, _: Stamp) -> None:
        for name, total in allotted(promotion).items():
            self.totals[promotion.id, name] = total

    def balances(self, promotion: Promotion) -> Mapping[str, Balance]:
        return {name: Balance(left=self.totals[promotion.id, name]) for name in allotted(promotion)}


class FakeBookStore:
    """What a table says of the promotions in force, until it does not answer any more."""

    def __init__(self, *promotions: Promotion) -> None:
        self.promotions = promotions
        self.usages: dict[str, Usage] = {}
        self.is_answering = True
        self.reads = 0
        self.read_at: datetime | None = None

    def read_book(self, now: datetime) -> Shelf:
        self.read_at = now
        self._answer()
        return Shelf(self.promotions, self.usages)

    def read_changes(self, since: datetime) -> Changes:
        """All that there is, told as changed."""
        self._answer()
        told = tuple(
            ManagedPromotion(each, since, "request", is_published=True) for each in self.promotions
        )
        return Changes(told, self.usages)

    def _answer(self) -> None:
        self.reads += 1
        if not self.is_answering:
            raise Unavailable("The table does not answer in time.")


class FakeUsageReader:
    """UsageReader over given usages; of others it knows what was metered."""

    def __init__(
        self,
        usages: Mapping[str, Usage] | None = None,
        read: Callable[[Mapping[str, Usage]], Mapping[str, Usage]] = dict,
    ) -> None:
        self._usages = usages or {}
        self._read = read
        self.asked: list[list[str]] = []

    def lookup(
        self,
        promotions: Sequence[Promotion],
        _: Cart,
        metered: Usages,
        _likely: Sequence[str] = (),
    ) -> Lookup[Mapping[str, Usage]]:
        ids = [each.id for each in promotions]
        self.asked.append(ids)
        found = {id_: self._usages.get(id_, metered.of(id_)) for id_ in ids}
        return Lookup("usages", (), lambda _: self._read(found))

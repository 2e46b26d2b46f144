"""What is known of campaigns' effects."""

from collections.abc import Sequence
from datetime import datetime

from promenade.customer.tracking.model.effects import Effect, Plan, effect
from promenade.customer.tracking.model.sales import Line
from promenade.customer.tracking.service.effect_ports import EffectStore, KnownCampaign
from promenade.kit.errors import NotFound
from promenade.kit.lookups import side_by_side
from promenade.kit.paging import Page, Position
from promenade.kit.values import Value


class Known(Value, frozen=True):
    """`campaign` is None of one that is not run here, and whose links are."""

    id: str
    campaign: KnownCampaign | None
    effect: Effect
    as_of: datetime


def effect_of(campaign_id: str, now: datetime, store: EffectStore) -> Known:
    """Raises NotFound."""
    campaign, sums = store.find_campaign(campaign_id), store.sums(campaign_id)
    if campaign is None and not sums:
        raise _unknown()
    plan = Plan(campaign.holdout_bp, campaign.ended_at) if campaign else Plan()
    return Known(campaign_id, campaign, effect(sums, plan, now), now)


def effects_of(campaign_ids: Sequence[str], now: datetime, store: EffectStore) -> list[Known]:
    """In their order. Raises NotFound where one of them is none."""
    return side_by_side(lambda each: effect_of(each, now, store), campaign_ids)


def lines_of(
    campaign_id: str, limit: int, after: Position | None, store: EffectStore
) -> Page[Line]:
    """Raises NotFound."""
    page = store.lines(campaign_id, limit, after)
    if not page.items and after is None and not _is_known(campaign_id, store):
        raise _unknown()
    return page


def _is_known(campaign_id: str, store: EffectStore) -> bool:
    return bool(store.find_campaign(campaign_id) or store.sums(campaign_id))


def _unknown() -> NotFound:
    return NotFound("There is no such campaign.")

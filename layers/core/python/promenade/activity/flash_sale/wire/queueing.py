"""The queue of a sale on the wire."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from promenade.activity.flash_sale.model.queue import Draw
from promenade.activity.flash_sale.model.sale import FlashSale
from promenade.activity.flash_sale.service.queueing import Standing
from promenade.kit.decoding import View, show
from promenade.kit.paging import Page, PageQuery


class TicketQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The `ticket` of the caller, where the sale has a queue."""

    ticket: Annotated[str, Meta(max_length=100)] = ""


class SpotState(StrEnum):
    """Of a spot before its draw, after it, and once it may ask for tokens."""

    WAITING = "waiting"
    QUEUED = "queued"
    LET_IN = "let_in"


class SpotView(View, frozen=True):
    """The caller's spot: `mark` stands for the caller in the draws, `ticket` proves the spot and,
    once it is drawn, its position. `ahead_count` wait before it, and `joined_count` had joined when
    it was last counted, a minute ago at most. Ask again in `again_in_s`."""

    ticket: str
    mark: str
    joined_at: datetime
    state: SpotState
    position: int | None
    let_in_count: int
    ahead_count: int | None
    joined_count: int
    again_in_s: int


class DrawView(View, frozen=True):
    """`digest` is the SHA-256 of its `count` marks, sorted, a line feed between two."""

    number: int
    at: datetime
    seed: str
    digest: str
    count: int
    drawn_before: int


class DrawsView(View, frozen=True):
    """The `commitment` is the SHA-256 of the first seed, each seed that of the next one. A mark's
    position is `drawn_before` and the rank, from the lowest, of HMAC-SHA256(seed, digest + line
    feed + mark) in its draw. All of these are hashed as the lower-case hexadecimal texts that are
    shown here."""

    sale_id: str
    commitment: str
    draws: list[DrawView]


class DrawQuery(PageQuery, frozen=True, kw_only=True):
    """`draw` is the number of one."""

    draw: Annotated[int, Meta(ge=0, le=199)] = 0


class PositionView(View, frozen=True):
    mark: str
    position: int


class PositionPage(View, frozen=True):
    items: list[PositionView]
    next: str | None


def show_spot(standing: Standing) -> SpotView:
    spot, queue = standing.spot, standing.queue
    position = spot.position or None
    return SpotView(
        ticket=standing.ticket,
        mark=standing.mark,
        joined_at=spot.joined_at,
        state=_state(position, queue.let_in_count),
        position=position,
        let_in_count=queue.let_in_count,
        ahead_count=max(position - queue.let_in_count - 1, 0) if position else None,
        joined_count=max(queue.joined_count, queue.drawn_count, 1),
        again_in_s=standing.again_in_s,
    )


def show_draws(sale: FlashSale, draws: list[Draw]) -> DrawsView:
    shown = [show(each, DrawView) for each in draws]
    return DrawsView(sale_id=sale.id, commitment=sale.commitment, draws=shown)


def show_positions(page: Page[tuple[str, int]], cursor: str | None) -> PositionPage:
    items = [PositionView(mark=mark, position=position) for mark, position in page.items]
    return PositionPage(items=items, next=cursor)


def _state(position: int | None, let_in_count: int) -> SpotState:
    if position is None:
        return SpotState.WAITING
    return SpotState.LET_IN if position <= let_in_count else SpotState.QUEUED

"""Batches of codes: asked for, made bit by bit by whoever is handed the job, and handed out."""

from collections.abc import Iterator
from typing import Protocol

from promenade.activity.coupon.model.codes import (
    PAGE,
    CodeBatch,
    MadeBatch,
    refuse_crowded,
)
from promenade.activity.coupon.model.coupon import NotClaimable
from promenade.activity.coupon.model.terms import Code, Terms
from promenade.activity.coupon.service.giving import CurrentTemplates, refuse_inactive, too_few
from promenade.activity.coupon.service.ports import AllReserved
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.patience import Contended, patiently
from promenade.kit.repeats import made_once
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace


class BatchStore(Protocol):
    def add(self, batch: CodeBatch, total: int | None, stamp: Stamp) -> MadeBatch:
        """With a secret of its own, its codes counted among the template's. A repeated request
        answers as at first. Raises AllReserved, and Conflict for another request."""
        ...

    def find(self, batch_id: str) -> MadeBatch | None: ...

    def make(self, made: MadeBatch, count: int, stamp: Stamp) -> MadeBatch:
        """So many more of its codes, each there once. Raises Contended where others make them."""
        ...

    def codes(self, batch_id: str) -> Iterator[str]:
        """Those that were made, in the order in which they were."""
        ...


def request(
    batch: CodeBatch, stamp: Stamp, templates: CurrentTemplates, store: BatchStore
) -> MadeBatch:
    """A repeated request answers as at first, whatever has become of the template. Raises NotFound,
    NotClaimable, KeySpaceTooSmall, CouponsGone, Conflict."""
    return made_once(
        lambda: _request(batch, stamp, templates, store), lambda: _requested(batch, store)
    )


def _request(
    batch: CodeBatch, stamp: Stamp, templates: CurrentTemplates, store: BatchStore
) -> MadeBatch:
    template = templates.at(batch.template_id, stamp.at)
    if not takes_batches(template.terms):
        raise NotClaimable("Its coupons are not given by single codes.", reason="other_way")
    refuse_inactive(template)
    refuse_crowded(batch.count, batch.length)
    try:
        return store.add(batch, template.terms.total, stamp)
    except AllReserved:
        raise too_few(batch.count) from None


def _requested(batch: CodeBatch, store: BatchStore) -> MadeBatch | None:
    met = store.find(batch.id)
    return as_requested(met.batch, batch) if met else None


def as_requested(met: CodeBatch, batch: CodeBatch) -> MadeBatch:
    """Raises Conflict unless the same request asked for both."""
    if met.request != batch.request:
        raise Conflict("This Idempotency-Key was used for another request.")
    return MadeBatch(replace(met, void_reason=""), 0)


def get(batch_id: str, store: BatchStore) -> MadeBatch:
    """Raises NotFound."""
    found = store.find(batch_id)
    if found is None:
        raise NotFound("There is no such batch of codes.", batch_id=batch_id)
    return found


def run(batch_id: str, stamp: Stamp, store: BatchStore) -> MadeBatch:
    """To its end, from wherever it stopped; many may do it at once. Raises NotFound."""
    made = get(batch_id, store)
    while made.state in {"queued", "running"}:
        made = patiently(lambda: _more(batch_id, stamp, store), Contended)
    return made


def _more(batch_id: str, stamp: Stamp, store: BatchStore) -> MadeBatch:
    made = get(batch_id, store)
    left = made.batch.count - made.made_count
    is_over = made.state not in {"queued", "running"}
    return made if is_over else store.make(made, min(left, PAGE), stamp)


def takes_batches(terms: Terms) -> bool:
    return isinstance(terms.take, Code) and terms.take.text is None

"""Codes that shall not be good any more: single ones, or all of a batch that nobody has used."""

from collections.abc import Iterable
from functools import partial
from typing import Protocol

from promenade.activity.coupon.model.codes import CodeOutcome, IssuedCode, MadeBatch
from promenade.kit.errors import NotFound
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp


class VoidStore(Protocol):
    def find(self, batch_id: str) -> MadeBatch | None: ...

    def find_code(self, text: str) -> IssuedCode | None:
        """However it is typed."""
        ...

    def stop(self, made: MadeBatch, reason: str, stamp: Stamp) -> MadeBatch:
        """No more of its codes are made; the template may give their coupons otherwise. Raises
        Contended where it is further on."""
        ...

    def void_page(self, made: MadeBatch, stamp: Stamp) -> MadeBatch:
        """The next codes of those that were made, but for those that customers used. Raises
        Contended where others do it."""
        ...

    def void_code(self, code: IssuedCode, reason: str, stamp: Stamp) -> None:
        """Raises Contended where it is not as it was read."""
        ...


def void_batch(batch_id: str, reason: str, stamp: Stamp, store: VoidStore) -> MadeBatch:
    """One that is void stays as it is. Raises NotFound."""

    def attempt() -> MadeBatch:
        made = _get(batch_id, store)
        return made if made.batch.void_reason else store.stop(made, reason, stamp)

    return patiently(attempt, Contended)


def run(batch_id: str, stamp: Stamp, store: VoidStore) -> MadeBatch:
    """To its end, from wherever it stopped; many may do it at once. Raises NotFound."""

    made = _get(batch_id, store)
    while made.state == "voiding":
        made = patiently(partial(_more, batch_id, stamp, store), Contended)
    return made


def _more(batch_id: str, stamp: Stamp, store: VoidStore) -> MadeBatch:
    made = _get(batch_id, store)
    return store.void_page(made, stamp) if made.state == "voiding" else made


def void_codes(
    texts: Iterable[str], reason: str, stamp: Stamp, store: VoidStore
) -> list[CodeOutcome]:
    """One by one; what is void stays as it is."""
    return [patiently(partial(_void_code, text, reason, stamp, store), Contended) for text in texts]


def _void_code(text: str, reason: str, stamp: Stamp, store: VoidStore) -> CodeOutcome:
    code = store.find_code(text)
    if code is None:
        return CodeOutcome(text, "unknown")
    if not code.is_single:
        return CodeOutcome(text, "shared")
    if code.coupon_id:
        return CodeOutcome(text, "redeemed", code.customer, code.coupon_id)
    if not code.is_void:
        store.void_code(code, reason, stamp)
    return CodeOutcome(text, "void")


def _get(batch_id: str, store: VoidStore) -> MadeBatch:
    made = store.find(batch_id)
    if made is None:
        raise NotFound("There is no such batch of codes.", batch_id=batch_id)
    return made

"""Jobs that move prices as values, for tests."""

from typing import Any

from promenade.base.price.model.adjustment import AddPercent, Move
from promenade.base.price.model.job import Asked, EverySku, Job, made
from promenade.kit.values import replace
from tests.support.stamps import stamp

MOVE = Move(AddPercent(-1_000), None, False, "CNY")


def asked(id_: str = "job-1", **other: Any) -> Asked:
    given: dict[str, Any] = {
        "book_id": "B",
        "move": MOVE,
        "reason": "Because",
        "selection": EverySku(),
        "start": None,
    }
    return Asked(id_, **given | other)


def job(id_: str = "job-1", **other: Any) -> Job:
    return replace(made(asked(id_), stamp(f"ask {id_}")), **other)

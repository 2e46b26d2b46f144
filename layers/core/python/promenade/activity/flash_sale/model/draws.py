"""Draws: who joined a queue is put in order by a lottery that anybody can repeat (ADR 93).

A sale's draws have seeds of one chain: each is the SHA-256 of the next, and the first one's is the
commitment, which is told before anybody joins. So nobody can choose a seed, nor know one before
its draw. A mark stands for a customer in one sale, and tells nobody whom.

    digest   = SHA-256(all marks of the draw, sorted, a line feed between two)
    straw    = HMAC-SHA256(seed, digest + line feed + mark)
    position = rank of the straw, behind all earlier draws

All are lower-case hexadecimal texts, and are hashed as such.
"""

import hashlib
import hmac
from collections.abc import Collection, Iterator, Mapping

from promenade.kit.values import Value

MOST_DRAWS = 200


class Drawing(Value, frozen=True):
    """What a draw is made of: its `seed`, and how many were drawn before."""

    seed: str
    drawn_before: int


def commitment_of(secret: str) -> str:
    return _hashed(secret, MOST_DRAWS + 1)


def seed_of(secret: str, number: int) -> str:
    """Of the draw of this number, from 0 to below MOST_DRAWS."""
    return _hashed(secret, MOST_DRAWS - number)


def is_committed(seed: str, number: int, commitment: str) -> bool:
    return _hashed(seed, number + 1) == commitment


def digest_of(marks: Collection[str]) -> str:
    return hashlib.sha256("\n".join(sorted(marks)).encode()).hexdigest()


def positions_of(marks: Collection[str], drawing: Drawing) -> Mapping[str, int]:
    """By mark, the first of all draws is 1."""
    seed, digest = drawing.seed.encode(), digest_of(marks)

    def straw(mark: str) -> tuple[str, str]:
        return hmac.digest(seed, f"{digest}\n{mark}".encode(), "sha256").hex(), mark

    drawn = sorted(marks, key=straw)
    return {mark: place for place, mark in enumerate(drawn, drawing.drawn_before + 1)}


def faults(positions: Mapping[str, int], drawing: Drawing, digest: str) -> Iterator[str]:
    """What contradicts the rule above, of a draw as it is stored."""
    if digest_of(positions) != digest:
        yield "its marks are not those that were drawn"
    if positions_of(positions, drawing) != positions:
        yield "its positions are not those of its seed"


def _hashed(text: str, times: int) -> str:
    for _ in range(times):
        text = hashlib.sha256(text.encode()).hexdigest()
    return text

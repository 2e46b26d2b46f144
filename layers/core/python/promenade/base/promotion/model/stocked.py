"""Whose stock a quote looks at."""

from collections.abc import Iterable, Iterator, Sequence

from promenade.base.promotion.model.effects import Effect
from promenade.base.promotion.model.promotion import Promotion
from promenade.kit.values import Value


class Stocked(Value, frozen=True):
    """SKUs that matter while they are in the cart, and gifts."""

    bought: frozenset[str]
    given: frozenset[str]

    def asked(self, skus: Iterable[str]) -> Sequence[str]:
        """Of a cart of these."""
        return sorted(self.bought.intersection(skus) | self.given)


def stocked_by(promotions: Iterable[Promotion]) -> Stocked:
    effects = [(promotion, effect) for promotion in promotions for effect in _effects(promotion)]
    bought = [bought_by(promotion, effect) for promotion, effect in effects if effect.goes_by_stock]
    given = [effect.stocked_gifts for _, effect in effects]
    return Stocked(frozenset().union(*bought), frozenset().union(*given))


def bought_by(promotion: Promotion, effect: Effect) -> frozenset[str]:
    """The SKUs whose lines it works on; empty where they are not named."""
    return effect.scope.named_skus or promotion.scope.named_skus


def _effects(promotion: Promotion) -> Iterator[Effect]:
    yield from promotion.effects
    for step in promotion.ladder.steps if promotion.ladder else ():
        yield from step.effects

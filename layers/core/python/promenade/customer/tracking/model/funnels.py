"""How far the people of a campaign came, by its variants."""

from collections.abc import Iterable, Mapping

from promenade.customer.tracking.model.statistics import Sample
from promenade.customer.tracking.model.sums import PEOPLE, SENT_MESSAGES, WHOLE, Sums
from promenade.kit.values import Value

_COUNTS = (*PEOPLE, SENT_MESSAGES)


class Money(Value, frozen=True):
    """Of one currency: what people of the arm spent while the campaign concerned them."""

    spend_minor: int = 0
    spend_squares: int = 0


class Funnel(Value, frozen=True):
    """People of an arm: those whom the campaign concerned, and how many of them came how far."""

    people: int = 0
    sent: int = 0
    delivered: int = 0
    bounced: int = 0
    opened: int = 0
    clicked: int = 0
    unsubscribed: int = 0
    buyers: int = 0
    messages: int = 0
    money: Mapping[str, Money] = {}

    @property
    def conversion(self) -> Sample:
        return Sample(self.people, self.buyers, self.buyers)

    def spend(self, currency: str) -> Sample:
        met = self.money.get(currency, Money())
        return Sample(self.people, met.spend_minor, met.spend_squares)


def funnels(sums: Sums) -> Mapping[str, Funnel]:
    found: dict[str, Funnel] = {}
    for (_, variant, currency), counts in sums.items():
        if variant == WHOLE:
            continue
        people = {name: counts.get(name, 0) for name in _COUNTS}
        spent = Money(counts.get("spend", 0), counts.get("spend_squares", 0))
        money = {currency: spent} if spent != Money() else {}
        found[variant] = together([found.get(variant, Funnel()), Funnel(**people, money=money)])
    return found


def together(arms: Iterable[Funnel]) -> Funnel:
    kept = [*arms]
    counts = {name: sum(getattr(each, name) for each in kept) for name in _COUNTS}
    money: dict[str, Money] = {}
    for currency, each in ((name, one) for arm in kept for name, one in arm.money.items()):
        met = money.get(currency, Money())
        money[currency] = Money(
            met.spend_minor + each.spend_minor, met.spend_squares + each.spend_squares
        )
    return Funnel(**counts, money=money)

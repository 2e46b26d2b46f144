"""One pass over the facts of a period."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from promenade.base.report.model.day import SettledDay
from promenade.base.report.model.facts import NOTHING, Cell, Measures

ByName = defaultdict[str, Measures]


def _by_name() -> ByName:
    return defaultdict(lambda: NOTHING)


@dataclass(slots=True)
class Tally:
    """What a period comes to. `heat` counts orders by (weekday, hour), Monday is 0."""

    days: defaultdict[date, Measures] = field(default_factory=lambda: defaultdict(lambda: NOTHING))
    channels: ByName = field(default_factory=_by_name)
    categories: ByName = field(default_factory=_by_name)
    others: ByName = field(default_factory=_by_name)
    skus: ByName = field(default_factory=_by_name)
    titles: dict[str, tuple[int, str]] = field(default_factory=dict)
    heat: Counter[tuple[int, int]] = field(default_factory=Counter)
    buyers: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> Measures:
        return sum_of(self.days.values())

    @property
    def buyer_count(self) -> int:
        """Distinct, exactly: who bought on two days is one buyer."""
        return sum(count > 0 for count in self.buyers.values())

    def title(self, sku: str) -> str:
        """The one it sold best under."""
        return self.titles[sku][1]

    def take(self, on: date, cell: Cell, measures: Measures) -> None:
        kind, channel, name, title = cell
        if kind == "buyer":
            self.buyers[name] += measures.paid_order_count
        elif kind == "sku":
            self.skus[name] = self.skus[name].plus(measures)
            self.titles[name] = max(self.titles.get(name, (0, "")), (measures.gmv_minor, title))
        elif kind == "category":
            self.categories[name] = self.categories[name].plus(measures)
        elif kind == "other":
            self.others[name] = self.others[name].plus(measures)
        else:
            self.days[on] = self.days[on].plus(measures)
            self.channels[channel] = self.channels[channel].plus(measures)
            self.heat[on.weekday(), int(name)] += measures.order_count


def tally(days: Iterable[SettledDay], channel: str | None) -> Tally:
    found = Tally()
    for each in days:
        for cell, measures in each.facts.items():
            if channel in (None, cell.channel):
                found.take(each.day.on, cell, measures)
    return found


def sum_of(parts: Iterable[Measures]) -> Measures:
    total = NOTHING
    for part in parts:
        total = total.plus(part)
    return total

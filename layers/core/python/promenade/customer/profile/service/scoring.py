"""How people are scored: the rule that staff make, and the boundaries of the population."""

from promenade.customer.profile.model.scoring import FREQUENCY, Boundaries, Rule, steps_of
from promenade.customer.profile.service.ports import ScoringStore
from promenade.kit.clock import Clock
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace


def get_rule(store: ScoringStore) -> Rule:
    return store.rule().value


def replace_rule(rule: Rule, expected: int, stamp: Stamp, store: ScoringStore) -> Rule:
    """Raises Stale."""
    stored = store.rule()
    if stored.is_done(expected, stamp):
        return stored.value
    after = replace(rule, version=expected + 1)
    store.replace_rule(after, stamp)
    return after


def draw(store: ScoringStore, clock: Clock) -> Boundaries:
    """Boundaries of the population as it is counted now. Raises Contended where another run drew
    them meanwhile, Unavailable."""
    before, population = store.boundaries(), store.population()
    drawn = Boundaries(
        version=before.version + 1,
        made_at=clock(),
        people_count=sum(population.get(FREQUENCY, {}).values()),
        steps={measure: steps_of(counts) for measure, counts in population.items()},
    )
    store.replace_boundaries(drawn)
    return drawn

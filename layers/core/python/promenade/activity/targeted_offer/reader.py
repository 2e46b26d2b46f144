"""What others ask of targeted offers: contracts.dependents.Givers."""

from collections.abc import Collection, Iterator
from datetime import datetime

from promenade.activity.targeted_offer.model.checking import named
from promenade.activity.targeted_offer.model.offer import LIVING
from promenade.activity.targeted_offer.store.offers import DynamoOfferStore
from promenade.contracts.dependents import Dependent, DependentKind

_LATEST = 100


class DynamoOfferGivers:
    def of(self, template_ids: Collection[str], at: datetime) -> Iterator[Dependent]:
        """Of the latest 100 offers; one round trip."""
        asked = frozenset(template_ids)
        page = DynamoOfferStore().list_latest(_LATEST, None) if asked else None
        for each in page.items if page else ():
            status = each.status(at)
            if status in LIVING and asked.intersection(named(each.terms).values()):
                yield Dependent(
                    kind=DependentKind.TARGETED_OFFER,
                    id=each.id,
                    name=each.terms.name,
                    how="gives",
                    state=status.value,
                    path=f"/targeted-offers/{each.id}",
                )

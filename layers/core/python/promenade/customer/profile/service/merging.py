"""Two profiles of one person become one, and may become two again."""

from promenade.customer.profile.model.merging import merged, unmerged
from promenade.customer.profile.model.person import Person, Profile
from promenade.customer.profile.service.people import moved
from promenade.customer.profile.service.ports import ProfileStore
from promenade.kit.errors import NotFound
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp


def merge(customer: str, into: str, stamp: Stamp, store: ProfileStore) -> Profile:
    """Who both are now. Again, it does nothing.

    Raises NotFound, MergeForbidden, ProfileMerged, ProfileAnonymised."""

    def attempt() -> Profile:
        one, other = _get(customer, store), _get(into, store)
        if one.profile.merged_into == into:
            return other.profile
        gone, both = merged(one.profile, other.profile, stamp.at)
        store.change([moved(one, gone, stamp), moved(other, both, stamp)], stamp)
        return both

    return patiently(attempt, Contended)


def unmerge(customer: str, stamp: Stamp, store: ProfileStore) -> Profile:
    """Who was merged, as he is again. Raises NotFound, MergeForbidden, MergeFinal."""

    def attempt() -> Profile:
        one = _get(customer, store)
        other = _get(one.profile.merged_into or customer, store)
        back, alone = unmerged(one.profile, other.profile, stamp.at)
        store.change([moved(one, back, stamp), moved(other, alone, stamp)], stamp)
        return back

    return patiently(attempt, Contended)


def _get(customer: str, store: ProfileStore) -> Person:
    found = store.find(customer)
    if found is None:
        raise NotFound("There is no such profile.", id=customer)
    return found

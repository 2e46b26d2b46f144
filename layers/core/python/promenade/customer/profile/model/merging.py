"""Two profiles of one person: what one has counts for the other, kept apart so that it can go
back within thirty days."""

from datetime import datetime, timedelta

from promenade.customer.profile.model.person import Absorbed, Profile, changed, require_open
from promenade.customer.profile.model.tagging import lent, with_lent
from promenade.kit.errors import Conflict
from promenade.kit.values import replace

REVERSIBLE_FOR = timedelta(days=30)
MOST_ABSORBED = 5


class MergeForbidden(Conflict):
    """These two cannot become one as they are."""


class MergeFinal(Conflict):
    """It was merged more than thirty days ago, and stays so."""


def merged(one: Profile, other: Profile, now: datetime) -> tuple[Profile, Profile]:
    """(`one` as it stays behind, `other` as it goes on for both).

    Raises ProfileMerged, ProfileAnonymised, MergeForbidden."""
    require_open(one)
    require_open(other)
    if one.id == other.id:
        raise MergeForbidden("A profile is not merged into itself.")
    if one.absorbed:
        told = "Others were merged into this profile: merge the other one into it instead."
        raise MergeForbidden(told, id=one.id)
    if len(other.absorbed) >= MOST_ABSORBED:
        told = "As many profiles were merged into this one as may be."
        raise MergeForbidden(told, most_count=MOST_ABSORBED)
    kept = Absorbed(one.own, one.own_channels, lent(one.tags, other.tags, now))
    turn = one.mergers + 1
    gone = changed(one, state="merged", merged_into=other.id, merged_at=now, mergers=turn)
    tags = with_lent(other.tags, kept.tags, now) if kept.tags else other.tags
    return gone, changed(other, absorbed={**other.absorbed, one.id: kept}, tags=tags)


def unmerged(one: Profile, other: Profile, now: datetime) -> tuple[Profile, Profile]:
    """The reverse; what was said of both since stays with `other`. Raises MergeForbidden,
    MergeFinal."""
    if one.state != "merged" or one.merged_at is None:
        raise MergeForbidden("This profile is not merged into another one.", id=one.id)
    if now - one.merged_at > REVERSIBLE_FOR:
        raise MergeFinal("It was merged more than thirty days ago.", id=one.id)
    others = {key: each for key, each in other.absorbed.items() if key != one.id}
    tags = tuple(tag for tag in other.tags if tag not in other.absorbed[one.id].tags)
    turn = one.mergers + 1
    back = changed(one, state="active", merged_into=None, merged_at=None, mergers=turn)
    return back, changed(other, absorbed=others, tags=tags)


def carried(one: Profile, other: Profile) -> Profile:
    """The survivor `other`, after what `one` has of its own changed."""
    met = other.absorbed.get(one.id, Absorbed())
    kept = replace(met, figures=one.own, channels=one.own_channels)
    return changed(other, absorbed={**other.absorbed, one.id: kept})


def anonymised(profile: Profile) -> Profile:
    """Without anything that is about somebody. Figures stay: they are the shop's books."""
    absorbed = {key: Absorbed(each.figures) for key, each in profile.absorbed.items()}
    return changed(
        profile,
        state="anonymised",
        language=None,
        zone=None,
        country=None,
        own_channels=(),
        tags=(),
        absorbed=absorbed,
    )

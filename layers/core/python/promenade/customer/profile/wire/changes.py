"""What became of a profile that somebody changed."""

from urllib.parse import quote

from promenade.contracts.customers import CustomerId
from promenade.contracts.profiles import ContactKind, State
from promenade.customer.profile.model.person import Profile
from promenade.kit.decoding import Strict, View, show


class MergerBody(Strict, frozen=True):
    """Who the customer turned out to be."""

    into: CustomerId


class ChangeView(View, frozen=True):
    """`channels` are the kinds of addresses, `merged_into` who this one turned out to be."""

    id: str
    version: int
    state: State
    language: str | None
    zone: str | None
    country: str | None
    channels: list[ContactKind]
    merged_into: str | None


def show_change(profile: Profile) -> ChangeView:
    return show(profile, ChangeView)


def place_of(profile: Profile) -> str:
    return f"/profiles/{quote(profile.id, safe='')}"

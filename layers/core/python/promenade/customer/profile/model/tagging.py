"""Tags: what is said of a person, by whom, and how sure. What people say beats what rules say."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from promenade.contracts.profiles import TagSource
from promenade.customer.profile.model.person import Profile, Tag, changed
from promenade.kit.errors import DomainError

MOST_TAGS = 50

Outcome = Literal["tagged", "untagged", "unchanged", "kept", "refused", "unknown"]
"""`kept`: what people said stands, and a rule does not change it."""


class TooManyTags(DomainError):
    """The person has as many tags as one may have: `most_count` of them."""


def live(tags: Sequence[Tag], now: datetime) -> tuple[Tag, ...]:
    return tuple(tag for tag in tags if tag.is_live(now))


def tagged(profile: Profile, tag: Tag) -> Profile | Literal["kept", "unchanged"]:
    """What it becomes; tags that have expired make room. Raises TooManyTags."""
    held = live(profile.tags, tag.set_at)
    met = next((each for each in held if each.name == tag.name), None)
    if met and met.source == "manual" and tag.source == "rule":
        return "kept"
    if met and _said(met) == _said(tag):
        return "unchanged"
    others = [each for each in held if each.name != tag.name]
    if len(others) >= MOST_TAGS:
        raise _too_many()
    return changed(profile, tags=tuple(sorted([*others, tag], key=lambda each: each.name)))


def also_tagged(profile: Profile, names: Sequence[str], now: datetime) -> tuple[Tag, ...]:
    """Its tags and these, said by people; one that it has stays as it is. Raises TooManyTags."""
    held = live(profile.tags, now)
    more = [Tag(name, "", "manual", now) for name in {*names} - {each.name for each in held}]
    if not more:
        return profile.tags
    if len(held) + len(more) > MOST_TAGS:
        raise _too_many()
    return tuple(sorted([*held, *more], key=lambda each: each.name))


def untagged(
    profile: Profile, name: str, source: TagSource, now: datetime
) -> Profile | Literal["kept", "unchanged"]:
    held = live(profile.tags, now)
    met = next((each for each in held if each.name == name), None)
    if met is None:
        return "unchanged"
    if met.source == "manual" and source == "rule":
        return "kept"
    return changed(profile, tags=tuple(each for each in held if each.name != name))


def _too_many() -> TooManyTags:
    return TooManyTags("A person has no more tags than this.", most_count=MOST_TAGS)


def _said(tag: Tag) -> tuple[object, ...]:
    return tag.value, tag.source, tag.confidence_bp, tag.evidence, tag.expires_at

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


def lent(one: Sequence[Tag], other: Sequence[Tag], now: datetime) -> tuple[Tag, ...]:
    """What `other` has of `one`, who turned out to be the same: what neither people nor rules have
    said of it so far, and what people said where rules did. As many as there is room for."""
    held = {tag.name: tag for tag in live(other, now)}
    found, room = list[Tag](), MOST_TAGS - len(held)
    for tag in live(one, now):
        met = held.get(tag.name)
        if met is None and room > 0:
            found.append(tag)
            room -= 1
        if met and met.source == "rule" and tag.source == "manual":
            found.append(tag)
    return tuple(found)


def with_lent(tags: Sequence[Tag], more: Sequence[Tag], now: datetime) -> tuple[Tag, ...]:
    """In the place of those of their names."""
    held = {tag.name: tag for tag in (*live(tags, now), *more)}
    return tuple(held[name] for name in sorted(held))


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

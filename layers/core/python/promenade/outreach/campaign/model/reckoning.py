"""Whom a campaign was approved for, and at what cost."""

from collections.abc import Mapping

from promenade.kit.values import Document


class Reckoned(Document, frozen=True):
    """What a review went by: `segments` are the versions of the terms of the segments that it
    names, and of all that those name; `size` is of the audience whose messages are its worst case,
    None where another bound is, or none. `message_micros` is what one message cost at worst, None
    where a budget bounds them, or nothing is launched."""

    segments: dict[str, int] = {}  # noqa: RUF012  each value gets its own
    size: int | None = None
    message_micros: int | None = None


def most_people(size: int) -> int:
    """A segment may grow by 30 % before somebody has to say once more that this is meant."""
    return size * 13 // 10


def is_within(approved: Reckoned | None, segments: Mapping[str, int], count: int) -> bool:
    """Of approvals that kept nothing all is."""
    if approved is None:
        return True
    is_same = dict(segments) == approved.segments
    return is_same and (approved.size is None or count <= most_people(approved.size))

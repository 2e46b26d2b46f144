"""Profiles that were changed, as the bus tells of them: who was anonymised is forgotten."""

from promenade.contracts.profiles import ProfileChanged
from promenade.kit.facts import read


def read_erased(message: bytes) -> str | None:
    """The customer; None where the profile goes on. Raises Invalid, UnknownSchema."""
    told = read(message, ProfileChanged).data
    return told.id if told.state == "anonymised" else None

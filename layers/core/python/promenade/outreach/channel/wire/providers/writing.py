"""Messages as providers take them, before anybody is asked."""

from collections.abc import Callable
from typing import TypeVar

from promenade.kit.errors import DomainError
from promenade.outreach.channel.model.sending import Job, refusal_for

T = TypeVar("T")


def written(write: Callable[[Job], T], job: Job) -> T:
    """Raises MessageRefused, for this message alone, whatever keeps it from being written."""
    try:
        return write(job)
    except DomainError:
        raise
    except Exception as error:
        what = type(error).__name__
        told = f"It cannot be written as its provider takes it, which was not asked: {what}."
        raise refusal_for("unwritable", told) from error

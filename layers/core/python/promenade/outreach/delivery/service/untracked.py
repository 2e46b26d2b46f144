"""What is looked at, and leads nowhere of ours: previews, and tests that staff send themselves."""

from collections.abc import Callable

from promenade.contracts.deliveries import SendRequest
from promenade.contracts.tracking import LinkSet
from promenade.kit.values import Value, replace
from promenade.outreach.delivery.service.ports import Doors


class Untracked(Value, frozen=True):
    """Targets stand for themselves: contracts.tracking.Links."""

    def made(self, _: LinkSet) -> Callable[[str, str], str]:
        return lambda _customer, target: target


def as_test(request: SendRequest, doors: Doors) -> Doors:
    """To the one who asked for it, at the address that the request seals."""
    return replace(doors, recipients=doors.testers(request), links=Untracked())

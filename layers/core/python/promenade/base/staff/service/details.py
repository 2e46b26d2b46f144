"""What is sealed of a member, and the digest that their address is known by."""

import msgspec

from promenade.base.staff.model.member import Details, Kept
from promenade.base.staff.service.ports import Safe
from promenade.kit.digests import Digests

_details = msgspec.json.Decoder(Details)


def seal(staff_id: str, details: Details, safe: Safe) -> bytes:
    return safe.seal(msgspec.json.encode(details), _context(staff_id))


def unseal(kept: Kept, safe: Safe) -> Details | None:
    """None of who was removed. Raises Unavailable."""
    if kept.sealed is None:
        return None
    return _details.decode(safe.open(kept.sealed, _context(kept.member.id)))


def claim_of(email: str, digests: Digests) -> str:
    """The same however the address is written."""
    return digests.pseudonym(f"staff {email.casefold()}")


def _context(staff_id: str) -> dict[str, str]:
    return {"purpose": "staff", "staff": staff_id}

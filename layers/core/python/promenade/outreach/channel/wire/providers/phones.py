"""Phone numbers as providers want them."""

from promenade.kit.errors import Invalid
from promenade.kit.phones import read_phone
from promenade.outreach.channel.model.sending import refusal_for


def international(text: str) -> str:
    """`+8613800138000`. Raises MessageRefused for what is no number of a mobile phone."""
    try:
        return read_phone(text)
    except Invalid:
        raise refusal_for("invalid_address", "The address is no phone number.") from None

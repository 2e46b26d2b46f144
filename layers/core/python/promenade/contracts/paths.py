"""What the parameters of our paths are, by name: `{sku}` means the same in every route."""

import re

from promenade.contracts.references import (
    MOST_CHARACTERS,
    NAME,
    NO_NAME,
    NO_REFERENCE,
    NO_SHOP,
    REFERENCE,
    SHOP,
    TRIMMED,
)
from promenade.kit.codes import CODE, NO_CODE, NO_SLUG, SLUG, code, label
from promenade.kit.http.paths import Parameter, Paths, decoded
from promenade.kit.ids import ID
from promenade.kit.pictures import BY_DIGEST

_NO_LINK = "-"


def _link(segment: str) -> str:
    """Up to what cannot be of it: mail programs take into a link the sign that follows it. What is
    none at all is read as one that is wrong, and answered so."""
    found = re.match("[A-Za-z0-9_-]{1,64}", decoded(segment))
    return found[0] if found else _NO_LINK


def _label(segment: str) -> str:
    return label(decoded(segment))


_ASSET = Parameter(r"^[A-Za-z0-9._-]{1,64}(?!\n)$", "Send the name as the console's page has it.")
_CODE = Parameter(CODE, NO_CODE, form=code)
_ID = Parameter(ID, "Send the id as it was told: 1 to 64 letters, digits, _ or -.")
_NAME = Parameter(NAME, NO_NAME)
_NUMBER = Parameter("^[1-9][0-9]{0,8}$", "Send a whole number from 1 to 999999999.")
_REFERENCE = Parameter(REFERENCE, NO_REFERENCE, form=decoded, max_length=MOST_CHARACTERS)
_SLUG = Parameter(SLUG, NO_SLUG)
_LINK = Parameter(r"^[A-Za-z0-9_.-]+(?!\n)$", "Open the link as it was sent.", max_length=1_600)
_FEED = Parameter(
    r"^[A-Za-z0-9_-]{1,64}\.xml\.gz(?!\n)$", "Open the feed at its address.", max_length=71
)
_PICTURE = Parameter(
    f"^{BY_DIGEST}",
    "Send a picture's name: its SHA-256, a dot, and gif, jpg, png or webp.",
    max_length=69,
)

PATHS: Paths = {
    "account_id": _ID,
    "asset": _ASSET,
    "batch_id": _ID,
    "book_id": _ID,
    "brand": Parameter(REFERENCE, NO_REFERENCE, form=_label, max_length=MOST_CHARACTERS),
    "campaign_id": _ID,
    "category_id": _SLUG,
    "change_id": _ID,
    "client_id": _ID,
    "coupon_id": _ID,
    "customer": Parameter(TRIMMED, NO_REFERENCE, form=decoded, max_length=MOST_CHARACTERS),
    "experiment_id": _ID,
    "feed_file": _FEED,
    "feed_id": _ID,
    "format": Parameter("^(html|json|csv|xlsx)$", "Send html, json, csv or xlsx."),
    "grant_id": _ID,
    "holder": _NAME,
    "invoice_id": _ID,
    "issue_id": _ID,
    "job_id": _ID,
    "link": Parameter("^[A-Za-z0-9_-]{1,64}(?!\\n)$", "Open the link as it was sent.", form=_link),
    "list_id": _ID,
    "message_id": _ID,
    "message_template_id": _ID,
    "number": _REFERENCE,
    "offer_id": _ID,
    "picture": _PICTURE,
    "platform": Parameter("^(shopify|woocommerce)$", "Send shopify or woocommerce."),
    "pool": _CODE,
    "product_id": _CODE,
    "promotion_id": _ID,
    "report_id": _ID,
    "role_id": _SLUG,
    "run_id": _ID,
    "sale_id": _ID,
    "segment_id": _ID,
    "shop": Parameter(SHOP, NO_SHOP),
    "simulation_id": _ID,
    "sku": _CODE,
    "source": _NAME,
    "staff_id": _ID,
    "submission_id": _ID,
    "tag": Parameter(REFERENCE, NO_REFERENCE, form=_label, max_length=MOST_CHARACTERS),
    "template_id": _ID,
    "token": _LINK,
    "version": _NUMBER,
    "warehouse": _CODE,
}

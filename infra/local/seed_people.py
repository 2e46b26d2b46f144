"""The demonstration shop's customers and what they agreed to, through the API as files."""

from collections.abc import Sequence
from typing import Any

from infra.local.demo_people import LAST_CUSTOMER, consents, name_of, profiles
from infra.local.seed_files import send_lines
from infra.local.shop import Shop

_ROWS = 150
"""Of a file: its people are sealed one by one, within the half minute that a call may take."""


def seed_people(shop: Shop) -> str:
    """Files are sent in order: with the last customer, all were."""
    known = list(profiles())
    found = shop.find(f"GET /profiles/{name_of(LAST_CUSTOMER)}")
    if found.status == 404 or not found.body["zone"]:
        _send(shop, "POST /profile-imports", known)
    return f"{len(known)} customers with their languages and zones"


def seed_consents(shop: Shop) -> str:
    """What stands is left as it is: people may have said otherwise since."""
    said = list(consents())
    last = shop.find(f"GET /customers/{said[-1]['customer']}/consents").body
    if all(each["state"] == "never_asked" for each in last["consents"]):
        _send(shop, "POST /consent-imports", said)
    given = sum(1 for each in said if each["state"] == "given")
    return f"{given} consents to e-mail or SMS, {len(said) - given} refusals"


def _send(shop: Shop, route: str, rows: Sequence[Any]) -> None:
    for start in range(0, len(rows), _ROWS):
        send_lines(shop, route, rows[start : start + _ROWS], shop.owner)

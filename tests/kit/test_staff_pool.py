"""What the pool of the staff says is a member's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import Mock, patch

import pytest
from botocore.exceptions import ClientError

from promenade.kit import aws
from promenade.kit.errors import Unavailable
from promenade.kit.staff_pool import StaffPool
from tests.support.settings import SETTINGS

POOL = StaffPool(SETTINGS["STAFF_POOL_ID"])


@contextmanager
def refusing(code: str) -> Iterator[None]:
    refused = Mock()
    refused.admin_get_user.side_effect = ClientError({"Error": {"Code": code}}, "AdminGetUser")
    with patch.object(aws, "client", lambda _: refused):
        yield


@pytest.mark.usefixtures("stores")
@pytest.mark.parametrize(
    ("subject", "own"),
    [
        ("maria", {"email": "maria@shop.example", "phone_number": "+8613812345678"}),
        ("olga", {}),
        ("gone", {}),
    ],
)
def test_what_is_verified_is_a_members_own(subject: str, own: dict[str, str]) -> None:
    assert POOL.verified(subject) == own


def test_a_busy_pool_is_asked_again_later() -> None:
    with refusing("ThrottlingException"), pytest.raises(Unavailable):
        POOL.verified("maria")


def test_a_pool_that_is_not_ours_to_read_is_no_member_who_left() -> None:
    with refusing("AccessDeniedException"), pytest.raises(ClientError):
        POOL.verified("maria")

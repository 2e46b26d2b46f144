"""Personal data, sealed."""

import pytest
from botocore.exceptions import ClientError

from promenade.kit.vault import Vault
from tests.support.settings import SETTINGS

pytestmark = pytest.mark.usefixtures("stores")
ORDER = {"order": "order_1"}


def test_what_is_sealed_opens_in_its_own_context_only() -> None:
    vault = Vault(SETTINGS["ORDER_KEY_ID"])
    sealed = vault.seal("Amélie".encode(), ORDER)
    assert "Amélie".encode() not in sealed
    assert vault.open(sealed, ORDER) == "Amélie".encode()
    with pytest.raises(ClientError, match="InvalidCiphertext"):
        vault.open(sealed, {"order": "order_2"})

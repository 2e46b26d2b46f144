"""What app.py gets from its settings."""

from unittest.mock import MagicMock, patch

import pytest
import urllib3

from promenade.contracts.access import ACCESS
from promenade.kit.errors import Unavailable
from promenade.kit.http import edge


def answering(**outcome: object) -> MagicMock:
    return MagicMock(return_value=MagicMock(request=MagicMock(**outcome)))


def fetch(pool: MagicMock) -> bytes:
    with patch.object(urllib3, "PoolManager", pool):
        return edge._fetch("https://issuer/jwks")


def test_keys_are_fetched_within_a_time() -> None:
    pool = answering(return_value=MagicMock(status=200, data=b'{"keys": []}'))
    assert fetch(pool) == b'{"keys": []}'
    assert pool.call_args.kwargs["timeout"] <= 3


def test_an_issuer_out_of_reach_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        fetch(answering(side_effect=urllib3.exceptions.HTTPError("no route")))


@pytest.mark.parametrize("status", [301, 404, 500])
def test_an_issuer_that_answers_otherwise_is_unavailable(status: int) -> None:
    with pytest.raises(Unavailable):
        fetch(answering(return_value=MagicMock(status=status, data=b"no")))


def test_issuers_are_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert edge.api("some", ACCESS).name == "some"
    monkeypatch.setenv("AUTH_ISSUERS", '[{"issuer": "https://a"}]')
    with pytest.raises(Exception, match="jwks_url"):
        edge.api("some", ACCESS)


@pytest.mark.usefixtures("stores")
def test_cursors_are_signed_with_the_secret_of_a_setting() -> None:
    position = {"pk": "a"}
    sealed = edge.cursors().seal(position, "here")
    assert edge.cursors().open(sealed, "here") == position

"""Segment over HTTP."""

import pytest

from tests.support.cloud import dump
from tests.support.gateway import Gateway


def test_an_unknown_id_is_not_found_and_changes_nothing(gateway: Gateway) -> None:
    before = dump()
    assert gateway.call("GET /segment/nowhere").status == 404
    assert dump() == before


def test_what_is_done_over_http_can_be_read_again(gateway: Gateway) -> None:
    pytest.fail("Write the route that changes segment, and what a caller then reads.")

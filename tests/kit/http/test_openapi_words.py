"""What the description of the API calls its shapes."""

from typing import Any

import pytest

from promenade.kit.http.openapi_words import TwoOfOneName, for_callers


def described(*names: str) -> dict[str, Any]:
    referred = [{"$ref": f"#/components/schemas/{name}"} for name in names]
    return {"components": {"schemas": {name: {"anyOf": referred} for name in names}}}


def test_shapes_of_one_name_are_told_apart_by_their_capabilities() -> None:
    names = ("promenade.activity.coupon.wire.BatchView", "promenade.customer.order.wire.BatchView")
    assert for_callers(described(*names)) == described("coupon.BatchView", "order.BatchView")


@pytest.mark.parametrize(
    "second",
    ["promenade.activity.coupon.wire.lists.BatchView", "promenade.outreach.coupon.wire.BatchView"],
)
def test_shapes_that_would_be_told_as_one_are_refused(second: str) -> None:
    with pytest.raises(TwoOfOneName, match=r'^"coupon\.BatchView"$'):
        for_callers(described("promenade.activity.coupon.wire.codes.BatchView", second, "Page"))

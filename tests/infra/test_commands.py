"""What the commands say to who gives them nothing."""

import sys
from collections.abc import Callable

import pytest

from infra.local import importing, invoke, payments
from infra.local.cloud import CloudError

ASKED = "Say which file: make import FILE=orders.jsonl.gz FORMAT=jsonl"
SAMPLE = "events/base/http/catalogue_api.list_categories.json"


@pytest.mark.parametrize(
    ("run", "given", "says"),
    [
        (payments.main, ["", "1", "0"], "Say which order: make pay ORDER=order_…"),
        (
            importing.main,
            ["", "--format", "jsonl"],
            ASKED,
        ),
        (
            importing.main,
            ["none.jsonl", "--format", "jsonl"],
            f"There is no file none.jsonl. {ASKED}",
        ),
        (
            invoke.invoke,
            ["", ""],
            f"Say which function and sample: make invoke FN=catalogue_api EVENT={SAMPLE}",
        ),
    ],
)
def test_a_command_says_what_to_give_it(
    run: Callable[[], None], given: list[str], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["make", *given])
    with pytest.raises(CloudError) as refused:
        run()
    assert str(refused.value) == says

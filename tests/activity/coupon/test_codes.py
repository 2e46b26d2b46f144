"""Codes: made once each, whoever makes them and however often, and never to be guessed."""

from typing import Any

import pytest

from promenade.activity.coupon.model.codes import (
    ALPHABET,
    CodeBatch,
    KeySpaceTooSmall,
    code_text,
    refuse_crowded,
)
from promenade.activity.coupon.service import coding
from promenade.activity.coupon.service.ports import AllReserved
from promenade.activity.coupon.store import codes as store_codes
from promenade.activity.coupon.store.codes import DynamoBatchStore
from promenade.activity.coupon.wire.codes import show_codes
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.patience import Contended
from tests.support.cloud import dump
from tests.support.stamps import NOON, stamp

store = DynamoBatchStore()


def batch(count: int = 200, **other: Any) -> CodeBatch:
    given: dict[str, Any] = {"id": "B-1", "template_id": "T", "count": count, "prefix": "TEA-"}
    given |= {"length": 8, "requested_at": NOON, "requested_by": "staff:maria", "request": "1"}
    return CodeBatch(**given | other)


def test_codes_are_of_characters_that_are_not_mistaken() -> None:
    texts = [code_text(batch(), b"seed", number) for number in range(1_000)]
    assert len(set(texts)) == 1_000
    assert {len(text) for text in texts} == {12}
    used = {char for text in texts for char in text.removeprefix("TEA-")}
    assert used == set(ALPHABET)
    assert not used & set("01OIL")
    assert code_text(batch(), b"seed", 0) == texts[0] != code_text(batch(), b"other", 0)


def test_more_than_half_of_all_codes_are_refused() -> None:
    most = len(ALPHABET) ** 4 // 2
    refuse_crowded(most, 4)
    with pytest.raises(KeySpaceTooSmall):
        refuse_crowded(most + 1, 4)


@pytest.mark.usefixtures("stores")
def test_a_batch_is_made_to_its_end_whoever_goes_on() -> None:
    store.add(batch(), None, stamp("1"))
    made = coding.get("B-1", store)
    assert (made.state, made.made_count) == ("queued", 0)
    made = store.make(made, 90, stamp("run"))
    assert (coding.get("B-1", store).state, made.made_count) == ("running", 90)
    done = coding.run("B-1", stamp("again"), DynamoBatchStore())
    assert (done.state, done.made_count) == ("done", 200)
    texts = list(store.codes("B-1"))
    assert len(set(texts)) == 200
    before = dump()
    coding.run("B-1", stamp("again"), store)
    assert dump() == before
    assert {store.find_code(text) is not None for text in texts} == {True}
    assert show_codes(texts).count("\r\n") == 201


@pytest.mark.usefixtures("stores")
def test_who_makes_the_same_page_at_the_same_time_finds_it_made() -> None:
    made = store.add(batch(), None, stamp("1"))
    store.make(made, 90, stamp("one"))
    before = dump()
    with pytest.raises(Contended):
        store.make(made, 90, stamp("other"))
    assert dump() == before


@pytest.mark.usefixtures("stores")
def test_a_code_that_is_there_already_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    def colliding(_: CodeBatch, __: bytes, number: int, attempt: int = 0) -> str:
        return f"TEA-{number // 2 if not attempt else 1_000 + number}"

    monkeypatch.setattr(store_codes, "code_text", colliding)
    store.make(store.add(batch(1), None, stamp("1")), 1, stamp("run"))
    second = store.add(batch(1, id="B-2", request="2"), None, stamp("2"))
    store.make(second, 1, stamp("run"))
    assert list(store.codes("B-2")) == ["TEA-1000"]


@pytest.mark.usefixtures("stores")
def test_batches_have_no_more_codes_than_there_are_coupons() -> None:
    store.add(batch(60), 100, stamp("1"))
    before = dump()
    assert store.add(batch(60), 100, stamp("1")).batch == batch(60)
    with pytest.raises(AllReserved):
        store.add(batch(41, id="B-2", request="2"), 100, stamp("2"))
    with pytest.raises(Conflict):
        store.add(batch(60, request="2"), 100, stamp("2"))
    with pytest.raises(NotFound):
        coding.get("B-2", store)
    assert dump() == before
    store.add(batch(40, id="B-2", request="2"), 100, stamp("2"))

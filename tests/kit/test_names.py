"""Names in JSON objects, each once."""

from contextlib import suppress

import pytest

from promenade.kit.decoding import Strict, receive
from promenade.kit.entries import receive_entries
from promenade.kit.errors import Invalid
from promenade.kit.names import refuse_repeated


class Paid(Strict, frozen=True):
    amount_minor: int


class Batch(Strict, frozen=True):
    payments: list[Paid]


def repeated(document: str) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        refuse_repeated(document)
    return [(each.pointer, each.said("en")) for each in refused.value.faults]


def test_a_name_that_stands_twice_is_named_with_its_place() -> None:
    assert repeated('{"a": [{}, {"b": 1, "c": {"d": 1, "\\u0064": 2}, "b": 1}]}') == [
        ("/a/1/c/d", "“d” stands more than once in one object: send it once."),
        ("/a/1/b", "“b” stands more than once in one object: send it once."),
    ]


def test_the_same_name_in_several_objects_is_fine() -> None:
    refuse_repeated('{"a": {"a": [{"a": 1}, {"a": ' + "1" * 5_000 + "}]}}")


@pytest.mark.parametrize(
    "document",
    ['{"amount_minor": 1, "amount_minor": 100}', '{"amount_minor": 1, "amount_mino\\u0072": 1}'],
)
def test_what_others_send_says_each_thing_once(document: str) -> None:
    with pytest.raises(Invalid) as refused:
        receive(document.encode(), Paid)
    assert [each.code for each in refused.value.faults] == ["repeated_name"]


def test_an_entry_that_says_two_things_refuses_the_whole_list() -> None:
    for other in ("", ', {"amount_minor": "no"}'):
        document = f'{{"payments": [{{"amount_minor": 1, "amount_minor": 2}}{other}]}}'
        with pytest.raises(Invalid) as refused:
            receive_entries(document.encode(), Batch, "payments")
        assert [each.pointer for each in refused.value.faults] == ["/payments/0/amount_minor"]


def test_a_hundred_are_named_and_the_others_counted() -> None:
    with pytest.raises(Invalid) as refused:
        refuse_repeated("{" + ",".join(['"a":1'] * 200) + "}")
    assert (len(refused.value.faults), refused.value.more_count) == (100, 99)


@pytest.mark.parametrize("document", ["[%s]", '{"a": %s}', '{"a": 1, "a": %s}'])
def test_what_is_nested_too_deeply_is_refused_as_such(document: str) -> None:
    for depth in range(980, 1_000):
        with suppress(Invalid):
            receive((document % ("[" * depth + "]" * depth)).encode(), dict)

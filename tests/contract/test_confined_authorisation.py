"""Every route × a caller who holds every permission in one store alone: it is refused unless it
says that it looks at where they hold it; then they find and change what is there, nothing else."""

from functools import partial
from typing import Any

import pytest

from promenade.contracts.access import ACCESS
from tests.contract.test_authorisation import ROUTES, SAMPLES, set_up
from tests.support.cloud import dump
from tests.support.confined import hire
from tests.support.gateway import Answer, Gateway
from tests.support.play import matches, send

HERE, ELSEWHERE = ["main"], ["elsewhere"]
"""Where the things of all samples are, and where none of them is."""

NEW = {"base/http/catalogue_products.add_product"}
"""What comes to be in a store that is named, which is no secret."""

FILES = {"base/http/catalogue_import.import_products", "base/http/catalogue_export.export_products"}
"""What is refused row by row, and what is a file of what there is."""


def asked(held: str) -> list[str]:
    return [
        name
        for name, route in ROUTES.items()
        if isinstance(route.allow, str) and route.allow not in ACCESS.staff and route.held == held
    ]


WITHIN = asked("within")


def test_who_holds_everything_in_one_store_alone_is_refused_wherever_no_route_looks_at_it(
    gateway: Gateway,
) -> None:
    confined = hire(gateway, "una", stores=HERE)
    before = dump()
    ask = partial(send, gateway=gateway, by=confined)
    answers = {name: ask(SAMPLES[name]).status for name in asked("everywhere")}
    assert answers == dict.fromkeys(answers, 403)
    assert dump() == before


def test_what_belongs_to_no_store_is_only_shown(gateway: Gateway) -> None:
    assert {ROUTES[name].method for name in asked("anywhere")} == {"GET"}


@pytest.mark.parametrize("name", asked("anywhere"))
def test_what_belongs_to_no_store_is_shown_to_who_holds_it_anywhere(
    name: str, gateway: Gateway
) -> None:
    set_up(name, gateway)
    confined = hire(gateway, "una", stores=ELSEWHERE)
    assert send(SAMPLES[name], gateway, confined).status == 200


@pytest.mark.parametrize("name", WITHIN)
def test_who_holds_it_elsewhere_finds_nothing_and_moves_nothing(
    name: str, gateway: Gateway
) -> None:
    set_up(name, gateway)
    confined = hire(gateway, "una", stores=ELSEWHERE)
    before = dump()
    answer = send(SAMPLES[name], gateway, confined)
    assert told(answer) == expected(name), answer
    assert dump() == before


@pytest.mark.parametrize("name", WITHIN)
def test_who_holds_it_there_is_answered_like_who_holds_it_everywhere(
    name: str, gateway: Gateway
) -> None:
    set_up(name, gateway)
    confined = hire(gateway, "una", stores=HERE)
    answer = send(SAMPLES[name], gateway, confined)
    assert answer.status == SAMPLES[name].response.status, answer


@pytest.mark.parametrize("name", [each for each in WITHIN if ROUTES[each].method == "GET"])
def test_who_holds_it_there_is_shown_the_same(name: str, gateway: Gateway) -> None:
    set_up(name, gateway)
    confined = hire(gateway, "una", stores=HERE)
    answer = send(SAMPLES[name], gateway, confined)
    body = answer.json if answer.text else None
    assert matches(body, SAMPLES[name].response.body)


def told(answer: Answer) -> Any:
    """Its status, and what it shows of what there is."""
    if answer.status == 200:
        shown = answer.json
        return 200, shown.get("items", []) + [
            each["result"] for each in shown.get("rows", ()) if each["result"] != "rejected"
        ]
    return answer.status, None


def expected(name: str) -> Any:
    if name in NEW:
        return 403, None
    if name in FILES:
        return (302, None) if ROUTES[name].method == "GET" else (200, [])
    is_list = "{" not in ROUTES[name].path and ROUTES[name].method == "GET"
    return (200, []) if is_list else (404, None)

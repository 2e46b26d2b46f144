"""Experiments that others ran and published, through our own doors, against figures that were
worked out elsewhere."""

import csv
import gzip
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import msgspec
import pytest

from tests.support.callers import MARKETER
from tests.support.data import DATA, needs_data
from tests.support.gateway import Gateway
from tests.support.quick_moto import never_taken_back

pytestmark = [pytest.mark.shared_data, needs_data]
CSV = {"content-type": "text/csv"}
HEADER = "subject,arm,visited,converted,spend_minor"


def read(name: str) -> Iterator[dict[str, str]]:
    with gzip.open(DATA / f"{name}.csv.gz", "rt", newline="") as file:
        yield from csv.DictReader(file)


def expected(name: str) -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = msgspec.json.decode(
        (DATA / "EXPECTED_AGGREGATES.json").read_bytes()
    )[name]
    return found


def pages(rows: Iterator[str]) -> Iterator[list[str]]:
    while page := list(islice(rows, 500)):
        yield page


def ran(gateway: Gateway, arms: Iterable[str], lines: Iterable[str], metric: str) -> Any:
    """The results of an experiment of these arms, planned for so many people as there are."""
    rows = [*lines]
    body = {
        "name": "Spring",
        "arms": [{"name": each} for each in arms],
        "metric": metric,
        "planned_count": len(rows),
        "currency": "USD",
    }
    planned = gateway.call("POST /experiments", body, caller=MARKETER).json
    door = f"/experiments/{planned['id']}"
    with never_taken_back():
        for page in pages(iter(rows)):
            content = "\n".join((HEADER, *page)).encode()
            answer = gateway.call(f"POST {door}/outcomes", content, caller=MARKETER, headers=CSV)
            assert (answer.status, answer.json["counted_count"]) == (200, len(page)), answer.text
    return gateway.call(f"GET {door}", caller=MARKETER).json


def test_the_hillstrom_mails_lifted_what_is_known_of_them(gateway: Gateway) -> None:
    rows = (
        f"{each['row']},{each['segment']},{each['visit']},{each['conversion']},"
        f"{round(100 * float(each['spend']))}"
        for each in read("hillstrom/hillstrom_email")
    )
    known = expected("hillstrom_sample")
    arms = [name for name in known if "|" not in name]
    found = {each["name"]: each for each in ran(gateway, arms, rows, "visit")["arms"]}
    for name in arms:
        assert found[name]["people_count"] == known[name]["n"]
        assert round(found[name]["visit_rate"], 5) == known[name]["visit"]
        assert round(found[name]["conversion_rate"], 5) == known[name]["conversion"]
        assert round(found[name]["spend_per_person_minor"] / 100, 4) == known[name]["spend"]
    for name, told in known.items():
        arm, bar, metric = name.partition("|")
        if bar:
            (lift,) = [each for each in found[arm]["lifts"] if each["metric"] == metric]
            unit = 100 if metric == "spend" else 1
            assert round(lift["lift"] / unit, 5) == told["lift"]
            assert round(lift["z"], 2) == told["z"]
            assert [round(lift[end] / unit, 5) for end in ("low", "high")] == told["ci95"]
            assert lift["is_significant"]


def test_halves_of_the_hillstrom_control_do_not_differ(gateway: Gateway) -> None:
    halves = ("even", "odd")
    rows = (
        f"{each['row']},{halves[place % 2]},{each['visit']},{each['conversion']},0"
        for place, each in enumerate(read("hillstrom/hillstrom_email"))
        if each["segment"] == "No E-Mail"
    )
    found = ran(gateway, halves, rows, "visit")
    assert (found["state"], found["winner"], found["is_mismatched"]) == ("final", None, False)
    lifts = {each["metric"]: each for each in found["arms"][1]["lifts"]}
    assert not lifts["visit"]["is_significant"]
    assert not lifts["conversion"]["is_significant"]
    assert lifts["visit"]["low"] < 0 < lifts["visit"]["high"]


def test_the_complete_journeys_coupons_were_redeemed_by_type(gateway: Gateway) -> None:
    journey = "complete_journey"
    types = {
        each["campaign_id"]: each["campaign_type"]
        for each in read(f"{journey}/campaign_descriptions")
    }
    redeemed = {
        (each["campaign_id"], each["household_id"])
        for each in read(f"{journey}/coupon_redemptions")
    }
    rows = [
        f"{campaign} {household},{types[campaign]},{redeems},{redeems},0"
        for campaign, household, redeems in (
            (campaign, household, int((campaign, household) in redeemed))
            for campaign, household in (
                (each["campaign_id"], each["household_id"])
                for each in read(f"{journey}/campaign_households")
            )
        )
    ]
    known = expected("complete_journey_redemption_sample")
    found = {each["name"]: each for each in ran(gateway, known, rows, "conversion")["arms"]}
    for name, told in known.items():
        assert found[name]["people_count"] == told["targeted"]
        assert found[name]["conversion_count"] == told["redeemers"]
        assert round(found[name]["conversion_rate"], 4) == told["rate"]

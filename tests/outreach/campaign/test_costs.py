"""What a campaign costs at worst: each message as long as it gets, told to who approves it."""

from functools import partial
from typing import Any

import pytest

from promenade.contracts.deliveries import Choice
from promenade.contracts.messages import MessageTemplate
from promenade.outreach.campaign.model.costs import exposure_minor
from promenade.outreach.campaign.model.faults import Named
from promenade.outreach.channel.model.rendering import render
from promenade.outreach.channel.model.terms import Text, Variable
from tests.support import channels
from tests.support.campaigns import (
    CHOICES,
    LINK,
    FixedSegments,
    FixedTemplates,
    one_off,
    recurring,
    template,
    terms,
)

ONE = one_off(choices=(Choice("plain", "template_1"),))


def worded(*texts: str, id_: str = "template_1") -> MessageTemplate:
    """A template of our own with these texts, 0.05 yuan a segment."""
    names = ("en", "zh", "fr")[: len(texts)]
    found = channels.terms(texts=dict(zip(names, map(Text, texts), strict=True)))
    account = channels.account().terms
    return template(id_, languages=names, render=partial(render, found, account))


def exposure(*templates: MessageTemplate, size: int = 1_000, **other: Any) -> int | None:
    segment = FixedSegments(size).find("segment_1")
    assert segment
    found = FixedTemplates(*templates).of(["template_1", "template_2"])
    named = Named({segment.id: segment}, found)
    return exposure_minor(terms(**{"plan": ONE} | other), named, LINK)


def test_a_message_of_one_segment_costs_one_unit_for_each_of_the_segment() -> None:
    assert exposure(worded("Hello")) == 6_500


@pytest.mark.parametrize(("length", "units"), [(160, 1), (161, 2), (306, 2), (307, 3)])
def test_each_segment_of_a_message_is_paid_for(length: int, units: int) -> None:
    text = "x" * (length - len("Lantern"))
    assert exposure(worded("Lantern" + text)) == 6_500 * units


def test_the_language_counts_that_takes_most_segments() -> None:
    assert exposure(worded("Hello", "春" * 135, "é" * 161)) == 19_500


@pytest.mark.parametrize(("room", "units"), [(0, 1), (1, 2)])
def test_a_link_is_as_long_as_those_that_people_are_sent(room: int, units: int) -> None:
    """Whatever the address that it leads to."""
    text = "x" * (160 - len(LINK) + room) + "{{link:https://shop.example/s}}"
    assert exposure(worded(text)) == 6_500 * units


def test_a_name_is_long_and_of_any_characters_unless_all_are_called_the_same() -> None:
    text = worded("x" * 51 + "{{name}}")
    assert exposure(text) == 13_000
    assert exposure(text, variables={"name": "friend"}) == 6_500


def test_each_variant_counts_by_its_weight_and_in_its_own_longest_wording() -> None:
    short, long = worded("Hello"), worded("Hello", "春" * 71, id_="template_2")
    assert exposure(short, long, plan=one_off()) == 9_750
    heavy = (Choice("plain", "template_1", 9_000), Choice("warm", "template_2", 1_000))
    assert exposure(short, long, plan=one_off(choices=heavy)) == 7_150


def test_who_is_held_out_costs_nothing_and_what_is_left_is_rounded_up() -> None:
    assert exposure(worded("x" * 161), size=7, holdout_bp=3_000) == 70
    assert exposure(template("template_1", unit_cost_micros=1), variables={"shop": "A"}) == 1


def test_a_budget_bounds_it_whatever_the_messages_cost() -> None:
    assert exposure(worded("x" * 161), budget_micros=1_234_567) == 124
    assert exposure(worded("x" * 161), budget_micros=1_234_567, plan=recurring()) == 124


def test_what_nobody_can_reckon_has_no_bound() -> None:
    assert exposure(worded("Hello"), plan=recurring()) is None
    assert exposure(worded("Hello"), plan=one_off(choices=CHOICES)) is None
    unsaid = channels.terms("{{shop}}", variables={"shop": Variable("Lantern")})
    account = channels.account().terms
    assert exposure(template("template_1", render=partial(render, unsaid, account))) is None

"""Whom a campaign would reach: each rule in its turn, exactly or with its bounds, and the cost."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from promenade.contracts.campaigns import HELD_OUT, arm
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.deliveries import Choice
from promenade.contracts.messages import Content, VariableMissing
from promenade.contracts.segments import Audience, Known
from promenade.kit.sampling import Estimate
from promenade.kit.telemetry import Personal
from promenade.outreach.campaign.model import reach as rules
from promenade.outreach.campaign.model.reach import Asked, Cost, Reach, reach
from promenade.outreach.campaign.model.wording import Wording
from tests.support.campaigns import CHOICES, ID, LINK, one_off, template, terms

PLAIN = one_off(choices=(Choice("plain", "template_1"),))


def known(customer: str, **other: Any) -> Known:
    """Somebody with a telephone who said yes to SMS."""
    given: dict[str, Any] = {
        "language": "zh-CN",
        "channels": ("phone",),
        "consents": {"sms marketing": "given"},
    }
    return Known(customer, **given | other)


def had(**counts: int) -> Any:
    def counted(customers: Sequence[str], channel: Channel) -> Mapping[str, int]:
        assert channel is Channel.SMS
        return {each: counts.get(each, 0) for each in customers}

    return counted


def of(*people: Known, share: float = 1, counts: Any = None, **other: Any) -> Reach:
    templates = other.pop("templates", None)
    if templates is None:
        templates = {each: template(each) for each in ("template_1", "template_2")}
    asked_terms = terms(**{"plan": PLAIN, "variables": {"shop": "Lantern"}} | other)
    (send,) = asked_terms.sends
    wording = Wording(send, asked_terms, templates, LINK)
    return reach(Asked(ID, asked_terms, send), Audience(people, share), wording, counts or had())


def exactly(count: int) -> Estimate:
    return Estimate(count, count, count, is_exact=True)


def test_each_rule_keeps_back_whom_it_meets_first_and_the_rest_are_paid_for() -> None:
    found = of(
        known("ada"),
        known("bob"),
        known("cy", consents={}),
        known("dee", consents={"sms marketing": "withdrawn"}, channels=()),
        known("eve", suppressed=(Channel.SMS,)),
        known("fay", channels=("email",)),
        known("gus"),
        counts=had(bob=2, gus=1),
    )
    assert found.audience == exactly(7)
    assert found.skipped == {
        "withdrawn": exactly(1),
        "never_asked": exactly(1),
        "person_suppressed": exactly(1),
        "no_address": exactly(1),
        "frequency": exactly(1),
    }
    assert (found.reached, found.variants) == (exactly(2), {"plain": exactly(2)})
    assert (found.units, found.costs) == (exactly(2), (Cost("CNY", 10, 10, 10),))
    assert (found.judged_count, found.asked_count) == (7, 3)


def test_what_people_have_to_be_told_asks_neither_for_consent_nor_for_how_often() -> None:
    found = of(
        known("ada", consents={}),
        known("bob", consents={"sms transactional": "withdrawn"}),
        known("eve", consents={}, suppressed=(Channel.SMS,)),
        purpose=Purpose.TRANSACTIONAL,
        counts=had(ada=9),
    )
    assert found.skipped == {"withdrawn": exactly(1)}
    assert (found.reached, found.asked_count) == (exactly(2), 0)


def test_who_is_held_out_is_who_the_gate_holds_out_and_variants_are_whose_they_are() -> None:
    people = [f"p{number}" for number in range(200)]
    found = of(*map(known, people), plan=one_off(), holdout_bp=3_000)
    arms = [arm(ID, each, 3_000, CHOICES) for each in people]
    assert found.skipped == {"hold_out": exactly(arms.count(HELD_OUT))}
    assert found.variants == {name: exactly(arms.count(name)) for name in ("plain", "warm")}
    assert 0 < arms.count(HELD_OUT) < 100


def named(language: str | None, variables: Mapping[str, str], _: Any) -> Content:
    if "name" not in variables:
        raise VariableMissing("There is no value for name.", variable="name")
    return Content(language or "en", Personal(f"Hi {variables['name']}"))


def test_who_has_a_name_nobody_looked_so_nobody_may_be_left_and_nothing_is_exact() -> None:
    asking = {"template_1": template("template_1", render=named, needed=frozenset({"name"}))}
    found = of(known("ada"), known("bob"), templates=asking)
    assert found.skipped == {}
    assert found.reached == Estimate(2, 0, 2, is_exact=False)
    assert found.variants == {"plain": Estimate(2, 0, 2, is_exact=False)}
    assert (found.units, found.costs) == (
        Estimate(2, 0, 2, is_exact=False),
        (Cost("CNY", 10, 0, 10),),
    )


def test_who_has_a_name_may_be_sent_more_than_the_default_says() -> None:
    def greeted(language: str | None, variables: Mapping[str, str], _: Any) -> Content:
        name = variables.get("name", "friend")
        return Content(language or "en", Personal(f"Hi {name}"), units=1 + (len(name) > 10))

    asking = {"template_1": template("template_1", render=greeted, variables=frozenset({"name"}))}
    found = of(known("ada"), known("bob"), templates=asking)
    assert (found.reached, found.units, found.costs) == (
        exactly(2),
        Estimate(4, 2, 4, is_exact=False),
        (Cost("CNY", 20, 10, 20),),
    )


def test_a_name_that_the_campaign_gives_everybody_is_everybodys() -> None:
    asking = {"template_1": template("template_1", render=named, needed=frozenset({"name"}))}
    found = of(known("ada"), templates=asking, variables={"name": "friend"})
    assert (found.reached, found.skipped) == (exactly(1), {})


def test_a_message_is_as_long_as_the_persons_language_and_a_real_link_make_it() -> None:
    links: list[str] = []

    def render(language: str | None, _: Mapping[str, str], link: Any) -> Content:
        links.append(link("https://shop.example/"))
        return Content(language or "en", Personal("…"), units=3 if language == "zh-CN" else 1)

    made = {"template_1": template("template_1", render=render)}
    found = of(known("ada"), known("bob", language="en"), known("cy"), templates=made)
    assert (found.units, found.costs) == (exactly(7), (Cost("CNY", 35, 35, 35),))
    assert links == [LINK, LINK]


def test_who_has_no_value_for_a_variable_is_sent_nothing() -> None:
    def render(language: str | None, *_: object) -> Content:
        if language == "zh-CN":
            raise VariableMissing("The message says a name.", variable="name")
        return Content("en", Personal("Hello"))

    made = {"template_1": template("template_1", render=render)}
    found = of(known("ada"), known("bob", language="en"), templates=made)
    assert (found.skipped, found.reached) == ({"variable_missing": exactly(1)}, exactly(1))


def test_without_one_of_its_templates_nobody_knows_what_it_costs() -> None:
    found = of(known("ada"), plan=one_off(), templates={"template_2": template("template_2")})
    assert (found.reached, found.units, found.costs) == (exactly(1), None, ())


def test_of_a_tenth_the_rest_is_reckoned_with_its_bounds() -> None:
    found = of(*(known(f"p{number}") for number in range(100)), share=0.1)
    assert (found.reached.count, found.reached.is_exact) == (1_000, False)
    assert found.reached.low < 1_000 < found.reached.high
    (cost,) = found.costs
    assert cost == Cost("CNY", 5_000, 5 * found.reached.low, 5 * found.reached.high)


def test_of_many_some_are_asked_how_often_and_stand_for_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rules, "MOST_ASKED", 50)
    people = [known(f"p{number}") for number in range(200)]
    found = of(*people, counts=had(**{f"p{number}": 2 for number in range(0, 200, 2)}))
    assert (found.asked_count, found.audience) == (50, exactly(200))
    assert (found.skipped["frequency"].count, found.reached.count) == (100, 100)
    assert not found.reached.is_exact
    assert found.reached.low < 100 < found.reached.high


def test_of_nobody_the_bounds_cost_what_a_usual_message_costs() -> None:
    found = of(share=0.1)
    assert (found.reached.count, found.reached.high) == (0, 35)
    assert found.costs == (Cost("CNY", 0, 0, 175),)

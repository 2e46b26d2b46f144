"""What is wrong with a template, each in its place."""

from typing import Any

import pytest

from promenade.contracts.channels import Channel, Purpose
from promenade.outreach.channel.model.fitting import obstacles
from promenade.outreach.channel.model.terms import (
    AccountUse,
    MessageTerms,
    Parameter,
    Text,
    Variable,
    faults,
)
from tests.support.channels import account, alibaba, terms


def told(of: MessageTerms) -> list[tuple[str, str]]:
    return [(each.pointer, each.code) for each in faults(of)]


def hindered(of: MessageTerms) -> list[tuple[str, str]]:
    accounts = {"sms-1": account(), "ali-1": alibaba()}
    return [(each.pointer, each.code) for each in obstacles(of, accounts)]


TEXT = "/texts/en/text"


def test_no_value_of_a_template_would_show_people_a_place_to_fill() -> None:
    own = {"name": Variable("{{name}}", "}} friend")}
    assert told(terms("Hi {{name}}", variables=own)) == [
        ("/variables/name/example", "wrong_value"),
        ("/variables/name/default", "wrong_value"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hi {{name}}", []),
        ("Hi {{name}} {{age}}", [(TEXT, "unknown_variable")]),
        ("Hi", [("/variables/name", "unused_variable")]),
        ("Hi {{name}} {{", [(TEXT, "broken_placeholder")]),
        ("Hi {{name}} }}", [(TEXT, "broken_placeholder")]),
        ("Hi {{Name}}", [(TEXT, "wrong_placeholder")]),
        ("Hi {{}}", [(TEXT, "wrong_placeholder")]),
        ("{{name}} {{link:http://shop.example}}", [(TEXT, "wrong_link")]),
        ("{{name}} {{link:https://u:p@shop.example}}", [(TEXT, "wrong_link")]),
        ("{{name}} {{link:}}", [(TEXT, "wrong_link")]),
        ("{{name}}" + "x" * 1_000, [(TEXT, "too_long")]),
    ],
)
def test_a_text_is_at_fault_where_it_is_wrong(text: str, found: list[tuple[str, str]]) -> None:
    assert told(terms(text)) == found


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"default_locale": "zh"}, [("/default_locale", "no_default_text")]),
        (
            {"texts": {"en": Text("{{name}}"), "EN": Text("{{name}}")}},
            [("/texts/EN", "repeated")],
        ),
        (
            {"texts": {"en": Text("{{name}}", subject="x")}},
            [("/texts/en/subject", "not_of_channel")],
        ),
        ({"channel": Channel.EMAIL}, [("/texts/en/subject", "missing")]),
        *(
            ({"channel": Channel.WECHAT, "texts": {"en": Text("{{name}}", url=url)}}, found)
            for url, found in (
                ("https://a.cn/?n={{name}}", []),
                ("{{link:https://a.cn/}}", []),
                ("{{link:https://a.cn/}}x", [("/texts/en/url", "wrong_link")]),
                ("javascript:alert(1)", [("/texts/en/url", "wrong_link")]),
                ("https://{{name}}/", [("/texts/en/url", "wrong_link")]),
            )
        ),
        (
            {"accounts": (AccountUse("sms-1"), AccountUse("sms-1"))},
            [("/accounts/1/account_id", "repeated")],
        ),
        (
            {"parameters": (Parameter("a", "{{name}}"), Parameter("a", "{{x}}"))},
            [("/parameters/1/text", "unknown_variable"), ("/parameters/1/name", "repeated")],
        ),
    ],
)
def test_a_template_is_at_fault_where_it_is_wrong(
    other: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    assert told(terms(**other)) == found


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({}, []),
        ({"text": "Lantern: hi {{name}}"}, [(TEXT, "no_opt_out")]),
        ({"text": "hi {{name}}, STOP"}, [(TEXT, "no_sender_name")]),
        ({"text": "hi {{name}}", "purpose": Purpose.TRANSACTIONAL}, []),
        ({"accounts": (AccountUse("gone"),)}, [("/accounts/0/account_id", "unknown_account")]),
        (
            {"accounts": (AccountUse("sms-1"), AccountUse("ali-1", "SMS_1", "approved"))},
            [("/accounts/1/account_id", "other_currency")],
        ),
        (
            {"accounts": (AccountUse("ali-1"),)},
            [
                ("/accounts/0/template_code", "no_template_code"),
                ("/accounts/0/audit", "not_audited"),
            ],
        ),
        ({"accounts": (AccountUse("ali-1", "SMS_1", "approved"),), "text": "退订回T"}, []),
        ({"channel": Channel.EMAIL}, [("/accounts/0/account_id", "other_channel")]),
    ],
)
def test_what_law_and_providers_ask_is_asked_before_others_look(
    other: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    assert hindered(terms(**other)) == found


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("{{link}}", "unknown_variable", "A link is written {{link:https://shop.example/}}."),
        (
            "{shop}",
            "broken_placeholder",
            "{shop} is no placeholder: write two braces on either side.",
        ),
        (
            "{{link:https://shop.example/?q=春}}",
            "wrong_link",
            "Letters other than English ones are percent-encoded in a link.",
        ),
        (
            "{{link:https://shop.example/{{name}}}}",
            "wrong_link",
            "A link is the same for everybody: it takes no variables.",
        ),
    ],
)
def test_how_it_is_written_is_said_of_what_is_written_otherwise(
    text: str, code: str, said: str
) -> None:
    (found,) = faults(terms(f"Hi {{{{name}}}} {text}"))
    assert (found.pointer, found.code, found.said("en")) == (TEXT, code, said)


def test_braces_that_name_nothing_are_text() -> None:
    assert told(terms("{{name}} { a b } {margin:0} {}")) == []


@pytest.mark.parametrize(
    "text",
    [
        *("sale is non-stop today", "bus stop sale", "we never stop", "we never STOP"),
        *("退订单大促", "回复退订单号查询", "unsubscribe sale", "回T恤"),
    ],
)
def test_a_word_of_stopping_is_no_way_to_stop(text: str) -> None:
    assert hindered(terms(f"Lantern {text} {{{{name}}}}")) == [(TEXT, "no_opt_out")]


@pytest.mark.parametrize(
    "text",
    [
        *("Reply STOP", "text 'STOP' to 12345", "STOP to opt out", "Stop2end", "bye, STOP"),
        *("Unsubscribe: {{link:https://shop.example/}}", "To opt out at the shop"),
        *("拒收请回复R", "退订回T", "回TD退订", "回复 TD 退订", "回复退订", "拒收請回覆R"),
    ],
)
def test_what_to_answer_or_where_to_go_is_a_way_to_stop(text: str) -> None:
    assert hindered(terms(f"Lantern {{{{name}}}} {text}")) == []


def test_its_links_are_told_once_and_in_order() -> None:
    text = "{{link:https://b.cn/}} {{link:https://a.cn/?x=1&y=2}} {{link:https://b.cn/}}"
    found = terms(text, variables={"name": Variable("Ada")})
    assert found.targets == ("https://b.cn/", "https://a.cn/?x=1&y=2")

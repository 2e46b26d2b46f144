"""What a person is sent of a template."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.contracts.channels import Channel
from promenade.contracts.messages import Content, VariableMissing
from promenade.outreach.channel.model.rendering import locale_of, render
from promenade.outreach.channel.model.terms import (
    AccountUse,
    MessageTerms,
    Parameter,
    Text,
    Variable,
)
from tests.support.channels import account, alibaba, terms

VALUES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf")), min_size=1, max_size=60)


def rendered(of: MessageTerms, **variables: str) -> Content:
    return render(of, account().terms, None, variables, lambda url: f"{url}?short")


def mail(text: str, **other: str) -> MessageTerms:
    texts = {"en": Text(text, **{"subject": "Hi {{name}}", **other})}
    return terms(channel=Channel.EMAIL, texts=texts)


def test_variables_and_links_take_their_places() -> None:
    found = rendered(terms("Hi {{ name }}: {{link:https://shop.example/}}"), name="Ada")
    assert found.text.clear == "Hi Ada: https://shop.example/?short"
    assert found.units == 1


@pytest.mark.parametrize(
    ("after", "found"),
    [
        *(("更多", " 更多"), ("now", " now"), ("7", " 7"), ("/x", " /x"), ("-x", " -x")),
        *((" 更多", " 更多"), ("。更多", "。更多"), (".", "."), (")", ")"), ("\n更多", "\n更多")),
        *(("{{name}}", " Ada"), ("{{link:https://b.cn/}}", " https://s.cn/l/T"), ("", "")),
    ],
)
def test_a_link_ends_where_it_ends_whatever_follows(after: str, found: str) -> None:
    text = f"{{{{link:https://a.example/x}}}}{after}"
    page = mail(text, html=f"<p>{text}</p>")
    sent = render(page, account().terms, None, {"name": "Ada"}, lambda _: "https://s.cn/l/T")
    assert sent.text.clear == f"https://s.cn/l/T{found}"
    assert sent.html.clear == f"<p>https://s.cn/l/T{found}</p>"


@pytest.mark.parametrize("variables", [{}, {"name": ""}, {"name": " \n"}])
def test_who_has_no_value_is_sent_nothing(variables: dict[str, str]) -> None:
    with pytest.raises(VariableMissing) as refused:
        rendered(terms(), **variables)
    assert refused.value.facts == {"variable": "name"}


def test_a_default_stands_in_for_a_value() -> None:
    greeted = terms("Hi {{name}}", variables={"name": Variable("Ada", "friend")})
    assert rendered(greeted).text.clear == "Hi friend"


@given(VALUES.filter(lambda text: bool(text.strip())))
def test_a_value_stays_what_it_is_and_is_escaped_in_html(value: str) -> None:
    found = rendered(mail("{{name}}", html="<b>{{name}}</b>"), name=value)
    assert found.text.clear == value
    assert found.html.clear == f"<b>{html.escape(value)}</b>"


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("?a=1&amp;b=2", "?a=1&b=2"),
        ("?a=1&#38;b=2", "?a=1&b=2"),
        ("?a=1&b=2", "?a=1&b=2"),
        ("?a=1&copy=2&region=3", "?a=1&copy=2&region=3"),
        ("?a=%26amp;&#125;&#125;", "?a=%26amp;&#125;&#125;"),
    ],
)
def test_a_link_in_html_leads_where_a_browser_reads_it(written: str, target: str) -> None:
    shop = "https://shop.example/"
    page = mail("Hi {{name}}", html=f"<a href='{{{{link:{shop}{written}}}}}'>&amp;</a>")
    found = render(page, account().terms, None, {"name": "Ada"}, lambda url: f"{url}&short")
    assert page.targets == (shop + target,)
    assert found.html.clear == f"<a href='{html.escape(f'{shop}{target}&short')}'>&amp;</a>"


def test_a_value_that_looks_like_a_place_is_none() -> None:
    found = rendered(terms("Hi {{name}}"), name="{{link:https://evil.example}}{{name}}")
    assert found.text.clear == "Hi {{link:https://evil.example}}{{name}}"


@pytest.mark.parametrize("between", ["\r\n", "\n", "\r", "\t", "\0", "\x1b", "\x85", "\u2028"])
def test_a_value_breaks_no_subject_line_and_no_sms(between: str) -> None:
    name = f"Ada{between}Bcc: eve@evil.example"
    assert rendered(mail("x {{name}}"), name=name).subject.clear == "Hi Ada Bcc: eve@evil.example"
    sms = rendered(terms("Hi {{name}}\n退订回T"), name=name)
    assert sms.text.clear == "Hi Ada Bcc: eve@evil.example\n退订回T"


def test_a_mail_keeps_the_lines_of_a_value() -> None:
    found = rendered(mail("x {{name}}"), name="1 Main St\r\nSpringfield")
    assert found.text.clear == "x 1 Main St\nSpringfield"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("zh-CN", "zh-CN"),
        ("ZH-cn", "zh-CN"),
        ("zh-Hans-SG", "zh"),
        ("zh-TW", "zh"),
        ("fr", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_the_language_wanted_its_parent_or_the_default(wanted: str | None, found: str) -> None:
    known = dict.fromkeys(("en", "zh", "zh-CN"))
    assert locale_of(wanted, known, "en") == found


def test_a_providers_template_is_filled_in_its_order() -> None:
    own = terms(
        "您好{{name}}，拒收请回复R",
        accounts=(AccountUse("ali-1", "SMS_1", "approved"),),
        parameters=(Parameter("zz", "{{name}}"), Parameter("code", "{{link:https://a.cn/}}")),
    )
    found = render(own, alibaba().terms, None, {"name": "Ada"}, lambda _: "https://s.cn/x")
    assert found.template_code == "SMS_1"
    told = [(name, text.clear) for name, text in found.parameters.items()]
    assert told == [("zz", "Ada"), ("code", "https://s.cn/x")]


def test_chinese_accounts_charge_for_the_sign_that_they_put_first() -> None:
    text = "好" * 67
    own = terms(text, variables={}, accounts=(AccountUse("ali-1", "SMS_1"),))
    assert render(own, alibaba().terms, None, {}, str).units == 2
    assert render(own, account().terms, None, {}, str).units == 1


def test_content_is_not_told_in_logs() -> None:
    assert "Ada" not in repr(rendered(terms(), name="Ada"))

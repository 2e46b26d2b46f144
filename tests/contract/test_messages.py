"""What callers are told: in words of a shop, in English and Chinese, nothing of Python."""

import ast
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec import inspect

from promenade.base.catalogue.wire.imports import COLUMNS
from promenade.contracts.paths import PATHS
from promenade.kit.http.problems import Problem, errors_of
from promenade.kit.http.routes import Route
from promenade.kit.messages import LANGUAGES, named, say
from promenade.kit.messages.zh import SENTENCES
from promenade.kit.messages.zh_refusals import REFUSALS
from promenade.kit.messages.zh_told import TOLD
from tests.support import functions, worst
from tests.support.callers import MARKETER
from tests.support.gateway import Answer, Gateway
from tests.support.sentences import (
    BY_CODE,
    CHINESE,
    SOURCE,
    constants,
    name_called,
    refusals,
    shown_in,
    snake_case,
    tree_of,
    values_in,
)

ROUTES = [route for _, route in functions.routes()]
WITH_JSON = [route for route in ROUTES if route.body not in (None, bytes)]
OF_MACHINES = re.compile(
    r"`|Expected|regex|\^\[|msgspec|Traceback|NoneType|\bstr\b|\bint\b|UNSET|Column \d|{\w+}|Error"
)
SAYS_NOTHING = "Send a text.", SENTENCES["Send a text."]
_DEEP = 12
BAD: list[Any] = [None, True, -(10**18), 10**18, 1.5, "", "x" * 9_000, "a\u0000", "\u200b", [], {}]
BAD += ["MUG", "mug", "CNY", "2026-13-01", 1, [{}], {"a": "b"}]


def name_of(route: Route) -> str:
    return route.name


def filled(node: Any, bad: Any, depth: int = 0) -> Any:
    """A value of this shape with `bad` in every place; of a shape that holds itself, so deep."""
    if depth == _DEEP:
        return bad
    inner = partial(filled, bad=bad, depth=depth + 1)
    if isinstance(node, inspect.UnionType):
        return inner(next(x for x in node.types if not isinstance(x, inspect.NoneType)))
    if isinstance(node, inspect.StructType):
        tag = {node.tag_field: node.tag} if node.tag_field else {}
        return tag | {each.encode_name: inner(each.type) for each in node.fields}
    if isinstance(node, inspect.ListType | inspect.VarTupleType):
        return [inner(node.item_type)]
    if isinstance(node, inspect.DictType):
        return {"k": inner(node.value_type), "": inner(node.value_type)}
    return bad


def ask(gateway: Gateway, route: Route, body: Any, language: str) -> Answer:
    path = route.path
    for name in route.parameters:
        path = path.replace(f"{{{name}}}", "a" if name == "category_id" else "A")
    version = 1 if route.versioned else None
    spoken = {"accept-language": language}
    return gateway.call(f"{route.method} {path}", body, version=version, headers=spoken)


def bodies(route: Route) -> Iterator[Any]:
    yield from (body for _, body in worst.bodies(route.body, 5_000))
    yield from (filled(inspect.type_info(route.body), bad) for bad in BAD)


@pytest.mark.parametrize("route", WITH_JSON, ids=name_of)
def test_every_fault_of_a_body_is_told_in_words_of_a_shop(gateway: Gateway, route: Route) -> None:
    for body in bodies(route):
        for language in ("en", "zh-CN"):
            answer = ask(gateway, route, body, language)
            if answer.status != 400:
                continue
            assert answer.headers["content-language"] == language[:2]
            told = [answer.json["detail"], *(each["detail"] for each in answer.json["errors"])]
            for sentence in told:
                assert not OF_MACHINES.search(sentence), sentence
                assert sentence not in SAYS_NOTHING, sentence
                assert bool(CHINESE.search(sentence)) is (language != "en"), sentence


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_every_refusal_has_a_sentence_in_chinese(route: Route) -> None:
    assert {error.code for error in errors_of(route)} <= REFUSALS.keys()


def test_every_sentence_about_a_fault_has_one_in_chinese() -> None:
    found = {sentence for path in sorted(SOURCE.rglob("*.py")) for sentence in sentences(path)}
    assert len(found) > 80
    found |= {parameter.says for parameter in PATHS.values()}
    assert sorted(found - SENTENCES.keys()) == []


def test_a_sentence_names_the_same_facts_in_both_languages() -> None:
    for english, chinese in SENTENCES.items():
        assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", chinese)), (
            english
        )


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.stem)
def test_a_refusal_in_chinese_names_every_fact_that_its_english_names(path: Path) -> None:
    missing = [
        f"{path}:{call.lineno} {code} names {text}"
        for call, code, sentence in refusals(path)
        for text in shown_in(sentence)
        if text not in OF_ENGLISH and not is_told(text, code, call.keywords)
    ]
    assert missing == []


def test_of_the_sentences_of_one_refusal_each_has_its_own_in_chinese() -> None:
    """But where time alone helps, whatever the cause."""
    said: dict[str, set[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for _, code, sentence in refusals(path):
            if isinstance(sentence, ast.Constant) and code not in {"stale", "unavailable"}:
                said.setdefault(code, set()).add(str(sentence.value))
    several = [each for of_it in said.values() if len(of_it) > 1 for each in of_it]
    assert len(several) > 50
    assert sorted(set(several) - TOLD.keys()) == []


def test_what_is_told_by_its_sentence_is_a_sentence_of_ours() -> None:
    found = {node.value for path in SOURCE.rglob("*.py") for node in constants(path)}
    assert sorted(TOLD.keys() - found) == []


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.stem)
def test_no_fact_has_a_name_that_every_problem_has_a_member_of(path: Path) -> None:
    own = set(Problem.__struct_fields__) | {"instance", "refusals"}
    calls = [each for each in ast.walk(tree_of(path)) if isinstance(each, ast.Call)]
    taken = [
        f"{path}:{call.lineno} {each.arg}"
        for call in calls
        if snake_case(name_called(call)) in BY_CODE or name_called(call) == "__init__"
        for each in call.keywords
        if each.arg in own
    ]
    assert taken == []


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.stem)
def test_an_amount_among_facts_has_a_currency_and_is_told_in_it(path: Path) -> None:
    raw = [
        f"{path}:{call.lineno} {code}: {each.arg}"
        for call, code, sentence in refusals(path)
        for each in call.keywords
        if (each.arg or "").endswith("_minor")
        if ast.unparse(each.value) in map(ast.unparse, values_in(sentence))
        or (values_in(sentence) and "currency" not in {one.arg for one in call.keywords})
    ]
    assert raw == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_shows_amounts_in_the_form_of_their_currency(language: str) -> None:
    for sentence in (*SENTENCES, *(each for of_it in REFUSALS.values() for each in of_it)):
        facts: dict[str, Any] = dict.fromkeys(named(sentence), 123_456) | {"currency": "JOD"}
        told = say(sentence, facts, language)
        assert ("JOD 123.456" in told) == any(n.endswith("_minor") for n in named(sentence))


def is_told(text: str, code: str, keywords: list[ast.keyword]) -> bool:
    """Whether the Chinese sentence of a refusal with these facts names the one of this value."""
    facts = {each.arg or "" for each in keywords}
    of_value = {each.arg for each in keywords if ast.unparse(each.value) == text}
    chosen = next(named(each) for each in REFUSALS[code] if "" in facts or named(each) <= facts)
    return "" in facts or bool(of_value & chosen)


OF_ENGLISH = {"limit.name", "service", "so_far"}
"""Words, not facts."""


def sentences(path: Path) -> Iterator[str]:
    """What is given to Fault, itself or by the name of a constant of the same file."""
    tree = ast.parse(path.read_text())
    named = [
        (target.id, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    for node in ast.walk(tree):
        is_fault = isinstance(node, ast.Call) and getattr(node.func, "id", "") in FAULTS
        if isinstance(node, ast.Call) and is_fault and len(node.args) > 2:
            given = node.args[2]
            name = given.id if isinstance(given, ast.Name) else ""
            for each in [given, *(value for other, value in named if other == name)]:
                assert not isinstance(each, ast.JoinedStr), f"{path}:{node.lineno} hides its facts"
                if isinstance(each, ast.Constant):
                    yield str(each.value)


FAULTS = {"Fault", "row_fault"}


def told(gateway: Gateway, content: str, language: str = "en") -> list[str]:
    sent = {"content-type": "text/csv", "accept-language": language}
    answer = gateway.call("POST /product-imports", content.encode(), headers=sent, caller=MARKETER)
    found = answer.json["errors"] if answer.status == 400 else answer.json["rows"][0]["errors"]
    return [each["detail"] for each in found]


def test_a_file_of_another_shop_system_is_named_and_asked_for_what_it_does_not_say(
    gateway: Gateway,
) -> None:
    for system, header in (
        ("WooCommerce", "ID,SKU,Name,Visibility in catalog,Regular price,Parent\n"),
        ("Shopify", "Handle,Title,Variant SKU,Variant Price,Status\n"),
        ("Magento", "sku;attribute_set_code;product_type;name;price\n"),
    ):
        assert told(gateway, header) == [
            f"{system}’s export does not say its currency: say it, such as currency=EUR."
        ]
        assert told(gateway, header, "zh-CN,zh;q=0.9") == [
            f"{system} 的导出文件未注明货币：请说明，例如 currency=EUR。"
        ]


def test_a_wrong_separator_is_named(gateway: Gateway) -> None:
    assert told(gateway, "product|sku|title\n")[-1] == (
        "This file looks separated by bars: save it with commas."
    )


def test_a_price_in_major_units_is_explained(gateway: Gateway) -> None:
    content = "product,sku,list_price_minor\nMUG,MUG-S,45.00\n"
    assert told(gateway, content) == [
        "Send the amount in minor units, a whole number from 1 to 99999999: 1999 for 19.99."
    ]
    assert told(gateway, content, "zh") == [
        "金额以最小货币单位填写 1 至 99999999 之间的整数：19.99 写作 1999。"
    ]


def test_a_column_without_a_name_is_told_by_the_one_before(gateway: Gateway) -> None:
    assert told(gateway, "product,sku,,colour\n") == [
        "A column has no name; it stands after “sku”.",
        f"The column “colour” is not known here. Known are {', '.join(COLUMNS)}.",
    ]


def test_refusals_of_all_kinds_are_told_in_chinese(gateway: Gateway) -> None:
    spoken = {"accept-language": "zh"}
    for caller, status, sentence in ((None, 401, "请先登录"), (MARKETER, 404, "没有此商品")):
        answer = gateway.call("GET /products/NONE", headers=spoken, caller=caller)
        assert (answer.status, answer.headers["content-language"]) == (status, "zh")
        assert answer.json["detail"].startswith(sentence)

"""People find what was done to a thing by the name that they see."""

import json

import pytest

from promenade.base.audit.wire import read_change
from promenade.contracts.subjects import SUBJECTS, name_of, subject_of
from promenade.kit.errors import Invalid
from tests.support.crowd import ROOT
from tests.support.relaying import relayed


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("promotion_1", "promotion:PROMOTION#promotion_1/-"),
        ("promotion:promotion_1", "promotion:PROMOTION#promotion_1/-"),
        ("promotion:PROMOTION#promotion_1/-", "promotion:PROMOTION#promotion_1/-"),
        ("price_book_1", "price:BOOK#price_book_1/-"),
        ("product:MUG", "catalogue:PRODUCT#MUG/-"),
        ("category:mugs", "catalogue:CATEGORIES/mugs"),
        ("order:web/A/1", "order:ORDER#web#A/1/-"),
        ("order:A-1", "order:ORDER#shop#A-1/-"),
        ("order_1", "order:ORDER#shop#order_1/-"),
        ("template_1", "coupon:TEMPLATE#template_1/-"),
        ("coupon_template:template_1", "coupon:TEMPLATE#template_1/-"),
        ("flash_sale:sale_1", "flash_sale:SALE#sale_1/-"),
        ("batch_1", "coupon:BATCH#batch_1/-"),
        ("issue_1", "coupon:ISSUE#issue_1/-"),
        ("coupon_code: TEA-2026", "coupon:CODE#tea-2026/-"),
        ("coupon:amelie/template_1-8z-1", "coupon:WALLET#amelie/COUPON#template_1-8z-1"),
        ("price_job_1", "price:JOB#price_job_1/-"),
        ("product_import_1", "catalogue:IMPORT#product_import_1/-"),
        ("product_export_1", "catalogue:EXPORT#product_export_1/-"),
        ("product_feed_1", "catalogue:FEED#product_feed_1/-"),
        ("simulation_1", "promotion:SIMULATION#simulation_1/-"),
        ("promotion:SIMULATION#simulation_1/-", "promotion:SIMULATION#simulation_1/-"),
        ("shop_connection:shopify/my-shop", "order:CONNECTION#shopify#my-shop/-"),
        ("order_export:web/flagship", "order:EXPORT#web/flagship"),
        ("price_change:MUG/price_change_1", "price:SKU#MUG/CHANGE#price_change_1"),
        ("profile_scoring:RULE", "profile:SCORING/RULE"),
        ("stock:SKU#MUG/LEVEL", "stock:SKU#MUG/LEVEL"),
    ],
)
def test_a_name_leads_to_the_key(name: str, key: str) -> None:
    assert subject_of(name, "shop") == key


@pytest.mark.parametrize(
    ("name", "code", "facts"),
    [
        ("foo:bar", "unknown_kind", {"kinds": ", ".join(SUBJECTS)}),
        ("MUG", "unknown_kind", {"kinds": ", ".join(SUBJECTS)}),
        ("stock:WHAT#EVER", "unknown_kind", {"kinds": ", ".join(SUBJECTS)}),
        ("product:", "incomplete_name", {"form": "product:<id>"}),
        ("price_change_1", "incomplete_name", {"form": "price_change:<sku>/<id>"}),
        ("template_1-8z-1", "incomplete_name", {"form": "coupon:<customer>/<id>"}),
    ],
)
def test_what_names_nothing_is_refused_in_words(
    name: str, code: str, facts: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as refused:
        subject_of(name, "shop")
    (fault,) = refused.value.faults
    assert (fault.source, fault.pointer, fault.code) == ("query", "/subject", code)
    assert fault.facts == facts


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("order:ORDER#shopify.my-shop##1001/-", "order:shopify.my-shop/#1001"),
        ("order:ORDER#web#A/1/-", "order:web/A/1"),
        ("price:SKU#MUG/CHANGE#price_change_1", "price_change:MUG/price_change_1"),
        ("catalogue:CATEGORIES/mugs", "category:mugs"),
        ("coupon:WALLET#amelie/COUPON#template_1-8z-1", "coupon:amelie/template_1-8z-1"),
        ("order:EXPORT#web/flagship", "order_export:web/flagship"),
    ],
)
def test_a_key_is_told_by_its_name_which_leads_back(key: str, name: str) -> None:
    assert name_of(key) == name
    assert subject_of(name, "shop") == key


def test_whatever_staff_do_is_recorded_under_a_name(stores: None) -> None:
    """Of each fact that the samples tell of; what staff open alone, or buyers do first, is not."""
    sample = json.loads((ROOT / "events/stream/relay.json").read_text())["Records"]
    changes = relayed(sample).changes
    subjects = {read_change(json.dumps(each).encode()).subject for each in changes}
    assert [each for each in sorted(subjects) if name_of(each) == each] == []
    kinds = {name_of(each).partition(":")[0] for each in subjects}
    assert {*SUBJECTS} - kinds == {"order", "order_export"}

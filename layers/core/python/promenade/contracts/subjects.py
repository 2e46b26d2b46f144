"""What records of the audit trail are about, by the names that people see."""

import re
from collections.abc import Mapping

from promenade.kit.codes import normalised
from promenade.kit.errors import Fault, Invalid

SUBJECTS: Mapping[str, str] = {
    "brand": "catalogue:BRANDS/{name}",
    "category": "catalogue:CATEGORIES/{id}",
    "category_attributes": "catalogue:CATEGORY#{id}/ATTRIBUTES",
    "tag": "catalogue:TAGS/{id}",
    "product": "catalogue:PRODUCT#{id}/-",
    "picture": "catalogue:PICTURE#{id}/-",
    "product_import": "catalogue:IMPORT#{id}/-",
    "product_export": "catalogue:EXPORT#{id}/-",
    "product_feed": "catalogue:FEED#{id}/-",
    "promotion": "promotion:PROMOTION#{id}/-",
    "simulation": "promotion:SIMULATION#{id}/-",
    "price_book": "price:BOOK#{id}/-",
    "price_change": "price:SKU#{sku}/CHANGE#{id}",
    "price_job": "price:JOB#{id}/-",
    "report": "report:REPORT#{id}/-",
    "sku": "stock:SKU#{sku}/LEVEL",
    "pool": "stock:POOLS/{pool}",
    "warehouse": "stock:WAREHOUSES/{code}",
    "channel_account": "channel:ACCOUNT#{id}/-",
    "message_template": "channel:MESSAGE#{id}/-",
    "message_test": "delivery:TEST#{id}/-",
    "consent": "consent:PERSON#{person}/-",
    "suppression": "consent:ADDRESS#{channel}#{address}/-",
    "link_set": "tracking:LINKS#{key}/-",
    "coupon_template": "coupon:TEMPLATE#{id}/-",
    "coupon": "coupon:WALLET#{customer}/COUPON#{id}",
    "coupon_code": "coupon:CODE#{code}/-",
    "coupon_issue": "coupon:ISSUE#{id}/-",
    "code_batch": "coupon:BATCH#{id}/-",
    "flash_sale": "flash_sale:SALE#{id}/-",
    "order": "order:ORDER#{source}#{number}/-",
    "order_export": "order:EXPORT#{source}/{store}",
    "event_history": "behaviour:CUSTOMER#{customer}/HEAD",
    "offer": "targeted_offer:OFFER#{id}/-",
    "offer_grants": "targeted_offer:LIST#{id}/-",
    "personal_offer": "targeted_offer:PERSON#{customer}/OFFER#{offer}",
    "profile": "profile:PERSON#{customer}/-",
    "campaign": "campaign:CAMPAIGN#{id}/-",
    "segment": "segment:SEGMENT#{id}/-",
    "profile_scoring": "profile:SCORING/{part}",
    "staff": "staff:STAFF#{id}/-",
    "api_client": "staff:CLIENT#{id}/-",
    "staff_role": "staff:ROLE#{id}/-",
    "approval_policy": "staff:POLICY#{id}/-",
    "shop_connection": "order:CONNECTION#{platform}#{shop}/-",
}
"""Kind → the key under which its changes are told. A name of two parts has a slash in it:
`order:<source>/<number>`, `price_change:<sku>/<id>`."""

_KINDS_OF_IDS = {
    "template": "coupon_template",
    "batch": "code_batch",
    "issue": "coupon_issue",
    "grants": "offer_grants",
}
_PART = re.compile(r"\{(\w+)\}")


def subject_of(name: str, shop: str) -> str:
    """`<kind>:<name>`, or an id that says its kind itself, as the key; a key stays what it is. An
    order without a source is one of `shop`. Raises Invalid."""
    if name_of(name) != name:
        return name
    kind, rest = _read(name)
    if kind not in SUBJECTS:
        detail = "Nothing of this kind is on record. Known kinds: {kinds}."
        raise Invalid([_fault("unknown_kind", detail, kinds=", ".join(SUBJECTS))])
    return _key(kind, f"{shop}/{rest}" if kind == "order" and "/" not in rest else rest)


def form_of(kind: str) -> str:
    """What a name of this kind is made of."""
    return "/".join(f"<{each}>" for each in _PART.findall(SUBJECTS[kind]))


def _key(kind: str, rest: str) -> str:
    fields = _PART.findall(SUBJECTS[kind])
    parts = [each for each in rest.split("/", len(fields) - 1) if each]
    if len(parts) < len(fields):
        form = f"{kind}:{form_of(kind)}"
        raise Invalid([_fault("incomplete_name", "Name it whole: {form}.", form=form)])
    return _PART.sub("{}", SUBJECTS[kind]).format(*parts)


def _read(name: str) -> tuple[str, str]:
    """(kind, the rest): of ids, a coupon's alone has hyphens, behind its template's."""
    kind, colon, rest = name.partition(":")
    if colon:
        return kind, normalised(rest) if kind == "coupon_code" else rest
    if name.startswith("template_") and "-" in name:
        return "coupon", name
    kind = name.rpartition("_")[0]
    return _KINDS_OF_IDS.get(kind, kind), name


def _fault(code: str, detail: str, **facts: str) -> Fault:
    return Fault("/subject", code, detail, "query", facts)


_SHAPES = {
    kind: re.compile("(.+?)".join(re.escape(each) for each in _PART.split(shape)[::2]))
    for kind, shape in SUBJECTS.items()
}


def name_of(key: str) -> str:
    """The name by which people know it and look for it; a key without one is its own."""
    for kind, shape in _SHAPES.items():
        if found := shape.fullmatch(key):
            return f"{kind}:{'/'.join(found.groups())}"
    return key

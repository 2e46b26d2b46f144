"""A table of any number of people that keeps none of them: it makes those that are asked for.

A stand-in below the HTTP session, so that serialising, signing and reading answers count; what it
takes itself is told, to be left out. Units are those of what travels. Of what is written it keeps
how far a run is, and otherwise how many people are on pages, and how many were written.
"""

import json
from math import ceil
from time import process_time
from typing import Any, NamedTuple

import msgspec
from botocore.awsrequest import AWSResponse, HTTPHeaders
from botocore.httpsession import URLLib3Session

from promenade.contracts.behaviour import Act
from promenade.contracts.profiles import Figures
from promenade.outreach.segment.model.person import Person, Said
from promenade.outreach.segment.model.run import PARTS
from tests.support.stamps import NOON

Item = dict[str, dict[str, Any]]
NAME = "customer-0000000000"
KINDS = 20
"""People come in so many, in turn."""

_REACHED = {"consents": {"email marketing": Said("given", 1)}, "language": "zh-CN"}
_OFTEN = Figures(paid_count=3, net_minor={"CNY": 60_000}, last_paid_at=NOON)
_CARTED = {"acted": {Act.CART: NOON}}


def _kind(number: int) -> Person:
    """One in twenty filled a cart lately and bought less than others, six bought often."""
    person = Person(NAME, turn=9, profile_version=4, zone="Asia/Shanghai", country="CN")
    if number == 0:
        return msgspec.structs.replace(person, **_REACHED, **_CARTED)
    if number == 1:
        return msgspec.structs.replace(person, language="en", **_CARTED)
    if number < 8:
        return msgspec.structs.replace(person, **_REACHED, figures=_OFTEN)
    return msgspec.structs.replace(person, language="zh-CN", channels=("email", "phone"))


class Told(NamedTuple):
    """An item as it travels whole, its body alone, and its size; `NAME` and `%PLACE` are to be
    filled in."""

    whole: str
    body: str
    size: int


def _told(number: int) -> Told:
    item = {"pk": {"S": "PEOPLE#00"}, "sk": {"S": "%PLACE"}, "version": {"N": "9"}}
    item["body"] = {"S": msgspec.json.encode(_kind(number)).decode()}
    return Told(json.dumps(item), json.dumps({"body": item["body"]}), size_of(item) + len(NAME))


def size_of(item: Item) -> int:
    """Names and values, as DynamoDB counts them."""
    return sum(len(name) + len(str(next(iter(value.values())))) for name, value in item.items())


_TOLD = [_told(number) for number in range(KINDS)]
_DAY = {
    "pk": {"S": f"CUSTOMER#{NAME}"},
    "sk": {"S": f"DAY#{NOON:%Y-%m-%d}"},
    "cart@7": {"N": "2"},
    "cart/s/MUG-1@7": {"N": "2"},
}


class Populace:
    """`spent_s` is what it took to answer."""

    def __init__(self, people: int) -> None:
        self.people = people
        self.kept: dict[tuple[str, str], Item] = {}
        self.calls = self.paged = self.turned = 0
        self.read_units = self.write_units = self.spent_s = 0.0

    def answer(self, _session: URLLib3Session, asked: Any) -> AWSResponse:
        began = process_time()
        self.calls += 1
        name = asked.headers["X-Amz-Target"].decode().partition(".")[2]
        body = getattr(self, f"_{name}")(json.loads(asked.body)).encode()
        headers = HTTPHeaders.from_dict({"content-type": "application/x-amz-json-1.0"})
        self.spent_s += process_time() - began
        return AWSResponse(asked.url, 200, headers, _Body(body))

    def _GetItem(self, asked: Any) -> str:  # noqa: N802
        found = self.kept.get(_key_of(asked["Key"]))
        self._read(size_of(found or {}), asked)
        return json.dumps({"Item": found} if found else {})

    def _BatchGetItem(self, asked: Any) -> str:  # noqa: N802
        ((table, wanted),) = asked["RequestItems"].items()
        met = [self.kept[each] for each in map(_key_of, wanted["Keys"]) if each in self.kept]
        for each in met:
            self._read(size_of(each), wanted)
        return json.dumps({"Responses": {table: met}, "UnprocessedKeys": {}})

    def _Query(self, asked: Any) -> str:  # noqa: N802
        place = next(iter(asked["ExpressionAttributeValues"].values()))["S"]
        if place.startswith("PEOPLE#"):
            return self._some(asked, int(place.removeprefix("PEOPLE#")))
        if place.startswith("RUN#"):
            found = [each for (pk, sk), each in self.kept.items() if pk == place and sk != "-"]
        else:
            found = [_DAY]
        self._read(sum(map(size_of, found)), asked)
        count = len(found)
        return json.dumps({"Items": found, "Count": count, "ScannedCount": count})

    def _some(self, asked: Any, part: int) -> str:
        """The next people of a part: every sixteenth is in it."""
        after = asked.get("ExclusiveStartKey", {}).get("sk", {}).get("S")
        first = int(after) + 1 if after else 0
        all_count = (self.people - part + PARTS - 1) // PARTS
        places = range(first, min(first + asked["Limit"], all_count))
        numbers = [place * PARTS + part for place in places]
        is_body = "ProjectionExpression" in asked
        kinds = [_TOLD[number % KINDS] for number in numbers]
        found = [
            (kind.body if is_body else kind.whole)
            .replace(NAME, f"customer-{number:010}")
            .replace("%PLACE", f"{place:08}")
            for place, number, kind in zip(places, numbers, kinds, strict=True)
        ]
        self._read(sum(each.size for each in kinds), asked)
        last = f"{places[-1]:08}" if places and places[-1] + 1 < all_count else None
        key = {"pk": {"S": f"PEOPLE#{part:02}"}, "sk": {"S": last}}
        end = f', "LastEvaluatedKey": {json.dumps(key)}' if last else ""
        counts = f'"Count": {len(found)}, "ScannedCount": {len(found)}'
        return f'{{"Items": [{",".join(found)}], {counts}{end}}}'

    def _PutItem(self, asked: Any) -> str:  # noqa: N802
        self._keep(asked["Item"], 1)
        return "{}"

    def _TransactWriteItems(self, asked: Any) -> str:  # noqa: N802
        for each in asked["TransactItems"]:
            self._keep(each["Put"]["Item"], 2)
        return "{}"

    def _keep(self, item: Item, times: int) -> None:
        self.write_units += times * ceil(size_of(item) / 1_024)
        pk, sk = _key_of(item)
        if pk.startswith("PAGES#"):
            self.paged += len(json.loads(item["body"]["S"]))
        elif pk.startswith("PEOPLE#"):
            self.turned += 1
        else:
            self.kept[pk, sk] = item

    def _read(self, size: int, asked: Any) -> None:
        self.read_units += max(ceil(size / 4_096), 1) / (1 if asked.get("ConsistentRead") else 2)


class _Body:
    def __init__(self, text: bytes) -> None:
        self._text = text

    def stream(self, *_: object, **__: object) -> Any:
        yield self._text


def _key_of(key: Item) -> tuple[str, str]:
    return key["pk"]["S"], key["sk"]["S"]

"""People who never lived, and where they would. Numbers start with 170, addresses name no house."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

Body = dict[str, Any]

LAST_CUSTOMER = 420

_FAMILIES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
_GIVEN = "伟芳娜敏静丽强磊洋艳勇军杰娟涛超霞平刚桂英华玉兰梅琳欣怡子涵宇轩雨桐思远"
_STREETS = (
    "解放路",
    "人民路",
    "中山路",
    "文一路",
    "建设街",
    "和平里",
    "翠竹巷",
    "湖滨路",
    "学院路",
)
_HOMES = ("云栖花园", "枫林苑", "锦绣里", "望江府", "银杏小区", "梧桐公寓")

_ABROAD = (
    ("Tokyo", "JP", "ja", "Asia/Tokyo"),
    ("Singapore", "SG", "en", "Asia/Singapore"),
    ("Paris", "FR", "fr", "Europe/Paris"),
    ("London", "GB", "en", "Europe/London"),
    ("New York", "US", "en", "America/New_York"),
)
_TAGS = {"member": 45, "tea-lover": 20, "gift-giver": 15, "wholesale": 3}
_CHOICES = {
    "email": {"given": 68, "withdrawn": 9, "never_asked": 23},
    "sms": {"given": 52, "withdrawn": 14, "never_asked": 34},
}
_ASKED_FROM = datetime(2025, 1, 6, 2, tzinfo=UTC)
_ASKED_DAYS = 300
_WORDING = {"email": "我同意接收优惠邮件。", "sms": "我同意接收优惠短信，回复 TD 退订。"}


class City(NamedTuple):
    name: str
    districts: tuple[str, ...]
    postcode: str
    weight: int


_CITIES = (
    City("上海市", ("徐汇区", "静安区", "浦东新区"), "2000", 9),
    City("北京市", ("朝阳区", "海淀区", "西城区"), "1000", 8),
    City("浙江省杭州市", ("西湖区", "拱墅区", "滨江区"), "3100", 7),
    City("广东省深圳市", ("南山区", "福田区"), "5180", 6),
    City("广东省广州市", ("天河区", "越秀区"), "5100", 5),
    City("四川省成都市", ("锦江区", "武侯区"), "6100", 5),
    City("江苏省南京市", ("鼓楼区", "秦淮区"), "2100", 4),
    City("湖北省武汉市", ("武昌区", "江汉区"), "4300", 3),
    City("陕西省西安市", ("雁塔区", "碑林区"), "7100", 3),
    City("福建省厦门市", ("思明区", "湖里区"), "3610", 2),
)


def person(number: int, seed: int) -> Body:
    """Customer `number`, the same every time."""
    rng = random.Random(f"{seed} person {number}")  # noqa: S311  nothing here is a secret
    (city,) = rng.choices(_CITIES, [each.weight for each in _CITIES])
    named = rng.choice(_FAMILIES) + "".join(rng.sample(_GIVEN, rng.choice((1, 2, 2))))
    street = f"{rng.choice(city.districts)}{rng.choice(_STREETS)}{rng.randint(1, 300)} 号"
    home = f"{rng.choice(_HOMES)} {rng.randint(1, 30)} 幢 {rng.randint(101, 2804)} 室"
    return {
        "recipient": named,
        "phone": f"170{rng.randrange(10**8):08}",
        "email": f"c{number:04}@example.com",
        "address": f"{city.name}{street}{home}",
        "postcode": f"{city.postcode}{rng.randrange(100):02}",
    }


def name_of(number: int) -> str:
    """The shop's id of the customer."""
    return f"customer-{number:04}"


def profiles(seed: int = 2026) -> Iterator[Body]:
    """All customers, as rows of an import: one in twelve lives abroad."""
    for number in range(LAST_CUSTOMER + 1):
        rng = random.Random(f"{seed} profile {number}")  # noqa: S311
        known = person(number, seed)
        city, country, language, zone = _home(known, rng)
        yield {
            "customer": name_of(number),
            "name": known["recipient"],
            "city": city,
            "country": country,
            "language": language,
            "zone": zone,
            "email": known["email"],
            "phone": f"+86{known['phone']}",
            "tags": [tag for tag, share in _TAGS.items() if rng.randrange(100) < share],
        }


def consents(seed: int = 2026) -> Iterator[Body]:
    """What they said of marketing, as rows of an import; whom nobody asked has none."""
    for number in range(LAST_CUSTOMER + 1):
        for channel, shares in _CHOICES.items():
            rng = random.Random(f"{seed} {channel} of {number}")  # noqa: S311
            (state,) = rng.choices(list(shares), list(shares.values()))
            if state != "never_asked":
                given_at = _ASKED_FROM + timedelta(minutes=rng.randrange(_ASKED_DAYS * 1_440))
                yield _consent(name_of(number), channel, state, given_at)


def _home(known: Body, rng: random.Random) -> tuple[str, str, str, str]:
    if rng.randrange(12) == 0:
        return rng.choice(_ABROAD)
    city = next(each.name for each in _CITIES if known["address"].startswith(each.name))
    return city.rpartition("省")[2].removesuffix("市"), "CN", "zh-CN", "Asia/Shanghai"


def _consent(customer: str, channel: str, state: str, given_at: datetime) -> Body:
    read = {"wording": _WORDING[channel], "wording_version": "2025-01"}
    return {
        "customer": customer,
        "channel": channel,
        "purpose": "marketing",
        "state": state,
        "given_at": f"{given_at:%Y-%m-%dT%H:%M:%SZ}",
        "locale": "zh-CN",
        **(read if state == "given" else {}),
    }

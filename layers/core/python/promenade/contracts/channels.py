"""By what way messages reach people, and what for."""

from enum import StrEnum


class Channel(StrEnum):
    """`wechat` is a template message of an official account; `in_app` is the shop's own inbox,
    which needs the person's consent as all others do, and no address."""

    SMS = "sms"
    EMAIL = "email"
    WECHAT = "wechat"
    WEIBO = "weibo"
    IN_APP = "in_app"
    WEBHOOK = "webhook"


class Purpose(StrEnum):
    """`transactional` is about what the person did here, an order or a refund, and needs no
    consent."""

    MARKETING = "marketing"
    TRANSACTIONAL = "transactional"

"""With whom messages are sent: an account at a provider of one channel."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from urllib.parse import urlsplit

from msgspec import Meta

from promenade.contracts.channels import Channel
from promenade.contracts.references import LINE
from promenade.kit.currencies import Currency
from promenade.kit.mail_addresses import MAIL_ADDRESS, MOST_CHARACTERS
from promenade.kit.values import Document, Kind, replace
from promenade.kit.web_addresses import NO_WEB_ADDRESS, WEB_ADDRESS

NO_ADDRESS = "Send a sender's address, such as news@shop.example."
NO_APP = "Send 1 to 32 letters or digits."
NO_CODE = "Send up to 64 letters, digits, _ or -."
NO_REGION = "Send a provider's region, such as cn-hangzhou."
NO_SENDER_ID = "Send up to 11 letters, digits or -."
NO_SECRET = "Name the secret: 1 to 64 small letters, digits or -. Its content stays in the store."  # noqa: S105
NO_SIGN = "Send one line of 2 to 20 characters without 【 and 】, which providers put around it."
NO_TOPIC = "Send a topic's ARN, such as arn:aws:sns:eu-west-1:123456789012:receipts."

Region = Annotated[str, Meta(pattern=r"^[a-z0-9-]{1,32}(?!\n)$", extra={"says": NO_REGION})]
Secret = Annotated[str, Meta(pattern=r"^[a-z0-9-]{1,64}(?!\n)$", extra={"says": NO_SECRET})]
Sign = Annotated[
    str,
    Meta(
        min_length=2,
        max_length=20,
        pattern=r"^[^\s\x00-\x1f【】][^\x00-\x1f【】]*(?!\n)$",
        extra={"says": NO_SIGN},
    ),
]
AppId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9]{1,32}(?!\n)$", extra={"says": NO_APP})]
MailAddress = Annotated[
    str,
    Meta(pattern=MAIL_ADDRESS, max_length=MOST_CHARACTERS, extra={"says": NO_ADDRESS}),
]
WebAddress = Annotated[
    str, Meta(pattern=WEB_ADDRESS, max_length=500, extra={"says": NO_WEB_ADDRESS})
]
TopicArn = Annotated[
    str,
    Meta(
        max_length=400,
        pattern=r"^arn:aws[a-z-]{0,10}:sns:[a-z0-9-]{1,32}:[0-9]{12}:[A-Za-z0-9_-]{1,256}(?!\n)$",
        extra={"says": NO_TOPIC},
    ),
]


CodeOrNone = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{0,64}(?!\n)$", extra={"says": NO_CODE})]
SenderId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9-]{0,11}(?!\n)$", extra={"says": NO_SENDER_ID})]


class Sns(Kind, frozen=True):
    """Amazon SNS; `sign` is the name that people know the sender by, and `sender_id` what their
    phone shows where the country allows it."""

    sign: Sign
    sender_id: SenderId = ""


class Alibaba(Kind, frozen=True):
    """Alibaba Cloud SMS; the secret is JSON of `access_key_id`, `access_key_secret`."""

    sign: Sign
    secret: Secret
    region: Region = "cn-hangzhou"


class Tencent(Kind, frozen=True):
    """Tencent Cloud SMS, of the application `app_id`; the secret is JSON of `secret_id`,
    `secret_key`."""

    sign: Sign
    secret: Secret
    app_id: AppId
    region: Region = "ap-guangzhou"


class Ses(Kind, frozen=True):
    """Amazon SES, which takes mail from a `sender` only once the address or its domain is verified
    there; on the local cloud `make story` verifies `shop@example.com`. `configuration_set` is what
    tells of bounces and complaints, by the topic of SNS `topic_arn` (signed by its version 2):
    nobody else is believed."""

    sender: MailAddress
    sender_name: Annotated[str, Meta(min_length=1, max_length=64, pattern=LINE)]
    reply_to: MailAddress | None = None
    configuration_set: CodeOrNone = ""
    topic_arn: TopicArn | None = None


class Wechat(Kind, frozen=True):
    """A WeChat official account; the secret is JSON of `app_secret`. It tells of messages where
    its server's address is `receipts_path`, with the `token` in it, in plain mode."""

    app_id: AppId
    secret: Secret


class Weibo(Kind, frozen=True):
    """Weibo's fan service; the secret is JSON of `access_token`."""

    secret: Secret


class InApp(Kind, frozen=True):
    """The inbox of the shop itself."""


class Webhook(Kind, frozen=True):
    """Another server, called by POST with our signature; the secret is JSON of `key`."""

    url: WebAddress
    secret: Secret


Provider = Sns | Alibaba | Tencent | Ses | Wechat | Weibo | InApp | Webhook

CHANNELS: Mapping[type[Kind], Channel] = {
    Sns: Channel.SMS,
    Alibaba: Channel.SMS,
    Tencent: Channel.SMS,
    Ses: Channel.EMAIL,
    Wechat: Channel.WECHAT,
    Weibo: Channel.WEIBO,
    InApp: Channel.IN_APP,
    Webhook: Channel.WEBHOOK,
}


class AccountTerms(Document, frozen=True):
    """`unit_cost_micros` is what a unit costs (a segment of an SMS, else a message), in millionths
    of the currency's major unit."""

    name: str
    provider: Provider
    currency: Currency
    unit_cost_micros: int
    rate_per_s: int = 10
    is_on: bool = True

    @property
    def channel(self) -> Channel:
        return CHANNELS[type(self.provider)]

    @property
    def secret(self) -> str:
        """Empty for a provider that needs none of ours."""
        return getattr(self.provider, "secret", "")

    @property
    def host(self) -> str:
        """Whom it calls at an address that owners chose; empty for other providers."""
        url = self.provider.url if isinstance(self.provider, Webhook) else ""
        return urlsplit(url).hostname or ""

    @property
    def sign(self) -> str:
        """Of an SMS; empty for other channels."""
        return getattr(self.provider, "sign", "")

    @property
    def has_own_templates(self) -> bool:
        """Whether the provider sends a text that it approved itself."""
        return isinstance(self.provider, Alibaba | Tencent | Wechat)

    @property
    def knows_keys(self) -> bool:
        """Whether it sends once for a key, however late it is asked again: WeChat's ten minutes
        are too few."""
        return isinstance(self.provider, Webhook | InApp)

    @property
    def counts_wide(self) -> bool:
        """Whether every SMS is counted in characters of UTF-16."""
        return isinstance(self.provider, Alibaba | Tencent)

    @property
    def prefix(self) -> str:
        """What the provider puts before a text, and charges."""
        return f"【{self.sign}】" if self.counts_wide else ""


class Account(Document, frozen=True):
    """`version` counts the changes; `request` is the fingerprint of the request that added it."""

    id: str
    version: int
    terms: AccountTerms
    channel: Channel
    created_at: datetime
    request: str


def changed(account: Account, terms: AccountTerms) -> Account:
    return replace(account, terms=terms, version=account.version + 1)

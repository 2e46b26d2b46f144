"""The words of the pages behind a link, in English and Chinese."""

from collections.abc import Mapping

from promenade.contracts.channels import Channel

TAGS = {"en": "en", "zh": "zh-CN"}

CHANNELS: Mapping[Channel, tuple[str, str]] = {
    Channel.SMS: ("text messages", "短信"),
    Channel.EMAIL: ("e-mails", "邮件"),
    Channel.WECHAT: ("WeChat messages", "微信消息"),
    Channel.WEIBO: ("Weibo messages", "微博消息"),
    Channel.IN_APP: ("messages in the app", "应用内消息"),
    Channel.WEBHOOK: ("messages by other ways", "其他方式的消息"),
}

SAYS: Mapping[str, tuple[str, str]] = {
    "title": ("Messages from the shop", "商城消息"),
    "ask": ("Get no more advertising by {channel}?", "不再接收推广{channel}？"),
    "explained": (
        "Messages about your orders still come. Nothing changes until you press the button.",
        "与您订单有关的消息仍会发送。点击按钮之前，一切不变。",
    ),
    "stop": ("Unsubscribe", "退订"),
    "stop_all": ("Unsubscribe from everything", "全部退订"),
    "stopped": (
        "You are unsubscribed: no more advertising by {channel}.",
        "您已退订，不会再收到推广{channel}。",
    ),
    "manage": ("Manage all messages", "管理全部消息"),
    "managed": ("Advertising you get", "您会收到的推广消息"),
    "gets": ("You get advertising by {channel}.", "您会收到推广{channel}。"),
    "gets_none": ("No advertising by {channel}.", "不会收到推广{channel}。"),
    "again": (
        "To get messages again, sign in to the shop and choose there.",
        "如需重新接收，请登录商城后设置。",
    ),
    "forged": (
        (
            "This link is not one of ours, or a part of it is missing. Open it from the message "
            "again, or sign in to the shop to choose what you get."
        ),
        "此链接无效或不完整。请从原消息中重新打开，或登录商城设置接收的消息。",
    ),
    "expired": (
        (
            "This link was sent too long ago. Open the one in a newer message, or sign in to the "
            "shop to choose what you get. Nothing was changed."
        ),
        "此链接已过期。请打开较新消息中的链接，或登录商城设置接收的消息。本次未做任何更改。",
    ),
}

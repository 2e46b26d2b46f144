"""Sentences about events of people, in Chinese."""

from collections.abc import Mapping

BEHAVIOUR: Mapping[str, str] = {
    "This lies more than 24 hours ahead: set the clock of the sender right.": (
        "时间超前 24 小时以上：请校准发送方的时钟。"
    ),
    "Events are taken for seven days.": "只接收七天以内的事件。",
    "This person refuses to have it kept.": "此人拒绝记录其行为。",
    "{most} events of a person count for one day.": "每人每天最多计入 {most} 个事件。",
    "Say whose it is: a customer.": "请写明是哪位客户。",
    "Say whose it is: a customer, or an anonymous_id.": "请写明客户，或匿名标识 anonymous_id。",
    "Shoppers tell what they did themselves.": "买家只能上报自己的行为。",
    "Orders, payments and refunds are told by shops.": "下单、支付与退款由店铺上报。",
    "Send an IANA zone, such as Asia/Shanghai.": "请填写 IANA 时区，例如 Asia/Shanghai。",
    "Properties of an event take {most} bytes at most.": "事件的属性最多 {most} 字节。",
    "Send 1 to 40 small letters, digits or underlines.": (
        "请填写 1 至 40 个小写字母、数字或下划线。"
    ),
}

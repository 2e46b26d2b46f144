"""Sentences about consent, in Chinese."""

from collections.abc import Mapping

CONSENTS: Mapping[str, str] = {
    "Name each channel and purpose once.": "每个渠道与用途的组合只填写一次。",
    "Name two customers: one cannot be merged into itself.": "请填写两位顾客：不能与自身合并。",
    "Nobody has said this yet: send when it was said.": "时间不能晚于现在：请填写顾客表示的时间。",
    "Spreadsheets write such a date where there is none: send when it was said.": (
        "电子表格会把空日期写成这样：请填写顾客表示的时间。"
    ),
    "Open the link as it was sent.": "请按原样打开链接。",
    "Send the language of what the customer read.": "请填写顾客当时所读文字的语言。",
    "Send an address of this channel, such as ada@shop.example or +8613800138000.": (
        "请填写该渠道的地址，例如 ada@shop.example 或 +8613800138000。"
    ),
    "This channel goes to no addresses: name the customer.": "该渠道不发往地址：请指明客户。",
    "Send one of address, address_digest and customer.": (
        "address、address_digest 与 customer 请填写其中一项。"
    ),
    "Send one of customer, email and phone.": "customer、email 与 phone 请填写其中一项。",
    "For this name the customer: an address withdraws from advertising, and no more.": (
        "此项须指明客户：地址只能拒收营销信息。"
    ),
    "Send the digest as it was told: 32 digits and small letters a to f.": (
        "请按原样填写摘要：32 位数字或小写字母 a 至 f。"
    ),
    "Send what the customer read and agreed to, and which version of it.": (
        "请填写顾客当时阅读并同意的文字及其版本。"
    ),
}

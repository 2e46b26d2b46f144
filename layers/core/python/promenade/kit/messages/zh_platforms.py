"""Sentences about shops on other platforms and their orders, in Chinese."""

from collections.abc import Mapping

PLATFORMS: Mapping[str, str] = {
    "Send shopify or woocommerce.": "请填写 shopify 或 woocommerce。",
    "Send 1 to 48 small letters, digits or hyphens, such as my-shop.": (
        "请填写 1 至 48 个小写字母、数字或连字符，例如 my-shop。"
    ),
    "Send the secret that signs the webhooks, 8 to 256 characters without blanks.": (
        "请填写 webhook 的签名密钥，8 至 256 个字符，不含空格。"
    ),
    "This amount has more decimals than {currency} has.": "金额的小数位数超过 {currency} 的位数。",
    "This is no amount of money.": "这不是金额。",
    "This line has an amount and no units.": "此行有金额却没有件数。",
    "It was last changed more than 24 hours from now.": "最后更改时间超前 24 小时以上。",
    "This is no point in time.": "这不是有效的时间。",
}

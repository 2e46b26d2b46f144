"""Patterns of texts in words. What is only kept free of control characters says nothing."""

from collections.abc import Mapping

from promenade.base.catalogue.wire.fields import IMAGE
from promenade.contracts.messages import PLACELESS
from promenade.kit.mail_addresses import MAIL_ADDRESS
from promenade.kit.pictures import BY_DIGEST
from promenade.kit.web_addresses import WEB_ADDRESS

PATTERNS: Mapping[str, str] = {
    r"^[^\u0000-\u001f\u007f]*(?!\n)$": "",
    r"^[^\s\x00-\x1f][^\x00-\x1f]*(?!\n)$": "",
    r"^[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*(?!\n)$": "",
    r"^(?!\s*$)[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]+"
    r"(?!\n)$": "",
    r"^(?!\s)(?!.*\s$)[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]"
    r"+$": "",
    r'^("[0-9]{1,15}"|[0-9]{1,15})$': "a version",
    r"^[A-Za-z0-9_-]{1,64}\.xml\.gz(?!\n)$": "the end of a feed's address",
    r"^[!-~]+(?!\n)$": "ASCII without blanks",
    r"^[0-9a-f]{64}$": "64 digits of 0 to f",
    r"^[0-9a-f]{64}(?!\n)$": "64 digits of 0 to f",
    r"^[0-9a-f]{32}(?!\n)$": "32 digits of 0 to f",
    r"^[A-Za-z0-9_.-]+(?!\n)$": "letters, digits, dots, _ or -",
    r"^[1-9][0-9]{0,8}$": "a number from 1 on",
    r"^[A-Z0-9-]{0,16}(?!\n)$": "up to 16 capital letters, digits or -",
    r"^[A-Z0-9][A-Z0-9._-]{0,63}(?!\n)$": "up to 64 capital letters, digits, dots, _ or -",
    r"^[A-Za-z0-9._-]{1,64}(?!\n)$": "1 to 64 letters, digits, dots, _ or -",
    r"^[A-Za-z0-9_-]{1,64}(?!\n)$": "1 to 64 letters, digits, _ or -",
    r"^[A-Za-z0-9_-]{1,64}(,[A-Za-z0-9_-]{1,64}){0,19}(?!\n)$": "1 to 20 ids with commas between",
    r"^[A-Za-z0-9_.:-]+(?!\n)$": "letters, digits or -_.:",
    r"^[A-Za-z0-9_.:-]{8,128}$": "8 to 128 letters, digits or -_.:",
    r"^[^\s\x00-\x1f【】][^\x00-\x1f【】]*(?!\n)$": "one line without 【 and 】",
    PLACELESS: "without {{ and }}, and no line break at its end",
    WEB_ADDRESS: "an https address",
    IMAGE: "an https address, or the path of a picture that is kept here",
    f"^{BY_DIGEST}": "64 digits of 0 to f, a dot, and gif, jpg, png or webp",
    r"^[a-z][a-z0-9_]{0,39}(?!\n)$": "a small letter, then up to 39 small letters, digits or _",
    r"^[a-z0-9-]{1,32}(?!\n)$": "1 to 32 small letters, digits or -",
    r"^[a-z0-9-]{1,64}(?!\n)$": "1 to 64 small letters, digits or -",
    r"^[A-Za-z0-9]{1,32}(?!\n)$": "1 to 32 letters or digits",
    r"^[A-Za-z0-9-]{0,11}(?!\n)$": "up to 11 letters, digits or -",
    r"^[A-Za-z0-9_-]{0,64}(?!\n)$": "up to 64 letters, digits, _ or -",
    r"^[A-Za-z0-9_]{1,40}(?!\n)$": "1 to 40 letters, digits or _",
    MAIL_ADDRESS: "an e-mail address",
    r"^arn:aws[a-z-]{0,10}:sns:[a-z0-9-]{1,32}:[0-9]{12}:[A-Za-z0-9_-]{1,256}(?!\n)$": (
        "a topic's ARN"
    ),
    r"^[A-Z]{2}$": "two capital letters",
    r"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(?!\n)$": "a language, such as zh-CN",
    r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}(?!\n)$": "a language, such as zh-CN",
    r"^[a-z0-9._-]{1,64}(?!\n)$": "1 to 64 small letters, digits, dots, _ or -",
    r"^[a-z0-9_]{1,40}(?!\n)$": "1 to 40 small letters, digits or _",
    r"^[a-z0-9]+(-[a-z0-9]+)*(?!\n)$": "small letters and digits, - between",
    r"^[a-z0-9][a-z0-9-]{0,47}(?!\n)$": "up to 48 small letters, digits or -",
    r"^(html|json|csv|xlsx)$": "html, json, csv or xlsx",
    r"^(shopify|woocommerce)$": "shopify or woocommerce",
}

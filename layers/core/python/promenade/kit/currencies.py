"""Currencies: what of them is sold in, how many decimals they have, how amounts are written.

The codes and decimals are those of ISO 4217 (legal tender, 2026), the symbols CLDR 48's for
English, the yuan's as at home: a text is about one currency, and says which where it matters.
"""

from functools import cache
from typing import Annotated, Literal

from msgspec import Meta

NO_CURRENCY = "Send the ISO 4217 code of a currency, such as CNY."

# fmt: off
_Code = Literal[
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN",
    "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF",
    "CHF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP",
    "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD",
    "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY",
    "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD",
    "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK",
    "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK",
    "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG",
    "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS",
    "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VES",
    "VND", "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWG",
]
# fmt: on
Currency = Annotated[_Code, Meta(extra={"says": NO_CURRENCY})]

_NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"
_DECIMALS = dict.fromkeys(_NO_DECIMALS.split(), 0) | dict.fromkeys(_THREE_DECIMALS.split(), 3)
_SYMBOLS = {
    "AUD": "A$",
    "BRL": "R$",
    "CAD": "CA$",
    "CNY": "¥",
    "EUR": "€",
    "GBP": "£",
    "HKD": "HK$",
    "ILS": "₪",
    "INR": "₹",
    "JPY": "¥",
    "KRW": "₩",
    "MXN": "MX$",
    "NZD": "NZ$",
    "PHP": "₱",
    "TWD": "NT$",
    "USD": "$",
    "VND": "₫",
    "XAF": "FCFA ",
    "XCD": "EC$",
    "XCG": "Cg. ",
    "XOF": "F CFA ",
    "XPF": "CFPF ",
}


def decimals(currency: str) -> int:
    """Of its major unit."""
    return _DECIMALS.get(currency, 2)


def symbol(currency: str) -> str:
    """What stands before an amount; the code where the currency has none."""
    return _SYMBOLS.get(currency, f"{currency} ")


def plain(minor: int, currency: str) -> str:
    """In major units, as spreadsheets and programs read it: `-1234.50`."""
    places = decimals(currency)
    text = f"{abs(minor):0{places + 1}d}"
    sign = "-" if minor < 0 else ""
    return f"{sign}{text[:-places]}.{text[-places:]}" if places else sign + text


def money(minor: int, currency: str) -> str:
    """As people read it: `¥1,234.50`, `−$3.00`, `JOD 1.250`."""
    sign, places, scale = _form(currency)
    whole, fraction = divmod(abs(minor), scale)
    digits = f"{whole:,}.{str(fraction).zfill(places)}" if places else f"{whole:,}"
    return f"−{sign}{digits}" if minor < 0 else sign + digits


@cache
def _form(currency: str) -> tuple[str, int, int]:
    """Its symbol, its decimals, and how many minor units are one major one."""
    places = decimals(currency)
    return symbol(currency), places, 10**places

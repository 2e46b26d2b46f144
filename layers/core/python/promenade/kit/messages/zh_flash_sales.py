"""Sentences about flash sales, in Chinese."""

from collections.abc import Mapping

FLASH_SALES: Mapping[str, str] = {
    "There are not so many in all.": "总量没有这么多。",
    "A sale with a queue lasts three hours at most.": "带排队的秒杀最多持续三小时。",
    "The SKU is not on sale.": "该 SKU 未上架销售。",
    "The catalogue has the SKU in {currency}.": "该 SKU 在商品目录中的币种为 {currency}。",
    "The SKU costs {usual_minor} without the sale.": "秒杀价不能高于平时的售价 {usual_minor}。",
}

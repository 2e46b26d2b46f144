"""Sentences about coupons, in Chinese."""

from collections.abc import Mapping

COUPONS: Mapping[str, str] = {
    "The highest amount is below the lowest.": "最高金额低于最低金额。",
    "A day has no more than there are in all.": "每日上限不能超过总量。",
    "A coupon of this kind does not look at this.": "此类优惠券不使用此项。",
    "Coupons are somebody's: say who buys.": "优惠券属于个人，请填写购买者。",
    "Send at most 16 capital letters, digits or hyphens.": "最多 16 个大写字母、数字或连字符。",
    "Issues are given as a whole, on any day.": "定向发放整批进行，不按日限量。",
    "Name each customer once.": "每位顾客只能出现一次。",
    "Name each customer once: this one stands in line {line}.": (
        "每位顾客只能出现一次：第 {line} 行已有该顾客。"
    ),
    "Then it is a coupon of the platform's stage.": "全部由平台承担的券应为平台券。",
}

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
    "There may be {expected} coupons; {found} were given or reserved.": (
        "最多可发 {expected} 张，已发放或预留 {found} 张。"
    ),
    "Shard {about} gave {found} coupons more than its part.": (
        "分片 {about} 比其份额多发了 {found} 张。"
    ),
    "The funnel counts {expected} coupons that were given; {found} are listed.": (
        "漏斗统计已发放 {expected} 张，名册中有 {found} 张。"
    ),
    "{found} coupons were given and are in no wallet: {about}.": (
        "{found} 张已发放的优惠券不在任何卡包中：{about}。"
    ),
    "{expected} pieces were taken; {found} coupons were given.": (
        "已取用 {expected} 份，已发放 {found} 张。"
    ),
    "Batches and issues come to {expected} coupons; {found} are reserved.": (
        "批次与定向发放合计 {expected} 张，已预留 {found} 张。"
    ),
    "{expected} coupons are used; the funnel counts {found}.": (
        "已使用 {expected} 张，漏斗统计为 {found} 张。"
    ),
    "{expected} coupons are void; the funnel counts {found}.": (
        "已作废 {expected} 张，漏斗统计为 {found} 张。"
    ),
    "Used coupons saved {expected}; the funnel counts {found}.": (
        "已使用的优惠券共优惠 {expected}，漏斗统计为 {found}。"
    ),
    "Then it is a coupon of the platform's stage.": "全部由平台承担的券应为平台券。",
    "Send the id of a coupon template.": "请填写优惠券模板的编号。",
    "Name each coupon template once.": "每个券模板只能填写一次。",
    "There is no such coupon template.": "没有此优惠券模板。",
    "There is no coupon template “{template_id}”.": "没有优惠券模板“{template_id}”。",
    "The coupon template “{name}” is not in force.": "券模板“{name}”未生效。",
    "Coupons of “{name}” are not given, or not good, during the offer's whole window.": (
        "“{name}”的券在专属优惠的整个期间内并非始终可发放且可使用。"
    ),
    "“{name}” is none of the coupon templates that targeted offers give by.": (
        "“{name}”的发放方式不是专属优惠。"
    ),
    "Coupons of “{name}” are good for {hours} hours only.": "“{name}”的券有效期仅 {hours} 小时。",
    "A customer has {most_count} of “{name}” at most, fewer than may be earned.": (
        "每位顾客最多持有 {most_count} 张“{name}”，少于可获得的奖励数量。"
    ),
    "An alternative is claimed by customers themselves, “{name}” is not.": (
        "替代优惠须由顾客自行领取，“{name}”不是。"
    ),
    "An alternative is for everybody: the audience of “{name}” is not.": (
        "替代优惠须面向所有人，“{name}”限定了适用人群。"
    ),
    "An alternative is there at any hour: “{name}” has a total by day.": (
        "替代优惠须随时可领，“{name}”设有每日上限。"
    ),
    "All coupons of the alternative “{name}” were given away.": "替代优惠“{name}”已领完。",
}

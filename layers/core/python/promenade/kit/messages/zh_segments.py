"""Sentences about segments, in Chinese."""

from collections.abc import Mapping

SEGMENTS: Mapping[str, str] = {
    "A definition has {most} conditions at most, {depth} deep.": (
        "一个定义最多 {most} 个条件，嵌套不超过 {depth} 层。"
    ),
    "Say what it is compared with.": "请填写用来比较的值。",
    "Nothing is compared here: leave the values out.": "此处不作比较：请不要填写值。",
    "Say at least or at most how much.": "请填写下限或上限。",
    "Nothing is at least {least} and at most {most}.": (
        "没有任何值既不小于 {least} 又不大于 {most}。"
    ),
    "Say within how many days, or not within how many.": "请填写在多少天以内，或不在多少天以内。",
    "Nothing is within {within} days and not within {not_within}.": (
        "没有任何日期既在 {within} 天以内又不在 {not_within} 天以内。"
    ),
    "Everybody did it at least 0 times: ask for 1 or more.": (
        "每个人都至少做过 0 次：请填写 1 或更多。"
    ),
    "Ask for a SKU or a category, not for both.": "SKU 与类目请只填写一项。",
    "Money is scored by currency: say which.": "金额按货币评分：请填写货币。",
    "Only money has a currency: leave it out.": "只有金额才有货币：请不要填写。",
    "There is no such segment.": "没有此人群。",
    "Name a dynamic segment: this one keeps who was in it once.": (
        "请引用动态人群：此人群只保留当时在内的人。"
    ),
    "Nobody comes into a static segment or leaves it: make it dynamic to follow it.": (
        "静态人群无人进出：如需跟踪，请改为动态人群。"
    ),
    "Name each segment once.": "每个人群只能填写一次。",
}

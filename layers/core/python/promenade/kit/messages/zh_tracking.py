"""Sentences about links and what came of them, in Chinese."""

from collections.abc import Mapping

TRACKING: Mapping[str, str] = {
    "Send the ids of 1 to 20 campaigns, with a comma between.": (
        "请填写 1 到 20 个活动编号，以逗号分隔。"
    ),
    "This link is not one of ours, or a part of it is missing.": "此链接无效或不完整。",
    "This link was sent too long ago.": "此链接已过期。",
    "The experiment has no such arm.": "此实验没有该组。",
    "An arm of this name is there already.": "已有同名的组。",
    "Plan so many people that each arm has at least 100 of them.": (
        "请计划足够人数，使每组至少有 100 人。"
    ),
    "All planned people are counted: nobody is added to them.": "计划人数已满，不再计入任何人。",
    "Who converted has visited before.": "已转化者必须先有访问。",
    "Who spent something has converted.": "有消费者必须已转化。",
    "There is no such picture.": "没有这张图片。",
    "This customer is named before.": "前面已填写过此顾客。",
    "This has not happened yet.": "此时间尚未到来。",
}

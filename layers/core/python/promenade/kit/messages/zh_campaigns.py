"""Sentences about campaigns, in Chinese."""

from collections.abc import Mapping

CAMPAIGNS: Mapping[str, str] = {
    "Nobody is held out of what they have to be told.": "必须告知的消息不设对照组。",
    "There is no such segment.": "没有这样的人群。",
    "All accounts of this template are off: turn one on.": "此模板的账号均已停用，请启用其中一个。",
    "There is no approved template of this id.": "没有此编号的已批准模板。",
    "The template is of another channel.": "该模板属于其他渠道。",
    "The template is for another purpose.": "该模板用于其他目的。",
    "The template is paid for in {currency}.": "该模板以 {currency} 计费。",
    "None of its templates has this variable.": "所用模板均无此变量。",
    "Its templates leave a blank here: give the variable a value.": (
        "模板此处留空：请为该变量填写值。"
    ),
    "Send a time of this century, such as 2026-11-11T10:00.": (
        "请填写本世纪内的时间，例如 2026-11-11T10:00。"
    ),
    "The clock in {zone} leaps over this time.": "{zone} 的时钟会跳过这一时刻。",
    "Send a time as everybody's clock shows it, such as 2026-11-11T10:00.": (
        "请填写各人当地时钟所示的时间，例如 2026-11-11T10:00。"
    ),
    "What waits for people is sent by what they do, not by their clocks.": (
        "等待客户行为触发的活动按其行为发送，不能按当地时间发送。"
    ),
    "Send five fields such as 30 9 * * 1-5, of which the minute is one number.": (
        "请填写五个字段，例如 30 9 * * 1-5，其中分钟为一个数字。"
    ),
    "The first field is the minute: one number from 0 to 59.": (
        "第一个字段为分钟：0 至 59 之间的一个数字。"
    ),
    "The second field is the hours: numbers from 0 to 23, or *.": (
        "第二个字段为小时：0 至 23 的数字，或 *。"
    ),
    "The third field is the days of the month: numbers from 1 to 31, or *.": (
        "第三个字段为日期：1 至 31 的数字，或 *。"
    ),
    "The fourth field is the months: numbers from 1 to 12, without names, or *.": (
        "第四个字段为月份：1 至 12 的数字（不用名称），或 *。"
    ),
    "The fifth field is the days of the week: numbers from 0 to 7, without names, or *.": (
        "第五个字段为星期：0 至 7 的数字（不用名称），或 *。"
    ),
    "This time has passed.": "这一时刻已过。",
    "It never comes to that within its window.": "在其时间范围内永远不会发生。",
    "It is quiet at this hour, from 22:00 to 08:00, and what does not wait until it is over is not "
    "sent: choose another hour, the zone where people live, or defer it with more ttl_hours.": (
        "该时刻处于免打扰时段（22:00 至 08:00），不等到时段结束的消息不会发送："
        "请另选时刻，或填写客户所在的时区，或顺延发送并加大 ttl_hours。"
    ),
    "Ask for {most} days at most.": "最多查询 {most} 天。",
    "Each variant has a name of its own.": "各版本的名称不得重复。",
    "Each step has a name of its own.": "各步骤的名称不得重复。",
    "There is no step of this name.": "没有此名称的步骤。",
    "A journey has a step that sends.": "旅程须有发送消息的步骤。",
    "No way leads to this step.": "没有路径通向此步骤。",
    "A way from this step leads back to it.": "从此步骤出发会回到其自身。",
    "Who comes into this segment or leaves it is not followed.": "此人群未开启进出跟踪。",
    "The segment {segment_id} was edited since: withdraw it, and submit it anew.": (
        "人群 {segment_id} 在提交后被修改：请撤回并重新提交。"
    ),
    "It may cost more than when it was submitted: withdraw it, and submit it anew.": (
        "其费用可能高于提交时：请撤回并重新提交。"
    ),
    "Its audience is another than was approved: send its terms again, and submit them.": (
        "其人群与批准时不同：请重新保存活动内容并提交审核。"
    ),
    "It may cost more than was approved: send its terms again, and submit them.": (
        "其费用可能高于批准时：请重新保存活动内容并提交审核。"
    ),
    "The customer was not in {segment} when it was launched.": (
        "启动时该顾客不在人群“{segment}”中。"
    ),
    "Its trigger brings no such variable.": "其触发条件不提供此变量。",
    "There is no such coupon template.": "没有此券模板。",
    "Who does this has come to the goal, and is let go.": "做到此事即达成目标，客户会离开旅程。",
}

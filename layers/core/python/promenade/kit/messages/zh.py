"""Sentences about faults, in Chinese."""

from collections.abc import Mapping

from promenade.kit.messages.zh_behaviour import BEHAVIOUR
from promenade.kit.messages.zh_campaigns import CAMPAIGNS
from promenade.kit.messages.zh_channels import CHANNELS
from promenade.kit.messages.zh_consents import CONSENTS
from promenade.kit.messages.zh_coupons import COUPONS
from promenade.kit.messages.zh_deliveries import DELIVERIES
from promenade.kit.messages.zh_files import FILES
from promenade.kit.messages.zh_flash_sales import FLASH_SALES
from promenade.kit.messages.zh_orders import ORDERS
from promenade.kit.messages.zh_platforms import PLATFORMS
from promenade.kit.messages.zh_profiles import PROFILES
from promenade.kit.messages.zh_promotions import PROMOTIONS
from promenade.kit.messages.zh_rules import RULES
from promenade.kit.messages.zh_segments import SEGMENTS
from promenade.kit.messages.zh_simulations import SIMULATIONS
from promenade.kit.messages.zh_staff import STAFF
from promenade.kit.messages.zh_tracking import TRACKING

SENTENCES: Mapping[str, str] = {
    **RULES,
    **PLATFORMS,
    **PROFILES,
    **PROMOTIONS,
    **SIMULATIONS,
    **COUPONS,
    **CHANNELS,
    **CONSENTS,
    **CAMPAIGNS,
    **DELIVERIES,
    **FILES,
    **FLASH_SALES,
    **ORDERS,
    **BEHAVIOUR,
    **SEGMENTS,
    **STAFF,
    **TRACKING,
    # what a field holds
    "Send true or false.": "请填写 true 或 false。",
    "Send a time with its offset, such as 2026-11-30T18:00:00+08:00.": (
        "请填写带时区偏移的时间，例如 2026-11-30T18:00:00+08:00。"
    ),
    "Send a date such as 2026-11-30.": "请填写日期，例如 2026-11-30。",
    "Send an object.": "这里应为一个对象。",
    "Send an object of at most {most} entries.": "这里应为一个对象，最多 {most} 项。",
    "Send a list.": "这里应为一个列表。",
    "Send a list of {least} to {most} entries.": "这里应为一个列表，{least} 至 {most} 项。",
    "Send one of {options}.": "请从以下各项中选填其一：{options}。",
    "Send a whole number.": "请填写整数。",
    "Send a whole number from 1 to 999999999.": "请填写 1 至 999999999 之间的整数。",
    "Send a whole number from {least} to {most}.": "请填写 {least} 至 {most} 之间的整数。",
    "Send the amount in minor units, a whole number: 1999 for 19.99.": (
        "金额以最小货币单位填写整数：19.99 写作 1999。"
    ),
    "Send the amount in minor units, a whole number from {least} to {most}: 1999 for 19.99.": (
        "金额以最小货币单位填写 {least} 至 {most} 之间的整数：19.99 写作 1999。"
    ),
    "Send a text.": "请填写文本。",
    "Send a text of {least} to {most} characters.": "请填写 {least} 至 {most} 个字符的文本。",
    "Send one line of {least} to {most} characters, each of which can be seen.": (
        "请填写单行文本，{least} 至 {most} 个可见字符。"
    ),
    "This is another kind of value than is asked for.": "这个值的类型不对。",
    "Send the ISO 4217 code of a currency, such as CNY.": (
        "请填写 ISO 4217 货币代码，例如人民币为 CNY。"
    ),
    "A code is 1 to 64 of A-Z 0-9 . _ - and starts with a letter or digit.": (
        "编码由 1 至 64 个 A-Z 0-9 . _ - 组成，以字母或数字开头。"
    ),
    "Send 1 to 64 small letters and digits, in words joined by single hyphens.": (
        "请填写 1 至 64 个小写字母和数字，单词之间用一个连字符连接。"
    ),
    "Send the hash of the quote.": "请填写报价的 hash。",
    "Send html, json, csv or xlsx.": "请填写 html、json、csv 或 xlsx。",
    "Send 1 to 64 letters, digits, _ or -.": "请填写 1 至 64 个字母、数字、_ 或 -。",
    "Send 1 to 64 letters, digits, dots, _ or -.": "请填写 1 至 64 个字母、数字、点、_ 或 -。",
    "Send the id as it was told: 1 to 64 letters, digits, _ or -.": (
        "请原样填写系统给出的 id：1 至 64 个字母、数字、_ 或 -。"
    ),
    # the request
    "This field is required.": "此项必填。",
    "This field is not known.": "没有此项。",
    "It is in the path: leave it out.": "路径中已有此项，请不要在请求体中填写。",
    "Give this parameter once.": "此参数只能出现一次。",
    "This is not valid JSON from byte {byte} on.": "从第 {byte} 字节起不是有效的 JSON。",
    "This is not valid JSON, or nested too deeply.": "不是有效的 JSON，或嵌套过深。",
    "Send a JSON body.": "请发送 JSON 请求体。",
    "The body is not UTF-8.": "请求体不是 UTF-8 编码。",
    "Send the version you are changing, as the ETag of its last answer.": (
        "请填写要修改的版本，即上次应答的 ETag。"
    ),
    "Send 8 to 128 letters, digits or -_.: that you repeat only to repeat this call.": (
        "请填写 8 至 128 个字母、数字或 -_.:，仅在重发同一请求时重复使用。"
    ),
    "Use the `next` of the page before, with the same filters.": (
        "请使用上一页的 next，筛选条件不变。"
    ),
    "Give a number, a tracking number, a customer, a stage, or a first and a last day.": (
        "请填写订单号、运单号、客户、阶段，或起止日期。"
    ),
    "Of orders of another source, give the number, or a first and a last day.": (
        "查询其他来源的订单，请填写订单号，或起止日期。"
    ),
    "Give at most {most} days, the first one first.": "最多 {most} 天，起始日期在前。",
    "Give either subject, actor or chain.": "请填写 subject、actor 或 chain 之一。",
    "Nothing of this kind is on record. Known kinds: {kinds}.": (
        "审计记录中没有此类对象，可查询的类别：{kinds}。"
    ),
    "Name it whole: {form}.": "请填写完整名称：{form}。",
    "“{name}” stands more than once in one object: send it once.": (
        "同一对象中“{name}”出现多次，请只填写一次。"
    ),
    "This text was broken on its way: send it as UTF-8.": "文本在传输中损坏，请以 UTF-8 编码发送。",
    "This text has a character that nobody can see.": "文本含有不可见的控制字符。",
    "This text is blank.": "文本为空白。",
    "Send whole units from {least} to {most}: weighed goods are counted in their smallest unit, "
    "350 for 0.35 kg in grams.": (
        "请填写 {least} 至 {most} 的整数件数：称重商品按最小单位计数，0.35 千克以克计填 350。"
    ),
    "Send one line of 1 to 128 characters, each of which can be seen.": (
        "请填写一行 1 至 128 个可见字符。"
    ),
    # proofs of stock
    "{found} units are offered; on hand less safety and reserved come to {expected}.": (
        "可售 {found} 件；在手数减安全库存和预留数应为 {expected} 件。"
    ),
    "Pools have {expected} units, more than the {found} that are reserved.": (
        "分池共有 {expected} 件，超过预留的 {found} 件。"
    ),
    "Movement {about} says a balance of {found}; those before it come to {expected}.": (
        "流水 {about} 记余额 {found} 件；按之前各笔应为 {expected} 件。"
    ),
    "{found} units are on hand; the movements come to {expected}.": (
        "在手 {found} 件；流水合计 {expected} 件。"
    ),
    "{found} units are reserved; reservations and pools come to {expected}.": (
        "已占用 {found} 件；占用单与库存池合计 {expected} 件。"
    ),
    "The level lent {found} units; its pools were lent {expected}.": (
        "库存记借出 {found} 件；各分池借入 {expected} 件。"
    ),
    "Pool {about} was lent {expected} units and accounts for {found}.": (
        "分池 {about} 借入 {expected} 件，账上为 {found} 件。"
    ),
}

"""Sentences about profiles, in Chinese."""

from collections.abc import Mapping

PROFILES: Mapping[str, str] = {
    "All of this together is too long to be kept.": "全部内容合计过长，无法保存。",
    "This is no e-mail address: send one such as name@example.com, in letters without accents.": (
        "这不是有效的邮箱地址：请填写例如 name@example.com 的地址，不含带变音符号的字母。"
    ),
    "These are several addresses: send one in a cell, or an entry.": (
        "这里有多个联系方式：每个单元格或每一项请只填写一个。"
    ),
    "This is no address of its kind.": "这不是该类型的有效联系方式。",
    "This is no phone number in {country}; start it with the code of its country, as +44.": (
        "这不是 {country} 的电话号码；请在号码前加上国家代码，例如 +44。"
    ),
    "This is no phone number of the country whose code it starts with.": (
        "该国家代码下没有这样的电话号码。"
    ),
    "No text message reaches this number: send a mobile phone’s, with its country’s code.": (
        "此号码收不到短信：请填写带国家代码的手机号码。"
    ),
    "A spreadsheet has shortened this number: format its column as text and fill it again.": (
        "号码已被表格软件缩写：请将该列设为文本格式后重新填写。"
    ),
    "Say which app this id belongs to.": "请填写此标识所属的应用。",
    "An address of this kind belongs to no app.": "此类联系方式不属于任何应用。",
    "Send the openid that belongs to this app.": "请填写属于此应用的 openid。",
    "With these a customer has more addresses than {most}.": (
        "加上这些，该顾客的联系方式超过 {most} 个。"
    ),
    "Line {line} is of this customer as well: tell all of one customer in one row.": (
        "第 {line} 行也是该顾客：同一顾客的内容请写在同一行。"
    ),
    "Line {line} gives this address to another customer.": (
        "第 {line} 行已将此联系方式归于另一位顾客。"
    ),
    "Send a language such as zh-CN or en.": "请填写语言，例如 zh-CN 或 en。",
    "Send the ISO 3166-1 code of a country, two capital letters such as CN; the United Kingdom’s "
    "is GB.": "请填写 ISO 3166-1 的两位大写国家代码，例如 CN；英国的代码是 GB。",
    "Send 1 to 64 small letters, digits, dots, _ or -.": (
        "请填写 1 至 64 个小写字母、数字、点、_ 或 -。"
    ),
    "Send a time that is still to come.": "请填写将来的时间。",
    "Each step scores higher than the one before: fewer days, more purchases, more money.": (
        "每一档须高于前一档：天数更少、购买次数更多、金额更高。"
    ),
}

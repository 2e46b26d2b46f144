"""Sentences about accounts and message templates, in Chinese."""

from collections.abc import Mapping

CHANNELS: Mapping[str, str] = {
    "Send a sender's address, such as news@shop.example.": (
        "请填写发件人地址，例如 news@shop.example。"
    ),
    "Send 1 to 32 letters or digits.": "请填写 1 至 32 个字母或数字。",
    "Send 1 to 40 letters, digits or _.": "请填写 1 至 40 个字母、数字或 _。",
    "Send a provider's region, such as cn-hangzhou.": "请填写服务商的地域，例如 cn-hangzhou。",
    "Send a small letter, then up to 39 small letters, digits or _.": (
        "请填写一个小写字母，后接至多 39 个小写字母、数字或 _。"
    ),
    "Send up to 11 letters, digits or -.": "请填写至多 11 个字母、数字或 -。",
    "Send up to 64 letters, digits, _ or -.": "请填写至多 64 个字母、数字、_ 或 -。",
    "Name the secret: 1 to 64 small letters, digits or -. Its content stays in the store.": (
        "请填写密钥的名称：1 至 64 个小写字母、数字或连字符；密钥内容只保存在密钥库中。"
    ),
    "Send an address: https://, the server's name, and no user, quotes or blanks.": (
        "请填写网址：以 https:// 开头，接服务器域名，不含用户名、引号或空格。"
    ),
    "Send a topic's ARN, such as arn:aws:sns:eu-west-1:123456789012:receipts.": (
        "请填写主题的 ARN，例如 arn:aws:sns:eu-west-1:123456789012:receipts。"
    ),
    "Send an address that everybody can reach: this one leads into a closed network.": (
        "请填写公网可访问的地址：此地址指向内部网络。"
    ),
    "Send a language, such as zh-CN.": "请填写语言，例如 zh-CN。",
    "An account stays with its currency: add another one.": "账号不能更换币种：请另行添加。",
    "An account stays with its provider: add another one.": "账号不能更换服务商：请另行添加。",
    "{place} is no variable's name: small letters, digits and _ after a letter.": (
        "{place} 不是变量名：请以小写字母开头，只用小写字母、数字和下划线。"
    ),
    "Send one line of 2 to 20 characters without 【 and 】, which providers put around it.": (
        "请填写一行 2 至 20 个字符，不含【】，服务商会自行添加。"
    ),
    "A link leads to an https address, such as {{{{link:https://shop.example/}}}}.": (
        "链接须指向 https 地址，例如 {{{{link:https://shop.example/}}}}。"
    ),
    "A link is written {{{{link:https://shop.example/}}}}.": (
        "链接请写作 {{{{link:https://shop.example/}}}}。"
    ),
    "A link is the same for everybody: it takes no variables.": "链接对所有人相同，不能含变量。",
    "Letters other than English ones are percent-encoded in a link.": (
        "链接中的非英文字符须使用百分号编码。"
    ),
    "{place} is no placeholder: write two braces on either side.": (
        "{place} 不是占位符：请在两侧各写两个花括号。"
    ),
    "Write a value without {{ and }}, and without a line break at its end.": (
        "变量的值请勿包含 {{ 或 }}，末尾也不要换行。"
    ),
    "A placeholder is not closed, or not opened: write {{{{name}}}}.": (
        "占位符未成对：请写作 {{{{name}}}}。"
    ),
    "The variable {name} is not declared: add it to variables.": (
        "变量 {name} 未声明：请在 variables 中添加。"
    ),
    "No text uses the variable {name}: leave it out.": "没有文本使用变量 {name}：请删去。",
    "There is no text in {locale}, the default language.": "缺少默认语言 {locale} 的文本。",
    "From line {line} on programs read this HTML each in its own way: close what is open, and put "
    "what is filled into a tag in quotes.": (
        "从第 {line} 行起，各程序对此 HTML 的解读不一："
        "请补全未闭合的内容，并将标签内的占位符置于引号中。"
    ),
    "Take <{name}> out of line {line}: mails show none.": (
        "请删除第 {line} 行的 <{name}>：邮件不支持此元素。"
    ),
    "In line {line}, {name} leads nowhere from a mail: begin it with https://, mailto: or tel:, or "
    "write {{{{link:https://shop.example/}}}}.": (
        "第 {line} 行的 {name} 在邮件中无法打开：请以 https://、mailto: 或 tel: 开头，"
        "或写作 {{{{link:https://shop.example/}}}}。"
    ),
    "Take {name} out of line {line}: a mail shows, it does nothing by itself.": (
        "请删除第 {line} 行的 {name}：邮件只展示内容，不执行操作。"
    ),
    "Name each language once.": "每种语言只填写一次。",
    "Messages of this channel have none.": "此渠道的消息没有这一项。",
    "An SMS has at most {most} characters.": "短信最多 {most} 个字符。",
    "Name each account once.": "每个账号只填写一次。",
    "Name each parameter once.": "每个参数只填写一次。",
    "There is no such account.": "没有此账号。",
    "This account sends by {channel}.": "此账号所属渠道为 {channel}。",
    "All accounts of a template charge in one currency.": "同一模板的各账号须以同一货币计费。",
    "Name the template as this provider approved it.": "请填写服务商审核通过的模板编号。",
    "The provider has not approved this template yet, as far as it is told here.": (
        "服务商尚未审核通过此模板（以此处所填为准）。"
    ),
    "Advertising by SMS says how to stop it, such as: 拒收请回复R, or Reply STOP.": (
        "营销短信须写明退订方式，例如：拒收请回复R。"
    ),
    "Advertising by SMS says who sends it: {sign} is not in the text.": (
        "营销短信须写明发送者：文本中没有 {sign}。"
    ),
    "A template stays of its channel: draft another one.": "模板不能更换渠道：请另建模板。",
    "Say why it is sent back.": "请说明驳回的原因。",
}

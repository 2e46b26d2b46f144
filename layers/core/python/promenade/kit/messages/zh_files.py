"""Sentences about files, in Chinese."""

from collections.abc import Mapping

FILES: Mapping[str, str] = {
    "Send an address (https://, the server's name, and no user, quotes or blanks), or the path of "
    "a picture that is kept here.": (
        "请填写网址（https:// 加域名，不含用户名、引号或空格），或已上传图片的路径。"
    ),
    "Open the feed at its address.": "请按原地址打开商品数据源。",
    "Send a picture's name: its SHA-256, a dot, and gif, jpg, png or webp.": (
        "请填写图片名称：SHA-256、点号及 gif、jpg、png 或 webp。"
    ),
    "Send the name as the console's page has it.": "请填写管理台页面中的文件名。",
    "Send the SHA-256 of the picture's bytes: 64 digits of 0 to f.": (
        "请填写图片内容的 SHA-256：64 位 0 至 f。"
    ),
    "There is no such picture here: upload it, and finish that, before it is used.": (
        "没有此图片：请先上传并完成确认，再使用。"
    ),
    "This charset is not known here; send UTF-8.": "不支持此字符集，请使用 UTF-8。",
    "This is a workbook, not a text; save the sheet as “CSV UTF-8” and send that.": (
        "这是工作簿而不是文本：请将工作表另存为“CSV UTF-8”再上传。"
    ),
    "This file is not in the charset that its content type declares; leave that out.": (
        "文件不是 Content-Type 声明的字符集：请去掉该声明。"
    ),
    "This file is neither UTF-8 nor GB 18030; save it as “CSV UTF-8” and send it again.": (
        "文件既不是 UTF-8 也不是 GB 18030：请另存为“CSV UTF-8”再上传。"
    ),
    "This file may be GB 18030 or Windows-1252: save it as “CSV UTF-8”, or say its charset in the "
    "content type, as “text/csv; charset=windows-1252”.": (
        "文件可能是 GB 18030，也可能是 Windows-1252：请另存为“CSV UTF-8”，"
        "或在 Content-Type 中写明字符集，例如“text/csv; charset=windows-1252”。"
    ),
    "This file may be GB 18030 or Japanese: save it as “CSV UTF-8”, or say its charset in the "
    "content type, as “text/csv; charset=shift_jis”.": (
        "文件可能是 GB 18030，也可能是日文：请另存为“CSV UTF-8”，"
        "或在 Content-Type 中写明字符集，例如“text/csv; charset=shift_jis”。"
    ),
    "This file may be GB 18030 or Big5: save it as “CSV UTF-8”, or say its charset in the content "
    "type, as “text/csv; charset=big5”.": (
        "此文件可能是 GB 18030，也可能是 Big5：请另存为“CSV UTF-8”，"
        "或在 Content-Type 中说明字符集，例如“text/csv; charset=big5”。"
    ),
    "This file may be GB 18030, Korean or Japanese: save it as “CSV UTF-8”, or say its charset in "
    "the content type, as “text/csv; charset=gb18030”, “charset=euc-kr” or “charset=euc-jp”.": (
        "此文件可能是 GB 18030、韩文或日文：请另存为“CSV UTF-8”，或在 Content-Type 中说明字符集，"
        "例如“text/csv; charset=gb18030”、“charset=euc-kr”或“charset=euc-jp”。"
    ),
    "This file may be GB 18030 or Korean CP949: save it as “CSV UTF-8”, or say its charset in the "
    "content type, as “text/csv; charset=euc-kr”.": (
        "文件可能是 GB 18030，也可能是韩文 CP949：请另存为“CSV UTF-8”，"
        "或在 Content-Type 中写明字符集，例如“text/csv; charset=euc-kr”。"
    ),
    "The file has {count} rows; send 1 to {most}.": "文件有 {count} 行，请上传 1 至 {most} 行。",
    "The header has {count} columns; {most} are the most.": "表头有 {count} 列，最多 {most} 列。",
    "This file looks separated by semicolons: save it with commas.": (
        "文件似乎以分号分隔：请改用逗号分隔保存。"
    ),
    "This file looks separated by tabs: save it with commas.": (
        "文件似乎以制表符分隔：请改用逗号分隔保存。"
    ),
    "This file looks separated by bars: save it with commas.": (
        "文件似乎以竖线分隔：请改用逗号分隔保存。"
    ),
    "The header has no column “{column}”, which holds values such as {example}.": (
        "表头缺少“{column}”列，内容例如 {example}。"
    ),
    "The column “{column}” is not known here. Known are {known}.": (
        "没有“{column}”这一列。可用的列：{known}。"
    ),
    "The column “{column}” is there twice.": "“{column}”列出现了两次。",
    "A column has no name; it stands after “{before}”.": "“{before}”之后的一列没有名称。",
    "Lines {first} to {last} are no CSV: look for a quote that is missing or stands alone.": (
        "第 {first} 至 {last} 行不是有效的 CSV：请检查缺失或多余的引号。"
    ),
    "Line {line} is no CSV: look for a quote that is missing or stands alone.": (
        "第 {line} 行不是有效的 CSV：请检查缺失或多余的引号。"
    ),
    "The row has {count} cells, the header {expected}: put quotes around a text with a comma in "
    "it.": ("此行有 {count} 个单元格，表头有 {expected} 个：含逗号的文本请加引号。"),
    "“{amount}” in the column “{column}” may be two amounts: say by decimal_mark=point or "
    "decimal_mark=comma how the file writes decimals.": (
        "“{column}”列的“{amount}”可能是两个不同的金额：请用 decimal_mark=point 或 "
        "decimal_mark=comma 说明文件的小数写法。"
    ),
    "“{amount}” in the column “{column}” is no amount, such as {example}.": (
        "“{column}”列的“{amount}”不是金额，金额例如 {example}。"
    ),
    "“{amount}” in the column “{column}” has more decimals than {currency} has.": (
        "“{column}”列的“{amount}”的小数位数超过 {currency} 的位数。"
    ),
    "“{amount}” in the column “{column}” is no price here: send {least} to {most}, such as "
    "{example}.": (
        "“{column}”列的“{amount}”不能作为价格：请填写 {least} 至 {most}，例如 {example}。"
    ),
    "The column “{column}” is empty: a new SKU needs a price there, such as {example}.": (
        "“{column}”列为空：新 SKU 须有价格，例如 {example}。"
    ),
    "{system}’s export does not say its currency: say it, such as currency=EUR.": (
        "{system} 的导出文件未注明货币：请说明，例如 currency=EUR。"
    ),
    "Say where a product is sold, such as https://shop.example/products/{product}.": (
        "请说明商品页的地址，例如 https://shop.example/products/{product}。"
    ),
    "Only format=merchant has links.": "只有 format=merchant 含有链接。",
    "Only the exports of other shop systems need this.": "只有其他商城系统的导出文件需要此项。",
    "It holds for a time only: set it in a price book, and leave it out here.": (
        "此价格只在一段时间内有效：请在价目表中设置，并从文件中去掉。"
    ),
    "This variant is hidden there, its product is not: here a product’s SKUs are sold alike.": (
        "此规格在原系统中已隐藏而商品没有：这里一个商品的 SKU 一同销售。"
    ),
    "“{said}” says neither that it is sold nor that it is not.": "“{said}”没有说明是否销售。",
    "No row of this file is a variant of it.": "文件中没有它的规格行。",
    "Products of the type “{type}” are not sold here as one SKU.": (
        "类型为“{type}”的商品在这里不能作为一个 SKU 销售。"
    ),
    "No row of this file is “{parent}”, whose variant this is.": (
        "文件中没有“{parent}”这一行，而此行是它的规格。"
    ),
    "This row is another store view’s: a product has one wording here.": (
        "此行属于另一个店铺视图：这里一个商品只有一份文案。"
    ),
    "The header is of no export that is known here. They are told by these columns: {known}.": (
        "表头不属于任何已知的导出文件。识别所用的列：{known}。"
    ),
    "It has no SKU in {system}: give it one there, by which stock and orders will know it.": (
        "它在 {system} 中没有 SKU：请在那里填写，库存和订单将以此识别它。"
    ),
    "It is in {count} categories; of a product {most} are looked at.": (
        "它属于 {count} 个类目；每个商品最多查看 {most} 个。"
    ),
    "{count} pictures were left out: a product has {most}, by addresses of https://.": (
        "略去了 {count} 张图片：一个商品最多 {most} 张，地址须以 https:// 开头。"
    ),
    "{count} tags were left out: a product has {most}, each of {length} characters.": (
        "略去了 {count} 个标签：一个商品最多 {most} 个，每个最多 {length} 个字符。"
    ),
    "“{parents}” name it as a variant: a SKU is one variant of one product.": (
        "“{parents}”都将它列为规格：一个 SKU 只是一个商品的一个规格。"
    ),
    "“{name}” stands more than once, be it in another spelling: say it once.": (
        "“{name}”（不论写法）出现了不止一次，请只填写一次。"
    ),
    "This would run as a formula; put an apostrophe before it if it is text.": (
        "这会被当作公式执行；如果是文本，请在前面加一个撇号。"
    ),
}

"""Sentences about what contradicts the shop's rules, in Chinese."""

from collections.abc import Mapping

RULES: Mapping[str, str] = {
    # catalogue and stock
    "Say which tag it shall not have where that is the change, and only there.": (
        "仅当更改为去掉标签（tag）时，才须且只须填写 tag。"
    ),
    "Say which category it shall be in where that is the change, and only there.": (
        "仅在更换类目时填写新类目，且必须填写。"
    ),
    "The sale price is above the list price.": "售价高于标价。",
    "The floor is above the sale price.": "底价高于售价。",
    "Send 1 to 48 of A-Z 0-9 and hyphen.": "请填写 1 至 48 个 A-Z 0-9 或连字符。",
    "An option needs a name and a value.": "规格需要名称和值。",
    "An attribute needs a name and a value.": "属性需要名称和值。",
    "Send words to look for.": "请填写要搜索的词。",
    "Send at most {most} words.": "最多填写 {most} 个词。",
    "Send at most {most} attributes.": "最多填写 {most} 个属性。",
    "Write name=value, with ; between two.": "请写成 名称=值，多个之间用分号隔开。",
    "“{attribute}” needs a text.": "“{attribute}”须填写文字。",
    "Send “{attribute}” as a number, such as 12.5.": "“{attribute}”须为数字，例如 12.5。",
    "Send “{attribute}” as a number of {unit}, such as 12.5.": (
        "“{attribute}”须为数字，单位为 {unit}，例如 12.5。"
    ),
    "“{attribute}” is one of {choices}.": "“{attribute}”须为下列之一：{choices}。",
    "“{attribute}” is true or false.": "“{attribute}”须为 true 或 false。",
    "Products of this category need “{attribute}”.": "此类目的商品须填写“{attribute}”。",
    "Another attribute here has this name.": "此处另一个属性已使用此名称。",
    "Only a number has a unit.": "只有数字属性才有单位。",
    "Say what can be chosen.": "请填写可选项。",
    "Only a choice has choices.": "只有选项属性才有可选项。",
    "Send each choice once, and none that is blank.": "可选项不能重复或为空。",
    "A brand has 1 to {most} characters.": "品牌为 1 至 {most} 个字符。",
    "It has “{what}”, which would run for whoever reads it: take that out.": (
        "其中含有会在读者浏览器中执行的“{what}”：请去掉。"
    ),
    "The description has {count} bytes; {most} are the most.": (
        "描述有 {count} 字节，最多 {most} 字节。"
    ),
    "A description has at most 20,000 bytes; a Chinese character is three of them.": (
        "描述最多 20,000 字节，一个汉字占 3 字节。"
    ),
    "A tag has 1 to 40 characters.": "标签为 1 至 40 个字符。",
    "A product has at most {most} tags.": "一个商品最多 {most} 个标签。",
    "“{tag}” is given by a rule: change the rule, or use another tag.": (
        "标签“{tag}”由规则自动添加：请修改规则，或使用其他标签。"
    ),
    "A rule cannot look at “{tag}”, which a rule gives.": "规则不能引用由规则添加的标签“{tag}”。",
    "Say which products have the tag.": "请填写哪些商品有此标签。",
    "The range ends before it begins.": "区间的终点小于起点。",
    "A tag keeps its name, in another spelling at most. Add the other tag.": (
        "标签名称只能改变写法，如需其他名称，请另建标签。"
    ),
    "By hand or by a rule: a tag stays what it is. Add another tag.": (
        "手工标签与规则标签不能互相转换，请另建标签。"
    ),
    "Say what shall become of the products.": "请填写要对这些商品做什么。",
    "This tag is added as well.": "同一标签不能既添加又移除。",
    "Another line here is of it.": "此处另一行已是同一商品。",
    "A product without SKUs cannot be on the shelf.": "没有 SKU 的商品不能上架。",
    "It is in the bin; send OFF first.": "商品在回收站中，请先改为 OFF。",
    "It is on the shelf; send OFF first.": "商品已上架，请先改为 OFF。",
    "Only what is SCHEDULED has this.": "只有定时上架（SCHEDULED）的商品才有此项。",
    "Say from when it is sold.": "请填写开始销售的时间。",
    "Send an instant that is still to come.": "请填写将来的时间。",
    "Another SKU here has this code.": "本商品另一个 SKU 已使用此编码。",
    "Another SKU here has this barcode.": "本商品另一个 SKU 已使用此条码。",
    "Another SKU here carries this barcode.": "本商品另一个 SKU 已使用此条码。",
    "The code belongs to another product.": "此编码属于另一个商品。",
    "Another product carries this barcode.": "另一个商品已使用此条码。",
    "“{attribute}” is {there} in the category “{category}” above; here it would be {here}."
    " Define it alike.": (
        "上级类目“{category}”中“{attribute}”为 {there}，此处则为 {here}：请使两处定义一致。"
    ),
    "“{attribute}” is {there} in the category “{category}” below; here it would be {here}."
    " Define it alike.": (
        "下级类目“{category}”中“{attribute}”为 {there}，此处则为 {here}：请使两处定义一致。"
    ),
    "“{attribute}” is in {unit} in the category that it is in, and in {other_unit} in “{category}”:"
    " send its value in {other_unit}.": (
        "“{attribute}”在原类目中的单位是 {unit}，在“{category}”中是 {other_unit}："
        "请按 {other_unit} 填写。"
    ),
    "“{attribute}” is in {unit} in the category that it is in, and in {other_unit} in “{category}”:"
    " take it off, have the product moved, and then send it in {other_unit}.": (
        "“{attribute}”在原类目中的单位是 {unit}，在“{category}”中是 {other_unit}："
        "请先去掉此属性，待商品移动后再按 {other_unit} 填写。"
    ),
    "There is no category “{category}”.": "没有类目“{category}”。",
    "It is in several categories of those here, “{categories}”: a product is in one.": (
        "它属于这里的多个类目“{categories}”：一个商品只属于一个类目。"
    ),
    "The catalogue has no such product.": "商品目录中没有此商品。",
    "A product has at most {most} SKUs.": "一个商品最多 {most} 个 SKU。",
    "An earlier line of the product differs.": "与该商品前面的行不一致。",
    "Line {line} has this barcode.": "第 {line} 行已有此条码。",
    "Line {line} has this SKU.": "第 {line} 行已有此 SKU。",
    "What is new needs this.": "新建时此项必填。",
    "An adjustment changes something.": "调整数量不能为零。",
    "Another line before it is of the same units.": "前面已有相同库存的一行。",
    "A transfer goes to another warehouse.": "请调拨到另一个仓库。",
    # prices
    "It is below {floor_minor}, the floor of this SKU in the catalogue.": (
        "低于商品目录中此 SKU 的底价 {floor_minor}。"
    ),
    "A price to compare with is not below the sale price.": "划线价不能低于售价。",
    "There is no such price book.": "没有此价目表。",
    "The book is in {currency}.": "此价目表的货币为 {currency}。",
    "A book ends after it is opened.": "价目表的结束时间必须晚于现在。",
    "A price starts now or later.": "价格不能从过去开始生效。",
    "What takes another entry's rest ends when that would.": (
        "接替另一价格时，结束时间与原价格相同，请勿填写。"
    ),
    "This SKU has no price in this currency yet.": "此 SKU 还没有该货币的价格。",
    "This would be no price any more: a price is from 1 to 99999999.": (
        "调整后超出价格范围：价格须为 1 至 99999999。"
    ),
    "Prices in {currency} have nothing behind the point.": "{currency} 价格没有小数位。",
    "The price is not what it was when the job was rehearsed.": "价格与预演时不同，未作调整。",
    "An earlier line names this SKU.": "前面的行已有此 SKU。",
    # promotions and carts
    "Its amounts are of a currency: say of which.": "金额属于某种货币，请说明是哪一种。",
    "Write a date ({date}) or a time with its offset ({time}).": (
        "请填写日期（{date}）或带时区的时间（{time}）。"
    ),
    "A coupon is presented by its code.": "优惠券需要优惠码。",
    "A promotion gives something.": "活动需要至少一项优惠。",
    "A window ends after it starts.": "结束时间须晚于开始时间。",
    "Who just reaches this step would pay less than at the step before.": (
        "刚达到此档的顾客会比上一档付得更少。"
    ),
    "One of its steps gives something.": "至少有一档需要优惠。",
    "Its amounts name their currencies themselves: leave this out.": (
        "金额已各自注明货币，此项请留空。"
    ),
    "Name the same currencies in every amount.": "每项金额须注明相同的货币。",
    "A budget is in one currency: where there are several, limit the uses.": (
        "预算只能是一种货币：多货币活动请限制使用次数。"
    ),
    "Pieces and grams have no currency.": "件数和重量没有货币。",
    "Say how much there has to be at least, or may be at most.": "请填写最少或最多多少。",
    "It is below the threshold.": "低于门槛。",
    "Shipping adds to an amount alone.": "只有金额可以计入运费。",
    "A postcode is more than blanks.": "邮编不能只有空白。",
    "It comes before the first postcode.": "早于起始邮编。",
    "It would go with no cart at all.": "这样任何购物车都不能用。",
    "A promotion goes with itself.": "活动不能与自己互斥。",
    "Name the units of a set in their order, each once.": "请按顺序填写每套中的第几件，不重复。",
    "A set has as many units as it names.": "一套的件数不少于所填的第几件。",
    "Breaks of a line set unit prices.": "按件数的阶梯价只能用于单价阶段。",
    "Quantities rise from break to break.": "各档件数须逐级提高。",
    "Send a country by its two capital letters, such as CN.": "请填写两位大写的国家代码，例如 CN。",
    "A slot ends after it starts.": "时段的结束须晚于开始。",
    "It overlaps an earlier slot.": "与前面的时段重叠。",
    "A unit price depends on no threshold.": "单价优惠不能设门槛。",
    "Thresholds rise from step to step.": "各档门槛须逐级提高。",
    "The unit stage sets unit prices only.": "单价阶段只能设置单价。",
    "This stage is about shipping only.": "此阶段只涉及运费。",
    "Only an amount is granted per step.": "每满一次只能减固定金额。",
    "The unit stage does not look at this.": "单价阶段不使用此项。",
    "A set has fewer units.": "一组没有这么多件。",
    "It would exclude every line.": "这会排除所有商品行。",
    "The highest price is below the lowest.": "最高价低于最低价。",
    "Orders that are placed here have such names. Send one of your own.": (
        "此类名称为本店订单所用，请使用您自己的名称。"
    ),
    "The catalogue has no such SKU.": "商品目录中没有此 SKU。",
    "This SKU has no price in {currency}.": "此 SKU 没有 {currency} 价格。",
    "This SKU is not on sale.": "此 SKU 未在售。",
    "A shopper does not say this; the shop's server does.": "此项由商店服务器填写，不由顾客填写。",
    "There is no such promotion in this simulation.": "本次模拟中没有此活动。",
    "Another one before it has this id.": "前面已有相同的 id。",
    "It is above the list price.": "高于标价。",
    "Select a line.": "请至少选择一行。",
    # reports and orders
    "Reports start in the year {year}.": "报表从 {year} 年开始。",
    "A period does not end before it starts.": "结束日期不能早于开始日期。",
    "A period ends with a day that has begun.": "结束日期不能晚于今天。",
    "A period has at most {most} days.": "期间最多 {most} 天。",
    "Send an IANA name such as Asia/Shanghai.": "请填写 IANA 时区名称，例如 Asia/Shanghai。",
    "Send an instant of this century.": "请填写本世纪内的时间。",
    "This cannot be before the order was placed.": "不能早于下单时间。",
    "An invoice of a company has its tax number.": "企业发票须填写税号。",
    "This is more than 24 hours ahead: send when it happened.": (
        "时间晚于现在 24 小时以上，请填写实际发生的时间。"
    ),
    "An order of this kind ({kind}) is sent as completed.": (
        "此类单据（{kind}）须以已完成的状态发送。"
    ),
    "An order with a payment is more than placed.": "已付款的订单不能仍为已下单。",
    "An order that is {state} was paid.": "状态为“{state}”的订单须有付款时间。",
    "Say when it was cancelled.": "请填写取消时间。",
    "The order is {state}, not cancelled.": "订单状态为“{state}”，并未取消。",
    "A refunded order got back all that was paid.": "已退款的订单须退还全部已付金额。",
    "Number each line once.": "行号不能重复。",
    "A sale has at least one unit a line.": "销售的每一行至少一件。",
    "The line comes to {line_minor}: a discount takes off no more.": (
        "该行金额为 {line_minor}，优惠不能超过它。"
    ),
    "Send one amount for each of {count} units.": "请为 {count} 件各填写一个金额。",
    "Say when it was paid exactly if it was.": "仅在已付款时填写付款时间。",
    "Included tax is part of what is to be paid, {payable_minor}; tax on top is sent apart.": (
        "已含税额是应付金额 {payable_minor} 的一部分；另加的税请单独填写。"
    ),
    "An order of this kind ({kind}) has no promotions.": "此类单据（{kind}）没有活动。",
    "Say how many units this is about.": "请填写件数。",
    "An order of this kind ({kind}) has no unit prices paid.": (
        "此类单据（{kind}）没有单件实付金额。"
    ),
    "A client sends the orders of its own source.": "客户端只能提交自己来源的订单。",
    "Name each promotion once.": "活动不能重复。",
    "Its allocations exceed its saving.": "分摊金额超过其优惠金额。",
    "The line's discount is {discount_minor}: promotions share out no more of it.": (
        "该行优惠金额为 {discount_minor}，各活动分摊合计不能超过它。"
    ),
    "The order names no such promotion.": "订单所列的活动中没有此项。",
    "This is {found_minor}; {what} is {expected_minor}.": (
        "此处为 {found_minor}；{what}为 {expected_minor}。"
    ),
    "This is {found_minor}; its lines are {expected_minor}.": (
        "此处为 {found_minor}；各行合计 {expected_minor}。"
    ),
    "Refunds are {refunded_minor}; {paid_minor} was paid.": (
        "退款 {refunded_minor}，实付 {paid_minor}。"
    ),
    "Line {line} gets back {refunded_minor}; {paid_minor} was paid for it.": (
        "第 {line} 行退款 {refunded_minor}，实付 {paid_minor}。"
    ),
    "Line {line} has {count} units; refunds name {refunded} of them.": (
        "第 {line} 行有 {count} 件，退款涉及 {refunded} 件。"
    ),
    "A return says what was given back.": "退货须填写退还金额。",
    "Line {line} has {left} units to be sent.": "第 {line} 行还有 {left} 件待发货。",
    "Line {line} has {left} units to be given back.": "第 {line} 行还可退 {left} 件。",
    "{left} are left of what was charged beside the lines.": "商品之外的费用还可退 {left}。",
    "Name each line once.": "每行只能填写一次。",
    "Name each refund once.": "退款不能重复。",
    "The order has no line of this number.": "订单没有此行号。",
    "The order has {size} bytes; {most} are taken.": "订单有 {size} 字节，最多 {most} 字节。",
    "This has {size} bytes; {most} are taken.": "此项有 {size} 字节，最多 {most} 字节。",
    "A code is more than blanks.": "优惠码不能只有空白。",
    "Its floor is {floor_minor} until somebody else has approved a lower one.": (
        "在他人批准更低的底价之前，它的底价是 {floor_minor}。"
    ),
    "It is not {shelf} here, and no file makes it so: send ON or OFF, or leave the cell empty.": (
        "此商品在这里不是 {shelf}，文件也不能设为该状态：请填写 ON 或 OFF，或留空。"
    ),
    "It waits until somebody else has approved it; nothing is sold by it until then.": (
        "须经他人批准，批准前不会据此销售。"
    ),
    "Another SKU here has these options.": "此商品的另一个 SKU 有相同的规格。",
}

"""Refusals in Chinese whose English sentence says more than their code, by that sentence."""

from collections.abc import Mapping

TOLD: Mapping[str, str] = {
    "A coupon ends later than it did, and not in the past.": (
        "优惠券的新到期时间须晚于原到期时间，且不在过去。"
    ),
    "A coupon has this code. Choose another code, or archive the coupon's template.": (
        "已有优惠券使用此优惠码。请换一个优惠码，或归档该券模板。"
    ),
    "A promotion has this code. Choose another code, or end that promotion.": (
        "已有活动使用此优惠码。请换一个优惠码，或结束该活动。"
    ),
    "A version is not there any more.": "此版本已不存在。",
    "A picture has at most 10 MiB.": "图片最大为 10 MiB。",
    "All of them were given away.": "优惠券已领完。",
    "All of what everybody else could have were given away.": (
        "面向所有人的替代优惠已领完，不能发放专属优惠。"
    ),
    "All of this was refunded: give its red-letter invoice's number.": (
        "此发票金额已全部退款：请填写红字发票号码。"
    ),
    "All of today's were given away.": "今日优惠券已领完。",
    "Another coupon has this code. Choose another code, or archive its template.": (
        "已有另一优惠券使用此优惠码。请换一个优惠码，或归档其模板。"
    ),
    "Another coupon template has this code. Choose another code, or archive that template.": (
        "另一个优惠券模板正在使用此优惠码：请更换优惠码，或先归档该模板。"
    ),
    "Another promotion that has not ended has this code.": "另一个未结束的活动正在使用此优惠码。",
    "Campaigns use it: give them another segment or cancel them first.": (
        "有活动正在使用此人群：请先为其更换人群，或取消活动。"
    ),
    "Its audience is another than was approved: send its terms again, and submit them.": (
        "其受众已与审批时不同：请重新提交活动内容并再次送审。"
    ),
    "It has not been submitted.": "该商品尚未提交审核。",
    "It is submitted already.": "该商品已提交审核。",
    "Nothing of it waits.": "该商品没有待审核的内容。",
    "It was rejected: send its terms again first.": "审核未通过：请先重新保存内容，再提交。",
    "All accounts of this template are off: turn one on.": "此模板的账号均已停用，请启用其中一个。",
    "Nothing is sent by this template now: approve it first.": (
        "目前不能用此模板发送，请先批准模板。"
    ),
    "Other segments name it: edit or archive them first.": "其他人群引用了它：请先修改或归档它们。",
    "Customers have an inbox; sign in as one.": "只有顾客有收件箱，请以顾客身份登录。",
    "Customers have preferences; sign in as one.": "只有顾客可以设置接收偏好，请以顾客身份登录。",
    "The customer was erased and is sent nothing any more.": (
        "该顾客的资料已删除，不再接收任何消息。"
    ),
    "The customer was erased: nothing is left to be merged.": "该顾客的资料已删除，无可合并。",
    "The customer was merged into another one before.": "该顾客此前已合并到另一位顾客。",
    "The other customer was merged into this one before.": "另一位顾客此前已合并到该顾客。",
    "There is no such campaign.": "没有此营销活动。",
    "Your staff account has no verified e-mail address: verify one first.": (
        "您的员工账号没有已验证的邮箱，请先验证。"
    ),
    "Your staff account has no confirmed phone number: confirm one first.": (
        "您的员工账号没有已确认的手机号，请先确认。"
    ),
    "There is no such message in your inbox.": "收件箱中没有这条消息。",
    "These customers were merged into one another too often.": "这些顾客相互合并的次数过多。",
    "Customers have wallets; sign in as one.": "只有顾客有卡包，请以顾客身份登录。",
    "Customers are reminded; sign in as one.": "只有顾客可以设置提醒，请以顾客身份登录。",
    "A client sends the orders of its own source only.": "客户端只能提交自己来源的订单。",
    "Customers buy here in their own name; sign in as one.": (
        "顾客须以本人名义购买，请以顾客身份登录。"
    ),
    "It was not looked at yet.": "尚未核对。",
    "It would not end later.": "新的结束时间须晚于原结束时间。",
    "Its coupons are given in another way.": "此券以其他方式发放。",
    "Its coupons are good later.": "此券尚未到使用时间。",
    "Its coupons are not given by single codes.": "此类优惠券不通过单独的优惠码发放。",
    "Its coupons are not given by staff.": "此类优惠券不由员工发放。",
    "No extension is proposed.": "没有提出延长。",
    (
        "No order from elsewhere has a reservation of this name. Of an order placed here, a "
        "refund puts back what was not sent; receive what was sent and came back as stock."
    ): (
        "没有外部订单以此编号占用过库存。在本系统下的订单，退款时未发货的商品自动退回库存；"
        "已发货又退回的商品，请做入库登记。"
    ),
    "No invitation brought this customer.": "该顾客并非经邀请而来。",
    "No stock of this SKU was ever recorded.": "此 SKU 从未有过库存。",
    "Nobody is invited to this offer.": "此专属优惠不设邀请。",
    "Nothing was allotted here.": "此处没有分配过名额。",
    "Nothing was refunded since it was issued: void it to write another.": (
        "开票后没有退款，无需重开；如需更改请先作废。"
    ),
    "One buyer may have no more of the promotion.": "已达到该活动每人可享的上限。",
    "One order may have fewer units of the promotion.": "件数超过该活动每单限购数量。",
    "Only RS256 tokens are accepted.": "只接受 RS256 签名的令牌。",
    "Only an invoice that is issued is issued anew.": "只有已开具的发票可以重开。",
    "Send the access token, not the id token.": "请发送 access token，而不是 id token。",
    "Somebody else approves what you wrote or submitted.": "您编写或提交的内容须由他人审批。",
    "Somebody else than who asked for this change decides about it.": (
        "提出此变更的人不能自己审批。"
    ),
    "Somebody else than who asked for this job decides about it.": "提出此任务的人不能自己审批。",
    "The bearer token is not a JSON Web Token.": "令牌不是 JSON Web Token。",
    "The address is none of Amazon SNS.": "此地址不属于 Amazon SNS。",
    "The catalogue has no such SKU.": "商品目录中没有此 SKU。",
    "The certificate is none of Amazon SNS.": "此证书不属于 Amazon SNS。",
    "The customers of this issue are not kept any more.": "此次发放的顾客名单已不再保留。",
    "The customers of this list are not kept any more.": "此名单的顾客已不再保存。",
    "The main warehouse is there from the start.": "主仓库自始即有，无需添加。",
    "The main warehouse stays open.": "主仓库不能关闭。",
    "The offer is not in force for you now.": "此专属优惠现在对您无效。",
    "The price ends before it could start.": "价格在生效之前就已结束。",
    "The price is not what it was when the job was rehearsed.": "价格与预演时不同，未作调整。",
    "The promotion has been used as often as it may.": "活动名额已用完。",
    "The report is not built yet.": "报表尚未生成。",
    "The signature is none of ours, or too old.": "签名无效，或已过期。",
    "The signature is none of WeChat's, or too old.": "微信签名无效，或已过期。",
    "The stream keeps these records no longer.": "这些记录已不再保留。",
    "The ticket took nothing there.": "该凭证未在此领取任何商品。",
    "The token has expired.": "登录已过期，请重新登录。",
    "The token is not valid yet.": "令牌尚未生效。",
    "The token is signed with an unknown key.": "令牌由未知的密钥签名。",
    "The token names no subject.": "令牌没有注明用户。",
    "The token's issuer or audience is not one of ours.": "令牌不是由本系统认可的一方签发的。",
    "The token's signature does not hold.": "令牌的签名无效。",
    "The token's subject is no customer's id.": "令牌中的用户不是有效的顾客编号。",
    "The window's end has passed.": "活动时间已经结束。",
    "This is nothing that a topic says.": "此内容并非来自 SNS 主题。",
    "This is nothing that the account's topic says.": "内容并非来自账号的 SNS 主题。",
    "There is no such experiment.": "没有此实验。",
    "There is no such SKU.": "没有此 SKU。",
    "There is no such batch of codes.": "没有此批优惠码。",
    "There is no such category.": "没有此类目。",
    "There is no such change of this SKU's price.": "没有此 SKU 的这一价格变更。",
    "There is no such draw.": "没有此次抽签。",
    "There is no such account.": "没有此账号。",
    "There is no such message template.": "没有此消息模板。",
    "There is no such coupon template.": "没有此优惠券模板。",
    "There is no such coupon.": "没有此优惠券。",
    "There is no such flash sale.": "没有此秒杀活动。",
    "The first file of this feed is yet to be written. Come again later.": (
        "此商品数据源的第一个文件尚未生成，请稍后再来。"
    ),
    "There is no such feed.": "没有此商品数据源。",
    "There is no such file.": "没有此文件。",
    "A part of the file is there no longer.": "文件的一部分已不存在。",
    "There is no such invitation.": "没有此邀请。",
    "There is no such invoice.": "没有此发票。",
    "There is no such issue of coupons.": "没有此次发放。",
    "There is no such job.": "没有此任务。",
    "There is no such list of customers.": "没有此顾客名单。",
    "There is no such offer of yours.": "您没有此专属优惠。",
    "There is no such order.": "没有此订单。",
    "The sale is not paused.": "秒杀未处于暂停状态。",
    "There is no such pool.": "没有此库存池。",
    "There is no such price book.": "没有此价目表。",
    "There is no such product.": "没有此商品。",
    "There is no such promotion.": "没有此活动。",
    "There is no such limited-time discount.": "没有此限时折扣。",
    "There is no such report.": "没有此报表。",
    "There is no such route.": "没有此接口地址。",
    "There is no such run of the segment.": "此人群没有这次计算。",
    "There is no such run.": "没有此次计算。",
    "There is no such segment.": "没有此人群。",
    "There is no such shop here.": "没有连接此店铺。",
    "There is no such simulation.": "没有此次模拟。",
    "There is no such source.": "没有此来源。",
    "There is no such submission.": "没有此次提交。",
    "There is no such targeted offer.": "没有此专属优惠。",
    "There is no such thing here.": "没有找到。",
    "There is no such version of it.": "没有此版本。",
    "There is no such warehouse.": "没有此仓库。",
    "This Idempotency-Key was used for another request.": "此 Idempotency-Key 已用于另一个请求。",
    "This already exists with other content.": "已存在，但内容不同。",
    "This call needs an Authorization header with a bearer token.": "请先登录：此操作需要令牌。",
    "This category exists.": "此类目已存在。",
    "This invoice is issued or void.": "此发票已开具或已作废。",
    "This invoice is void.": "此发票已作废。",
    "This order has an invoice, or is waiting for one.": "此订单已有发票，或正在等待开票。",
    "This order has had too many invoices: write to the shop.": (
        "此订单的发票次数过多，请联系商家。"
    ),
    "This product exists.": "此商品已存在。",
    "This shop is not connected.": "此店铺没有连接。",
    "What was not issued is void without a red-letter invoice.": (
        "未开具的发票直接作废，无需红字发票。"
    ),
    "Who was granted the offer invites to it.": "仅获赠此优惠的顾客可以邀请他人。",
    "The customer has this offer.": "该顾客已享有此专属优惠。",
    "What everybody else could have is not in force.": (
        "面向所有人的替代优惠当前未生效，不能发放专属优惠。"
    ),
    "You have this offer.": "您已享有此专属优惠。",
    "You got as many tokens as you may order units. Use one, or ask in a minute.": (
        "您持有的凭证数已达可购件数：请先使用，或稍后再领。"
    ),
    "There is no such profile.": "没有此顾客档案。",
    "There is a profile of this customer.": "此顾客已有档案。",
    "Customers have a profile of their own; sign in as one.": (
        "顾客才有自己的档案，请以顾客身份登录。"
    ),
    "A profile is not merged into itself.": "档案不能与自身合并。",
    "Others were merged into this profile: merge the other one into it instead.": (
        "已有其他档案并入此档案：请将另一份档案并入此档案。"
    ),
    "As many profiles were merged into this one as may be.": ("并入此档案的档案数已达上限。"),
    "This profile is not merged into another one.": "此档案未并入其他档案。",
    "There is no such member of the staff.": "没有此团队成员。",
    "There is no such brand.": "没有此品牌。",
    "There is no such tag.": "没有此标签。",
    "This brand is on the register.": "此品牌已登记。",
    "This tag is on the register.": "此标签已登记。",
    "There is no such role.": "没有此角色。",
    "There is no such grant.": "没有此授权。",
    "There is no such client.": "没有此客户端。",
    "This key is not one of ours, or not any more.": "此密钥不是本店签发的，或已失效。",
    "This client calls by its key now, and by no token any more.": (
        "此客户端现须使用密钥，令牌不再有效。"
    ),
    "This client is suspended: ask the shop whose client it is.": (
        "此客户端已被停用，请联系所属店铺。"
    ),
    "This client's time has ended: ask the shop for more.": "此客户端已到期，请联系店铺续期。",
    "You have no place on the staff yet.": "您尚未加入团队。",
    "You have no place on the staff any more.": "您已不在团队中。",
    "Nobody invited you to the staff.": "没有人邀请您加入团队。",
    "You were signed out: sign in again.": "您已被登出，请重新登录。",
    "Take your own place on the staff first.": "请先加入团队。",
    "Verify your e-mail address first.": "请先验证您的电子邮箱。",
    "Another member of the staff signs in with this address.": "已有其他团队成员以此邮箱登录。",
    "There is a role of this id already.": "已有此编号的角色。",
    "The file is no picture of the type that was announced.": "文件不是所声明类型的图片。",
    "There is no such picture.": "没有这张图片。",
    "The picture breaks off before its end: upload another copy of it.": (
        "图片不完整：请上传另一份。"
    ),
    "These are other bytes than were announced.": "上传的内容与声明的 SHA-256 不一致。",
    "Upload the picture first, all of it.": "请先完整上传图片。",
}

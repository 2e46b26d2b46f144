export const audit = {
  audit: {
    about: '谁在什么时候改了或看了什么，以及前后内容。查看审计须在最近 15 分钟内用第二因素登录过。',
    by: '查询方式',
    subject: '对象',
    actor: '操作人',
    hints: {
      subject: '编号（如 promotion_…），或类型加名称：product:MUG、sku:MUG-S、category:mugs、staff:staff_…',
      actor: '如 staff:…，与记录中的写法一致',
    },
    mine: '我的操作',
    none: '没有记录。记录在操作后几秒内出现。',
    start: '请先填写要查的对象或操作人。也可以从促销、商品页面打开其变更记录。',
    columns: { at: '时间', actor: '操作人', fact: '事实', about: '对象', changes: '变更' },
    changes: '{n} 处变更',
    changesOf: '变更：{fact}',
    historyOf: '查看变更记录（审计）',
  },
}

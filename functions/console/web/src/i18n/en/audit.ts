export const audit = {
  audit: {
    about: 'Who changed or opened what and when, before and after. It wants a sign-in with your second factor within 15 minutes.',
    by: 'Look up by',
    subject: 'Subject',
    actor: 'Person',
    hints: {
      subject: 'An id (promotion_…), or a kind and a name: product:MUG, sku:MUG-S, category:mugs, staff:staff_…',
      actor: 'As records tell it: staff:…',
    },
    mine: 'What I did',
    none: 'There are no records. They appear seconds after what was done.',
    start: 'Say whose history you want, or who did it. Promotions and products lead to theirs.',
    columns: { at: 'When', actor: 'Who', fact: 'Fact', about: 'Subject', changes: 'Changes' },
    changes: '1 change | {n} changes',
    changesOf: 'Changes: {fact}',
    historyOf: 'Its history in the audit trail',
  },
}

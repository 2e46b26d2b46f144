import { AUDIENCE, CONDITIONS, DELIVERY, LIMITS, STACKING, type Field } from './fields'

/** The parts of the form that are fields and nothing else, by where they stand. */
export const SECTIONS: readonly { name: string; pointer: string; fields: readonly Field[] }[] = [
  {
    name: 'terms',
    pointer: '',
    fields: [
      CONDITIONS,
      { as: 'group', name: 'code', fields: [{ as: 'text', name: 'text', need: true, label: 'code_text' }], fresh: () => ({ text: '' }) },
      { as: 'group', name: 'without', rare: true, fresh: () => ({ include: [{}] }), fields: [{ as: 'scope', name: '', label: 'without_goods' }] },
      { as: 'names', name: 'payment_methods', of: 'plain', closed: true, rare: true },
      { as: 'group', name: 'delivery', rare: true, fields: DELIVERY },
    ],
  },
  { name: 'audience', pointer: '/audience', fields: AUDIENCE },
  { name: 'limits', pointer: '/limits', fields: LIMITS },
  { name: 'stacking', pointer: '', fields: STACKING },
]

import type { components } from '../../api/schema'
import { inUnits, minorOf } from '../../kit/money'
import { asWritten, count } from '../../kit/written'
import { instantOf, wallOf } from '../../kit/zones'
import type { Sale } from './model'

type Body = components['schemas']['SaleBody']

/** As it stands in the form: texts, until it is sent. */
export function emptyForm(zone: string) {
  return {
    name: '',
    sku: '',
    currency: '',
    price: '',
    units: '',
    perUser: '1',
    start: '',
    end: '',
    /** The instants that times were filled with. */
    read: {} as Partial<Record<'start' | 'end', string>>,
    zone,
    fairness: 'open' as Sale['fairness'],
    peak: '0',
  }
}
export type Form = ReturnType<typeof emptyForm>

export const POINTERS: Record<string, string> = {
  '/name': 'name',
  '/sku': 'sku',
  '/currency': 'currency',
  '/price_minor': 'price',
  '/unit_count': 'units',
  '/per_user': 'perUser',
  '/start': 'start',
  '/end': 'end',
  '/zone': 'zone',
  '/fairness': 'fairness',
  '/peak_per_s': 'peak',
}

/** In minor units; null where it is no amount of the currency, which the console alone reads. */
export function priceOf({ price, currency }: Form): number | null {
  return minorOf(price, currency)
}

export function bodyOf(form: Form): Body {
  const zone = form.zone.trim()
  return {
    name: form.name.trim(),
    sku: form.sku.trim(),
    currency: form.currency.trim().toUpperCase() as Body['currency'],
    price_minor: priceOf(form) ?? asWritten(form.price),
    unit_count: count(form.units) as number,
    start: instantOf(form.start, zone, form.read.start),
    end: instantOf(form.end, zone, form.read.end),
    per_user: count(form.perUser) as number,
    zone: zone || null,
    fairness: form.fairness,
    peak_per_s: count(form.peak) as number,
  }
}

/** A sale's terms as they stand in the form; sent unchanged they are the same again. */
export function formOf(sale: Sale): Form {
  return {
    name: sale.name,
    sku: sale.sku,
    currency: sale.currency,
    price: inUnits(sale.price_minor, sale.currency),
    units: String(sale.unit_count),
    perUser: String(sale.per_user),
    start: wallOf(sale.start, sale.zone),
    end: wallOf(sale.end, sale.zone),
    read: { start: sale.start, end: sale.end },
    zone: sale.zone,
    fairness: sale.fairness,
    peak: String(sale.peak_per_s),
  }
}

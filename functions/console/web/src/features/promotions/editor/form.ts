import { inject, provide, type InjectionKey, type Ref } from 'vue'
import { isRecord } from '../../../kit/differences'
import { decimalsOf } from '../../../kit/money'
import { unscaled } from '../../../kit/written'
import { count, moneyCodec } from './codecs'
import { at, isTyped, put, type Document } from './document'

export interface Form {
  document: Ref<Document>
  /** Pointer → what is wrong there. */
  faults: Ref<Record<string, string>>
  /** The API's pointers → those that a field stands for: the next one up shows what is wrong below it. */
  pointers: Record<string, string>
  /** Where the document lies in what is sent. */
  prefix?: string
}

const KEY: InjectionKey<Form> = Symbol('form')

export function provideForm(form: Form): void {
  provide(KEY, form)
}

export function useForm() {
  const form = inject(KEY)
  if (!form) throw new Error('A field stands in a form.')
  const { document, faults, pointers, prefix = '' } = form
  return {
    document,
    get: (pointer: string): unknown => at(document.value, pointer),
    /** What is written anew is not wrong any more, as far as anybody knows. */
    set: (pointer: string, value: unknown): void => {
      put(document.value, pointer, value)
      Reflect.deleteProperty(faults.value, pointer)
    },
    faults,
    fault: (pointer: string): string => faults.value[pointer] ?? '',
    stands: (pointer: string): void => void (pointers[prefix + pointer] = pointer),
    /** null where amounts have their own, undefined where it is not chosen yet. */
    currency: (): string | null | undefined => {
      const { currency } = document.value
      return typeof currency === 'string' && currency ? currency : currency === null ? null : undefined
    },
  }
}

export function idOf(pointer: string): string {
  return `field${pointer.replaceAll('/', '-')}`
}

/** What a ladder or a condition measures, which its thresholds are of. */
export function measureAt(document: Document, pointer: string): string {
  for (let place = pointer; place; ) {
    place = place.slice(0, place.lastIndexOf('/'))
    const found = at(document, place)
    if (isRecord(found) && typeof found.of === 'string') return found.of
  }
  return 'amount'
}

const BOUNDS = ['threshold', 'at_most']

/** The same figures, of something else: 200 of money is not 20000 units. */
export function remeasure(document: Document, pointer: string, after: string): void {
  const before = measureAt(document, `${pointer}/of`)
  const holder = at(document, pointer) as Document
  holder.of = after
  if (before === after || (before !== 'amount' && after !== 'amount')) return
  const currency = typeof document.currency === 'string' ? document.currency : null
  for (const place of [holder, ...(Array.isArray(holder.steps) ? (holder.steps as Document[]) : [])]) {
    for (const name of BOUNDS) {
      if (typeof place[name] === 'number' && currency) place[name] = converted(place[name], currency, after)
      else if (isRecord(place[name]) && !isTyped(place[name])) place[name] = { typed: '' }
      else if (typeof place[name] === 'number') place[name] = { typed: String(place[name]) }
    }
  }
}

function converted(value: number, currency: string, after: string): unknown {
  if (after === 'amount') return moneyCodec(currency).read(String(value))
  return count.read(unscaled(value, decimalsOf(currency)))
}

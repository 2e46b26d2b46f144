import { shallowRef } from 'vue'
import { api, take } from '../../api/client'
import type { components } from '../../api/schema'

type Schemas = components['schemas']
export type Availability = Schemas['AvailabilityView']
export type There = Schemas['ThereView']
export type Level = Schemas['LevelView']
export type Movement = Schemas['MovementView']
export type Pool = Schemas['PoolView']
export type Warehouse = Schemas['WarehouseView']
export type Reservation = Schemas['ReservationView']

export const warehouses = shallowRef<readonly Warehouse[]>([])

export async function loadWarehouses(): Promise<void> {
  warehouses.value = (await take(api.GET('/warehouses'))).items
}

export function warehouseName(code: string): string {
  return warehouses.value.find((each) => each.code === code)?.name ?? code
}

const AT_ONCE = 100

/** What of these SKUs may be promised, however many they are; the API is asked for 100 at once. */
export async function availabilityOf(skus: readonly string[]): Promise<Availability[]> {
  const found: Availability[] = []
  for (let start = 0; start < skus.length; start += AT_ONCE) {
    const body = { skus: skus.slice(start, start + AT_ONCE) }
    found.push(...(await take(api.POST('/stock-availability', { body }))).items)
  }
  return found
}

export type Count = 'on_hand_count' | 'reserved_count' | 'safety_count' | 'available_count'
export const COUNTS: readonly Count[] = ['available_count', 'on_hand_count', 'reserved_count', 'safety_count']

/** In all warehouses together. */
export function sum(there: readonly There[], count: Count): number {
  return there.reduce((total, each) => total + each[count], 0)
}

/** Whole units as they are typed; null where it is no such number. */
export function unitsOf(typed: string): number | null {
  return /^[+-]?\d{1,9}$/.test(typed.trim()) ? Number(typed) : null
}

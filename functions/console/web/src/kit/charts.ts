export interface Series {
  name: string
  /** One for each label; null where nothing is known, which is not 0. */
  values: (number | null)[]
}

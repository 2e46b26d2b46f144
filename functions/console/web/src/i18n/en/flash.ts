export const flash = { flash: {} }

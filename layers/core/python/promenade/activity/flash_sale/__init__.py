"""Flash sales: a few units of a SKU, at a price and for a time, that very many want at once."""

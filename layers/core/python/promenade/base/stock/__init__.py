"""How many of each SKU there are, and a ledger that says why."""

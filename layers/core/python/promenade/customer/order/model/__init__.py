"""An order's values, what it must add up to, and what may follow what."""

"""Behaviour: what people do in the shop, each event counted once, by person and day."""

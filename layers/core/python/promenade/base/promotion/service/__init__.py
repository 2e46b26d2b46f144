"""Use cases of promotions: what staff do with them, and what they do to a cart."""

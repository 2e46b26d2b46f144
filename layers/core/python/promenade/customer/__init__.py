"""Customer relations: orders and what comes after them."""

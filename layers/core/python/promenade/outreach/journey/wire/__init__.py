"""Ways and what moves them, on the wire."""

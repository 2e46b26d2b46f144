"""Values and rules of the catalogue."""

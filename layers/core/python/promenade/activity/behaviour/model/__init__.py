"""The values and rules of behaviour."""

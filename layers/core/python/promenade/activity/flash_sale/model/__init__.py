"""The values and rules of flash sales."""

"""The values and rules of campaigns."""

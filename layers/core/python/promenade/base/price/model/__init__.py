"""The values and rules of prices."""

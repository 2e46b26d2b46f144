"""The values and rules of tracking."""

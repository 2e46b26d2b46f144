"""The module activity."""

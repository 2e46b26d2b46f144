"""Targeted offers on the wire."""

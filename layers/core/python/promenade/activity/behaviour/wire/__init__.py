"""Behaviour on the wire."""

"""Profiles on the wire."""

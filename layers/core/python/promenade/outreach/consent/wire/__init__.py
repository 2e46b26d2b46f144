"""Consent on the wire."""

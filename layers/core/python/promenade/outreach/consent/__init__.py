"""Consent: who may be sent what, by which channel, and what proves it."""

"""Deliveries on the wire."""

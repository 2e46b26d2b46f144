"""Servers of providers, in process: they check signatures and answer as they are told."""

"""Promotion rules and the quote that prices a cart under them."""

"""Who was reached when, what a request came to, and what providers told of it."""

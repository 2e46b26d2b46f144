"""Orders as their sources describe them: taken once, newest version wins."""

"""What people said, what keeps messages from them, and what follows for one message."""

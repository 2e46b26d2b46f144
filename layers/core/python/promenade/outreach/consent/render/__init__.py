"""The pages behind the link in a message."""

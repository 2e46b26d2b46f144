"""What happens to people, and their ways: rules alone."""

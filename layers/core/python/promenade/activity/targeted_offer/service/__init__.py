"""What is done with targeted offers."""

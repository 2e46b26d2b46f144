"""What owners send about the staff, and what they see."""

"""What members, roles and grants are, and what nobody may give."""

"""What people do with the staff: each change in its turn, decided by what it meets then."""

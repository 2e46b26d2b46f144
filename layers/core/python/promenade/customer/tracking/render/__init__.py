"""What people see behind a link that leads nowhere."""

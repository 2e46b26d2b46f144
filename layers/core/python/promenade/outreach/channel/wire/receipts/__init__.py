"""What providers tell of messages, each in its own form, as receipts."""

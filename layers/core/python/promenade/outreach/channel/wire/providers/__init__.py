"""Each provider's way of being asked and of answering, without a call being made."""

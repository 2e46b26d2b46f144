"""Ways in DynamoDB."""

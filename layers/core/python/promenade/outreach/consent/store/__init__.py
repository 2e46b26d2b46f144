"""People and suppressions in DynamoDB."""

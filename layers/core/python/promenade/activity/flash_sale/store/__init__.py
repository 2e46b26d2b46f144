"""Flash sales in DynamoDB."""

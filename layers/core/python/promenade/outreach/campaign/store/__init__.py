"""Campaigns in DynamoDB."""

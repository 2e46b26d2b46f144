"""Targeted offers in DynamoDB."""

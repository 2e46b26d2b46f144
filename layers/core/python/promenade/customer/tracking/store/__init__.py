"""Tracking in DynamoDB."""

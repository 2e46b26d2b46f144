"""Accounts, templates and access tokens in DynamoDB."""

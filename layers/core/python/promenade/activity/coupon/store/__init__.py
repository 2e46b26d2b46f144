"""Coupons in DynamoDB."""

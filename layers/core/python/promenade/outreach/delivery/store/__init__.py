"""Deliveries in DynamoDB."""

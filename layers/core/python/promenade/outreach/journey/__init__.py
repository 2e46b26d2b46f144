"""Journeys: people on their way through the steps of a campaign, each when something happens."""

"""Use cases: taking people in, walking them on, letting them go."""

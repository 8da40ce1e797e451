"""A planner for a product manager's own career, in the terminal."""

__version__ = "0.1.0"

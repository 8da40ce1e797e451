"""The eight screens and the goal wizard."""

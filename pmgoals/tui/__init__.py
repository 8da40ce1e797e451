"""The Textual app: screens over the planner."""

"""The use cases: the only code that reads and writes the plan."""

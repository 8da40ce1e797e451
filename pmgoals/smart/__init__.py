"""Reads goals and says, rule by rule, what would make them stronger."""

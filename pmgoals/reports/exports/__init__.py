"""The plan for other programs: whole as JSON, table by table as CSV."""

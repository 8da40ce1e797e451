"""The records and the calendar: pure values, no input or output, no clock."""

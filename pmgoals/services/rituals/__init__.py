"""The rituals: what is asked each week, month, quarter and year, stage by stage."""

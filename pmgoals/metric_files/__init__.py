"""Reading what metrics tools export: text in, dated values out, nothing guessed in silence."""

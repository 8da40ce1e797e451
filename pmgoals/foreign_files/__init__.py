"""Reading what other programs keep and export: text in, things and faults out, nothing guessed."""

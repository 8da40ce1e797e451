"""Taking in what other programs keep: each thing once, and what changed there since."""

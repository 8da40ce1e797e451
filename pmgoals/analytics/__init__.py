"""What the numbers say: pure functions from a plan to figures."""

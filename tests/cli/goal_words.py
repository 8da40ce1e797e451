"""Words that commit a goal, for tests of the command line."""

GOAL = (
    "goal", "add", "Raise", "onboarding", "completion", "--metric", "onboarding completion",
    "--from", "62 %", "--to", "78 %", "--by", "30 Sep 2027",
)  # fmt: skip

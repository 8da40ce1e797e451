"""`python -m pmgoals` is `pmgoals`."""

from pmgoals.cli.main import run

if __name__ == "__main__":
    run()

"""The plan file: read with suspicion, written whole or not at all."""

"""The cells of exported files: rows, columns, days and numbers, with nothing guessed in silence."""

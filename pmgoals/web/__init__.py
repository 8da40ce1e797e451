"""The app in a browser: a guard, a page, and one process of the app for each window.

Knows nothing of plans. It starts `pmgoals` as a terminal would, and carries keys to it and what it
draws back.
"""

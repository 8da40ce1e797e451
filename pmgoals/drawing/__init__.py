"""Pictures made of characters, drawn once for the app and the command line.

A picture comes back as rows of (text, role) pieces; what a role looks like is the front end's
affair.
"""

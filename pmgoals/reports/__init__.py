"""Reports: the plan written out for other programs and other people; nothing is changed."""

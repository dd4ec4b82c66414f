"""A drill while it is played and on disk: time, folder, script, what was done."""

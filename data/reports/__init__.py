"""Reports on a day, a week or a month: pure functions over one round of asking and the journal."""

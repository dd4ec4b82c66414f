"""From life: an incident as it was recorded becomes a scenario, under names that nobody has."""

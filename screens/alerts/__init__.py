"""The alert desk, and one alert."""

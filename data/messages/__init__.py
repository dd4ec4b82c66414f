"""Words about an incident before they leave: templates, what fills them, what hinders them, the letters."""

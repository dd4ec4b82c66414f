"""The sub-commands, one module a group; each imports what it needs when it is called."""

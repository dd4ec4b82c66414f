"""The machine that the console runs on: processor, memory, disks, load."""

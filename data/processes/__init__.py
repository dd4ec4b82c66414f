"""Running programs: argument lists only, bounded in time and output, ended with all that they started."""

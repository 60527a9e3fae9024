"""Where a recogniser's weights come from, and how they become files that it can load."""

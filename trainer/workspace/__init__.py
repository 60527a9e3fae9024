"""Where things live: the workspace, private files, the lock and the settings."""

"""What was practised: attempts, transcripts and scores, in one SQLite database; the only SQL."""

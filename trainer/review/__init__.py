"""The page on which takes are looked at and heard again: its data, its server, its export."""

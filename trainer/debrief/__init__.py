"""Interviews that are coming and that took place: targets, what was asked, what it taught."""

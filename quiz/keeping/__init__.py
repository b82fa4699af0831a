"""Keeps what was answered: on the disk, in backups, whole, and gone when it should be."""

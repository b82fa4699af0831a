"""Packs: a subject as a folder of CSV files, read, checked as a whole, and loaded or refused."""

"""The pages of those who play and of those who teach; a module for each group of pages."""

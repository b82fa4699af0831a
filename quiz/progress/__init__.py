"""What a player knows now, what is due, and what became of their answers; reads only."""

"""What a class holds together; it only reads."""

from quiz.leaderboard.skyline import Shelf, skyline
from quiz.leaderboard.standing import Place, Standing, pulse, quarter, standing

__all__ = ["Place", "Shelf", "Standing", "pulse", "quarter", "skyline", "standing"]

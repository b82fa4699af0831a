"""Return phrases: three words to come back with, easy to write down and too many to guess."""

import re
import secrets

# 256 words of four letters each: because all are as long, no two phrases read alike when a pupil
# runs them together or pulls them apart.  Plain things in English, rude in none of our languages.
SHORT = """
acre aloe arch atom axis axle bake balm band barn beam bean bear bell belt bird blue boat
bold book boot bowl brim bulb cafe cake calm camp cape card cart cave chef chip city clay
clef clip coal coat coin comb cord cork corn cove crab crew crow cube dash dawn deer desk
dice dock dome door dove drum dune dusk dust east echo edge fair farm fawn fern film fish
flax flow foam fold folk fort frog gale game gate gear gift glow goat gold golf gong grid
grin gulf gull hail hall hare harp hawk haze herb hero hill hive home hood hour idea iris
isle jade jazz kale keel kelp kite kiwi lace lake lamb lamp land lane lark lava lawn leaf
lens lily lime line lion loaf loft loom dial lynx mark mast maze meal mill mint mist moon
moss moth mule nest news nine noon note nova oars oats opal pace page palm park path peak
pier pine plan play plum poem poet polo pond pony pool port puma quay raft rail rain ramp
reed reef road robe rock roof room root rope rose ruby rung safe sage sail salt sand seal
seed ship shoe silk sing snow soap sofa song soup spin star step surf swan tale teal team
tent tide tile time toad tone tour town tree trio tune turf twig vale vase veil vest view
vine volt walk wall warm wave west wild wind wing wise wolf wool word wren yard yarn year
yoga zero zinc zone
""".split()
WORDS = 3  # of two short ones each: 6 x 8 = 48 bits


def new() -> str:
    """Such as `mossbell larktide inchrobe`."""
    return " ".join(secrets.choice(SHORT) + secrets.choice(SHORT) for _ in range(WORDS))


def letters(text: str) -> str:
    """What is compared: a phrase however it was typed."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())

"""What nobody is called in a class: a modest list in our three languages, in this one place.

It stops what a pupil types for a laugh. Whoever wants to get past it will, and then the teacher
renames them.
"""

import re
import unicodedata

# Wherever they stand in a nickname: no harmless word is known to hold them.
ANYWHERE = frozenset(
    """
    asshole bastard bitch blowjob bullshit dickhead faggot fuck handjob hitler motherf nazi nigga
    nigger pedophil penis porn pussy retard shithead slut vagina wanker whore
    cabron cojones gilipol joder maricon mierda pendej
    blyad blyat dolboeb huesos huilo mudak naxuj pidar pidor pizda pizde zalupa
    блят бляд гандон гитлер говно гомик долбаеб долбоеб ебал ебан еблан ебло ебуч жопа залупа мудак
    мудил пидар пидор пизд хуе хуи хуй хуя шалав шлюх
    """.split()
)
# Only as a whole word: grapes, cocktails, disputes and mandarins are no insults.
ALONE = frozenset(
    """
    anal anus arse ass boobs cock coon cum cunt dick dyke fag fck homo idiot kill kkk loser moron
    nig piss porno prick rape rapist sex shit spic stupid tits twat ugly
    capullo cono culo feo follar gordo idiota imbecil inutil marica pedo pene polla puta puto
    subnormal tonto verga zorra
    debil durak eblan hui huy mudila suka svinya tupoy tvar urod
    бля дебил дура дурак ебу идиот козел лох манда мразь мудо сука сучка скот тварь тупой урод хер
    член чмо
    """.split()
)

LEET_LATIN = str.maketrans("013456789", "oieasbtbg")
LEET_CYRILLIC = str.maketrans("013468", "оизабв")
# Latin letters that are typed for Cyrillic ones.
AS_CYRILLIC = str.maketrans("abcehkmoptuxy", "авсенкмортиху")


def is_insult(nickname: str) -> bool:
    plain = _plain(nickname)
    readings = (
        plain.translate(LEET_LATIN),
        plain.translate(LEET_CYRILLIC),
        plain.translate(LEET_CYRILLIC).translate(AS_CYRILLIC),
    )
    return any(_holds(reading) for reading in readings)


def _plain(text: str) -> str:
    """Small letters without accents; й stays itself, because it is no accented и."""
    kept = unicodedata.normalize("NFC", text.casefold()).replace("й", "\0")
    bare = (c for c in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(c))
    return "".join(bare).replace("\0", "й")


def _holds(text: str) -> bool:
    twice = re.sub(r"(.)\1{2,}", r"\1\1", text)
    once = re.sub(r"(.)\1+", r"\1", text)
    for spelling in (text, twice, once):
        words = re.split(r"\W+", spelling)
        together = "".join(words)
        if any(word in together for word in ANYWHERE):
            return True
        if not ALONE.isdisjoint([*words, together]):
            return True
    return False

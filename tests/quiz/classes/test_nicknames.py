"""What a pupil may be called, and when two nicknames are one."""

import pytest
from django.utils.translation import override

from quiz.classes import nicknames
from quiz.classes.animals import PATTERNS
from quiz.classes.insults import is_insult
from quiz.classes.nicknames import Refused, clean, key

MARKUP = """
    <b>Fox</b> <script>alert(1)</script> <img/src=x/onerror=alert(1)> &lt;Fox&gt; {{fox}}
    {%fox%} Fox" onload= 'Fox'> [Fox](//x) javascript:alert(1) Fox;-- Fox/* fox@example.org
    https://fox.example #fox fox_fox *fox* ~fox~ =fox +fox =2+2 @fox fox|fox fox\\fox $fox
    ${fox} fox:fox fox;fox fox,fox fox.fox fox! fox? (fox) fox% fox^fox 100€fox ☃ 🦊 🦊fox fox❤
    ①②③☃ fox™☃ <fox hx-get=/x> <svg/onload=x> fox&fox fox&amp; %00fox\\ ../fox fox<!--
""".split()
OTHER_ALPHABETS = """
    ثعلب שועל 狐狸 여우 きつね αλεπού लोमड़ी ሐረር ᚠᛟᚲᛋ ფოქსი Ϥⲁ ꮯꭺꭲ
    ɑpple ᴀpple ƒox fⲟx ǃox ɢoat
""".split()
MIXED = """
    Fоx Сat Маx Рaul Вob Нeron Оtter Тiger Хena Еagle Кite foх саt рanda Lуnx Foхy wоlf Лox Fох1
    Щox Жfox Яpple Иx Lynх Ѕeal Јay Іbis ѵole ԛuail ԝren һare ԁeer
""".split()
INSULTS = """
    fuck FUCK F-u-c-k f.u.c.k fuuuuck fuckface Fück shit sh1t 5hit 5h1t shithead bitch b1tch
    biiitch cunt c-u-n-t ass a55 asshole a55h0le dick d1ck d!ck slut whore wh0re nigger n1gger
    nigga n1gg4 n-i-g-g-e-r faggot f4gg0t fag retard r3tard retarded rapist r4pe porn p0rn porno
    nazi n4zi Hitler h1tler bastard wanker pussy pu55y cum boobs b00bs tits t1t5 idiot 1d10t
    stupid stup1d moron penis p3n1s pen1s vagina motherfucker jerk-off-fuck blowjob bullshit sex
    kill kkk puta put4 PUTA puto p-u-t-a mierda m1erda mi3rda cabrón c4bron gilipollas joder
    maricón maric0n coño pendejo polla culo idiota imbécil inútil tonto zorra verga cojones
    c0jones capullo follar хуй ХУЙ х-у-й ххххуй хуёвый хуи пизда п1зда пи3да пиздец блядь блять
    бля ёбаный еб4н сука с-у-к-а сучка мудак мудило мудила пидор пид0р пидарас гандон говно
    г0вно жопа ж0па шлюха шалава дурак дура урод козёл тварь скот чмо лох хер член идиот дебил
    тупой долбоёб еблан залупа гомик гитлер blyad blyat bl9d-suka suka pizda pizdec huesos mudak
    pidor pidar dolboeb zalupa huilo hui xyй xyu cyka cykа 6ля пи3дец
""".split()
UNSEEN = [
    "\u202efox\u202c<",
    "\u200b",
    "\u200b\u200b\u200b",
    "\u2060a",
    "\ufeff",
    "foxʰx",
    "\u3164\u3164",
    "\u115f\u1160x",
]
SIZES = [
    "",
    " ",
    "   ",
    "x",
    "-",
    "--",
    "'-'",
    "12",
    "007",
    "1 2 3",
    "x" * 25,
    "x" * 500,
    "x " * 300,
    "ﷺ" * 3,
]
HOSTILE = [*MARKUP, *OTHER_ALPHABETS, *MIXED, *INSULTS, *UNSEEN, *SIZES]


def test_there_are_two_hundred_hostile_ones():
    assert len(set(HOSTILE)) >= 200


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_hostile_nickname_is_refused_or_made_harmless(text):
    try:
        nickname = clean(text)
    except Refused:
        return
    assert text in UNSEEN
    assert nickname.isascii()
    assert nickname.replace(" ", "").isalpha()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<b>Fox</b>", "Use letters and digits"),
        ("x" * 500, "2 to 24"),
        ("שועל", "Use letters and digits"),
        ("Fоx", "one alphabet"),
        ("fuck", "could hurt"),
        ("007", "at least one letter"),
    ],
)
def test_a_refusal_says_why(text, sentence):
    with pytest.raises(Refused, match=sentence):
        clean(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Quiet   Heron ", "Quiet Heron"),
        ("Quiet\tHeron\n", "Quiet Heron"),
        ("Ｑｕｉｅｔ", "Quiet"),
        ("𝓠𝓾𝓲𝓮𝓽", "Quiet"),
        ("Qui\u200bet", "Quiet"),
        ("\u202eQuiet\u202c", "Quiet"),
        ("Qui\x00et", "Quiet"),
        ("O’Heron", "O'Heron"),
        ("Blue–Heron", "Blue-Heron"),
        ("ﬁnch", "finch"),
        ("Ёж", "Ёж"),
        ("и\u0306од", "йод"),
        ("Águila ágil", "Águila ágil"),
        ("Heron 7", "Heron 7"),
    ],
)
def test_what_nobody_sees_does_not_stay(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fox", "FOX"),
        ("Quiet Heron", "quiet-heron"),
        ("Quiet Heron", "QuietHeron"),
        ("Straße", "STRASSE"),
        ("cop", "сор"),
        ("OXA", "ОХА"),
        ("Lion", "1ion"),
        ("Lion", "lion"),
        ("Ill", "lll"),
        ("Otter", "0tter"),
        ("José", "Jose"),
        ("Ёж", "Еж"),
        ("O'Heron", "OHeron"),
    ],
)
def test_nicknames_that_look_alike_are_one(one, other):
    assert key(clean(one)) == key(clean(other))


@pytest.mark.parametrize(("one", "other"), [("Fox", "Box"), ("Fox 1", "Fox 2"), ("Рысь", "Рыбь")])
def test_nicknames_that_differ_are_two(one, other):
    assert key(clean(one)) != key(clean(other))


@pytest.mark.parametrize(
    "harmless",
    """
    Peacock Scunthorpe Grape Cassandra Class Cocktail Essex Dickens Esteban Debate Disputa
    Reputación Computadora Мандарин Барсук Херсон Команда Рысь Экономика Skunk Titan Analyst
    Assam Shiitake Ashitaka Sextant Cumin Document Vergara Apollo Nigeria Luchador Сукно Ёжик
    Тупик Лохматый Stupendous Skill Raccoon Parasol Canal
""".split(),
)
def test_a_harmless_name_is_no_insult(harmless):
    assert clean(harmless) == harmless


@pytest.mark.parametrize("language", ["en", "es", "ru"])
def test_every_nickname_that_is_given_is_clean(language):
    pattern, adjectives, animals = PATTERNS[language]
    everything = {pattern.format(adjective=a, animal=b) for a in adjectives for b in animals}
    assert len(everything) > 1500
    assert not [one for one in everything if clean(one) != one or is_insult(one)]
    assert len({key(one) for one in everything}) == len(everything)


@pytest.mark.parametrize("language", ["en", "es", "ru"])
def test_a_nickname_is_suggested_that_nobody_has(language, monkeypatch):
    monkeypatch.setitem(PATTERNS, language, ("{adjective} {animal}", ["red"], ["fox", "owl"]))
    with override(language):
        assert nicknames.suggest(frozenset({key("Red fox")})) == "Red owl"

"""Adjectives and animals for nicknames, kind in all our languages.

The adjectives of `es` are the same for both genders and the animals of `ru` are all masculine, so
that any two of a language agree.
"""

EN = (
    "{adjective} {animal}",
    """Able Amber Brave Bright Brisk Calm Cheerful Clever Copper Curious Daring Eager Early Fair
    Fearless Gentle Gleaming Golden Happy Hopeful Humble Jolly Keen Kind Lively Lucky Mellow
    Merry Misty Nimble Noble Patient Quick Quiet Ready Silver Steady Sunny Swift Tidy True
    Wise""".split(),
    """Badger Beaver Bison Bunting Crane Curlew Deer Dolphin Falcon Ferret Finch Fox Gecko Gull
    Hare Hawk Heron Ibex Ibis Jackdaw Kestrel Koala Lark Lemur Lion Lizard Lynx Magpie Marmot
    Marten Moose Newt Osprey Otter Owl Panda Panther Penguin Plover Puffin Rabbit Raven Robin
    Salmon Seal Sparrow Stork Swallow Swan Tern Tiger Tortoise Walrus Wolf Wren Zebra""".split(),
)
ES = (
    "{animal} {adjective}",
    """afable alegre amable audaz brillante capaz constante cordial diligente elegante feliz fiel
    firme fuerte genial gentil hábil ilustre importante inteligente jovial leal libre noble
    notable paciente perspicaz prudente puntual sagaz sensible servicial sobresaliente
    sonriente tenaz valiente veloz vigilante""".split(),
    """águila albatros alce alondra ardilla bisonte búho caballo camaleón canguro castor ciervo
    cigüeña cisne colibrí cóndor delfín erizo foca gacela garza gaviota gorrión grulla halcón
    ibis jaguar jilguero koala león libélula liebre lince llama lobo marmota mirlo nutria oso
    panda pantera petirrojo pingüino reno ruiseñor salmón tejón tigre tortuga tucán vencejo
    zorzal""".split(),
)
RU = (
    "{adjective} {animal}",
    """бодрый быстрый верный весёлый внимательный вольный добрый дружный задорный звёздный зоркий
    искренний ловкий любознательный лунный меткий мирный мудрый находчивый неутомимый отважный
    приветливый радостный сильный скромный славный смелый снежный солнечный спокойный
    терпеливый тихий умный упорный храбрый честный чуткий шустрый юркий ясный""".split(),
    """аист альбатрос барсук беркут бобр бурундук волк воробей ворон гепард глухарь горностай
    грач дельфин дрозд ёж жаворонок журавль заяц зимородок зубр зяблик кит колибри кондор
    кречет кролик лебедь лев лемур леопард лис лось манул медведь морж олень орёл пеликан
    пингвин сапсан скворец снегирь соболь сокол соловей стриж тигр тукан тюлень филин хомяк
    чиж ягуар ястреб""".split(),
)
PATTERNS = {"en": EN, "es": ES, "ru": RU}

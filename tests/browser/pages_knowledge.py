"""The pages of what people know: articles, the social map, trainings, prevention."""

from tests.browser.ways import Here, type_and_send
from tests.browser.ways_map import (
    good_map_file,
    open_given,
    wait_without_department,
    wrong_map_file,
)
from tests.browser.ways_outlook import (
    look_at_hard_text,
    measure_without_base,
    open_version,
    plan_after_colleague,
    save_half_an_article,
    withdraw_without_reason,
    write_in_polish,
)

#: The first campaign or lesson of a list.
CAMPAIGN, LESSON = "th a[href*='/preventie/']", "th a[href*='/lessen/']"

#: The knowledge base: what everybody reads, what colleagues read, what the adviser keeps.
ARTICLES: tuple[Here, ...] = (
    Here(name="knowledge-list", address="knowledge:articles", start="/kennis/"),
    Here(name="knowledge-list-form", address="knowledge:articles", start="/kennis/?vorm=LAB"),
    Here(name="knowledge-list-ar", address="knowledge:articles", start="/ar/kennis/"),
    Here(name="knowledge-article", address="knowledge:article", start="/kennis/signalen/"),
    Here(name="knowledge-article-uk", address="knowledge:article", start="/uk/kennis/organen/"),
    Here(name="knowledge-sector", address="knowledge:sector", start="/kennis/sector/hotel/"),
    Here(
        name="knowledge-search",
        address="knowledge:search",
        start="/kennis/zoeken/",
        steps=type_and_send(woorden="scholen"),
    ),
    Here(
        name="knowledge-search-nothing",
        address="knowledge:search",
        start="/kennis/zoeken/?woorden=olifant",
    ),
    Here(
        name="knowledge-not-there",
        address="knowledge:article",
        start="/kennis/nergens/",
        status=404,
    ),
    Here(
        name="knowledge-inside",
        address="knowledge:inside",
        person="joris",
        start="/kennis/beheer/",
    ),
    Here(
        name="knowledge-inside-found",
        address="knowledge:inside",
        person="wies",
        start="/kennis/beheer/?woorden=scholen+leerling",
    ),
    Here(
        name="knowledge-inside-article",
        address="knowledge:inside_article",
        person="wies",
        start="/kennis/beheer/lezen/wie-doet-wat-in-twente/",
    ),
    Here(
        name="knowledge-manage",
        address="knowledge:manage",
        person="wies",
        start="/kennis/beheer/bijhouden/",
    ),
    Here(
        name="knowledge-managed",
        address="knowledge:managed",
        person="wies",
        start="/kennis/beheer/lezen/wie-doet-wat-in-twente/",
        via="a.button[href^='/kennis/beheer/']",
    ),
    Here(
        name="knowledge-managed-wrong",
        address="knowledge:managed",
        person="wies",
        start="/kennis/beheer/lezen/wie-doet-wat-in-twente/",
        steps=withdraw_without_reason,
        status=422,
    ),
    Here(
        name="knowledge-edit-look",
        address="knowledge:edit",
        person="wies",
        start="/kennis/beheer/lezen/wie-doet-wat-in-twente/",
        steps=look_at_hard_text,
    ),
    Here(
        name="knowledge-edit-other",
        address="knowledge:edit",
        person="wies",
        start="/kennis/beheer/lezen/wie-doet-wat-in-twente/",
        steps=write_in_polish,
    ),
    Here(
        name="knowledge-version",
        address="knowledge:version",
        person="wies",
        start="/kennis/beheer/lezen/wie-doet-wat-in-twente/",
        via="a.button[href^='/kennis/beheer/']",
        steps=open_version,
    ),
    Here(
        name="knowledge-new",
        address="knowledge:new",
        person="wies",
        start="/kennis/beheer/nieuw/",
        changes=True,
    ),
    Here(
        name="knowledge-new-wrong",
        address="knowledge:new",
        person="wies",
        start="/kennis/beheer/nieuw/",
        steps=save_half_an_article,
        status=422,
    ),
)

#: Prevention: campaigns with their reach, lessons, and what is printed.
PREVENTION: tuple[Here, ...] = (
    Here(
        name="prevention-campaigns",
        address="prevention:campaigns",
        person="wies",
        start="/preventie/",
    ),
    Here(
        name="prevention-campaigns-none",
        address="prevention:campaigns",
        person="noor",
        start="/preventie/?voor=board",
    ),
    Here(
        name="prevention-campaign",
        address="prevention:campaign",
        person="wies",
        start="/preventie/?jaar=2026&voor=youth",
        via=CAMPAIGN,
    ),
    Here(
        name="prevention-campaign-read",
        address="prevention:campaign",
        person="hanna",
        start="/preventie/?jaar=2025",
        via=CAMPAIGN,
    ),
    Here(
        name="prevention-campaign-wrong",
        address="prevention:campaign",
        person="wies",
        start="/preventie/?jaar=2025",
        via=CAMPAIGN,
        steps=measure_without_base,
        status=422,
    ),
    Here(name="prevention-new", address="prevention:new", person="wies", start="/preventie/nieuw/"),
    Here(
        name="prevention-new-wrong",
        address="prevention:new",
        person="wies",
        start="/preventie/nieuw/",
        steps=type_and_send(title="Kaart bij de kapper", planned="veel"),
        status=422,
    ),
    Here(
        name="prevention-change-conflict",
        address="prevention:change",
        person="wies",
        start="/preventie/?jaar=2025",
        via=f"{CAMPAIGN} > /wijzigen/",
        steps=plan_after_colleague,
        status=409,
    ),
    Here(
        name="prevention-evaluate",
        address="prevention:evaluate",
        person="wies",
        start="/preventie/?jaar=2026&voor=youth",
        via=f"{CAMPAIGN} > /evaluatie/",
    ),
    Here(
        name="prevention-reach",
        address="prevention:reach",
        person="eva",
        start="/preventie/bereik/?jaar=2026",
    ),
    Here(
        name="prevention-lessons",
        address="prevention:lessons",
        person="wies",
        start="/preventie/lessen/",
    ),
    Here(
        name="prevention-lesson",
        address="prevention:lesson",
        person="hanna",
        start="/preventie/lessen/",
        via=LESSON,
    ),
    Here(
        name="prevention-lesson-new",
        address="prevention:new_lesson",
        person="wies",
        start="/preventie/lessen/nieuw/",
    ),
    Here(
        name="prevention-lesson-change",
        address="prevention:change_lesson",
        person="wies",
        start="/preventie/lessen/",
        via=f"{LESSON} > /wijzigen/",
        steps=type_and_send(minutes="5"),
        status=422,
    ),
    Here(
        name="prevention-material",
        address="prevention:material",
        person="noor",
        start="/preventie/materiaal/?form=LAB&size=a4&municipality=GM0164",
    ),
    Here(
        name="prevention-material-ar",
        address="prevention:material",
        person="noor",
        start="/preventie/materiaal/?form=CRIM&language=ar&size=a6",
    ),
    Here(
        name="prevention-material-wrong",
        address="prevention:material",
        person="noor",
        start="/preventie/materiaal/?size=a1",
        status=422,
    ),
)

#: The social map: looking, one organisation, keeping it, and a file that is not right.
ENTRY = "/sociale-kaart/?zoek=vrouwenopvang"
A_FILE = "a[href^='/sociale-kaart/'][href$='/']:has(strong)"
MAP: tuple[Here, ...] = (
    Here(name="map", address="directory:entries", person="noor", start="/sociale-kaart/"),
    Here(name="map-writer", address="directory:entries", person="wies", start="/sociale-kaart/"),
    Here(
        name="map-need",
        address="directory:entries",
        person="bram",
        start="/sociale-kaart/?wat=shelter&voor=women&waar=GM0164&taal=ro",
    ),
    Here(
        name="map-nothing",
        address="directory:entries",
        person="bram",
        start="/sociale-kaart/?zoek=olifant",
    ),
    Here(name="map-entry", address="directory:entry", person="bram", start=ENTRY, via=A_FILE),
    Here(
        name="map-entry-stale",
        address="directory:entry",
        person="wies",
        start="/sociale-kaart/?zoek=schuldhulp",
        via=A_FILE,
    ),
    Here(
        name="map-change-wrong",
        address="directory:change",
        person="wies",
        start=ENTRY,
        via=f"{A_FILE} > /wijzigen/",
        steps=type_and_send(intake="Kom naar Dorpsstraat 12 in Enschede"),
        status=422,
    ),
    Here(name="map-new", address="directory:new", person="wies", start="/sociale-kaart/nieuw/"),
    Here(
        name="map-read-in",
        address="directory:read_in",
        person="wies",
        start="/sociale-kaart/inlezen/",
    ),
    Here(
        name="map-read-in-wrong",
        address="directory:read_in",
        person="wies",
        start="/sociale-kaart/inlezen/",
        steps=wrong_map_file,
        status=422,
    ),
    Here(
        name="map-draft",
        address="directory:draft",
        person="wies",
        start="/sociale-kaart/inlezen/",
        steps=good_map_file,
        changes=True,
    ),
)

#: Trainings: taking part, keeping the offer, and what share is trained.
SESSION = "a[href*='/bijeenkomst/']"
TRAININGS: tuple[Here, ...] = (
    Here(name="trainings", address="training:sessions", person="hanna", start="/trainingen/"),
    Here(
        name="trainings-none",
        address="training:sessions",
        person="noor",
        start="/trainingen/?onderwerp=sexual",
    ),
    Here(name="trainings-mine", address="training:mine", person="bram", start="/trainingen/mijn/"),
    Here(
        name="training-session",
        address="training:session",
        person="hanna",
        start="/trainingen/",
        via=SESSION,
    ),
    Here(
        name="training-full-wrong",
        address="training:session",
        person="hanna",
        start="/trainingen/?onderwerp=labour",
        via=SESSION,
        steps=wait_without_department,
        status=422,
    ),
    Here(
        name="training-kept",
        address="training:session",
        person="wies",
        start="/trainingen/?onderwerp=labour",
        via=SESSION,
    ),
    Here(
        name="training-given",
        address="training:session",
        person="wies",
        start="/trainingen/aanbod/",
        steps=open_given,
    ),
    Here(
        name="training-change",
        address="training:change_session",
        person="wies",
        start="/trainingen/?onderwerp=labour",
        via=f"{SESSION} > /wijzigen/",
        steps=type_and_send(places="1"),
        status=422,
    ),
    Here(
        name="training-offers",
        address="training:offers",
        person="wies",
        start="/trainingen/aanbod/",
    ),
    Here(
        name="training-offer",
        address="training:offer",
        person="wies",
        start="/trainingen/aanbod/",
        via="a[href^='/trainingen/aanbod/']:has(strong)",
    ),
    Here(
        name="training-new-wrong",
        address="training:new_offer",
        person="wies",
        start="/trainingen/aanbod/nieuw/",
        steps=type_and_send(title="Een titel"),
        status=422,
    ),
    Here(
        name="training-evaluate",
        address="training:evaluate",
        person="gerda",
        start="/trainingen/mijn/",
        via="/evaluatie/",
    ),
    Here(
        name="training-reach", address="training:reach", person="wies", start="/trainingen/bereik/"
    ),
    Here(
        name="training-reach-own",
        address="training:reach",
        person="hanna",
        start="/trainingen/bereik/",
        steps=type_and_send(staff="12"),
        status=422,
    ),
)

KNOWLEDGE: tuple[Here, ...] = (*ARTICLES, *MAP, *TRAININGS, *PREVENTION)

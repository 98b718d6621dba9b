"""The languages of the public side; the side of colleagues has two of them.

The Dutch stands in the catalogue of the room that says it. The other languages stand together in
``entrance/locale``, which holds exactly the public sentences (``tools/public_messages.py`` checks
it). No part of Django is needed here, because the settings read this.
"""

#: Code and own name, in the order in which they are offered.
LANGUAGES = [
    ("nl", "Nederlands"),
    ("en", "English"),
    ("de", "Deutsch"),
    ("pl", "Polski"),
    ("ro", "Română"),
    ("bg", "Български"),
    ("hu", "Magyar"),
    ("es", "Español"),
    ("uk", "Українська"),
    ("ar", "العربية"),
]
#: The side of colleagues is in these alone.
STAFF_LANGUAGES = ("nl", "en")

"""The table: a meeting on one or more files, who was present while which person was discussed.

Both workshops use it and it knows neither: each hands over its kind of file (:mod:`.workshops`).
A conference has a goal that was set beforehand with the referrer, only who contributes takes part,
each on a basis per person discussed, and what is agreed becomes what must happen in the file.
"""

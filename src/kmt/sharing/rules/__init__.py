"""The rules of sharing in practice: what is asked, what is advised, who agrees, whose data it is.

Whether something may is the sharing matrix of ``lawfulness``; these rules turn what somebody typed
into its question, and its answer into what that person can do next. Pure: no Django, no clock.
"""

"""Care coordination for victims: the case from first contact to aftercare.

It owns care cases, their timeline and next actions, keyed by pseudonym. It must not know ``pga``:
the law keeps the two apart (WGS 2.25-2.32 against Wmo and UAVG 30).
"""

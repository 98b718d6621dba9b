"""What leaves and enters: registration at CoMensha, HTCDS, imports, the API, handover.

It will speak the standards of others so that no other room has to. Nothing leaves the product
yet, so nothing stands here yet.
"""

"""The bed: what shelter was asked, who was asked, what they answered, and where somebody stayed.

Every request, refusal and reason stays, because refusals are a known failure of this field.
"""

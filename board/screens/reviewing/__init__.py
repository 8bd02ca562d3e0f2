"""The pieces of 核对: what waits, the card of one item, and what can be decided about it."""

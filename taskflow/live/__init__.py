"""Tells every open board that something changed, on one worker or many.

- hub.py: who is connected and what they look at; views.py, rooms.py: what that is, and who sees the same
- telling.py: the loop that tells the rooms of changes; revisions.py, deltas.py: which changes, and what is sent
- feed.py: how a worker hears of the changes that other processes make
- presence.py, people.py: who is here
- sessions.py: whether the Redis of several workers answers
- database.py: how a handler, and all of this, reach the services
- connections.py: what of Reflex's websocket all this reaches into
"""

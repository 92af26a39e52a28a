"""What revision 0001 does with the table of the course application. Frozen: a later change is a later revision.

So nothing here is imported from models or services, which go on changing.
"""

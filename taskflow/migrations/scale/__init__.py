"""What revision 0003 adds so that a board of 100,000 tasks is read like one of 1,000. Frozen, like `adoption`."""

"""What one visitor sees and is doing: one small State per concern."""

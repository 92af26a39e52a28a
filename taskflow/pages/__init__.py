"""One file per address; pages compose components."""

"""HTTP in, services, HTTP out."""

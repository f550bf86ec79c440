"""Limits of all requests: host names, headers, rates, sizes and times; ASGI middleware."""

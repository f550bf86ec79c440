"""The server: web pages, HTTP API, protocols of CAT tools, and MCP, on one base."""

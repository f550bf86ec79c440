"""Bases on PostgreSQL."""

"""Merge concepts read from files into a termbase."""

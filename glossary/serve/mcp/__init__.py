"""The Model Context Protocol: the glossary as tools, resources and prompts of language models."""

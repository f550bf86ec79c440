"""Terms over time and outlets: counts, their uncertainty, tiers, jumps, silences, quotations."""

"""The renderings of terms in bilingual texts: counterparts by statistics, and who uses which."""

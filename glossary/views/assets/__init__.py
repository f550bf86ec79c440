"""Style sheets and scripts of the annotated page."""

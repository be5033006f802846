"""Generator of static, bilingual, annotated editions."""

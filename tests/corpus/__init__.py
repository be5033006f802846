"""Clean texts of our own, messy layouts of them, and a score for what an importer makes of them."""

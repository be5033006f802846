"""Turns raw extracted text into blocks: characters, lines, page furniture, paragraphs, kinds."""

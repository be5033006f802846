"""A library made on the spot: files by name, with what a test lays over them."""


def library(folder, files):
    """Writes `files` (name → text, bytes, or `None` for absent) under `folder/source`."""
    source = folder / "source"
    for name, value in files.items():
        if value is None:
            continue
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(value if isinstance(value, bytes) else value.encode("utf-8"))
    return source

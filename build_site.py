"""Entry point: `python build_site.py [build | serve | check]`."""

from edition.cli import main

if __name__ == "__main__":
    main()

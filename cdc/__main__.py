"""Start the command line; `--version` is answered before anything heavy is imported."""

import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"]:
        from cdc import __version__

        sys.stdout.write(f"cdc {__version__}\n")
        return
    try:
        from cdc.cli.app import run
    except KeyboardInterrupt:  # before anything that could word it was there
        sys.stderr.write("cdc: interrupted\n")
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()

"""Start the command line; `--version` is answered before anything heavy is imported."""

import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"]:
        from cdc import __version__

        sys.stdout.write(f"cdc {__version__}\n")
        return
    from cdc.cli.app import run

    run()


if __name__ == "__main__":
    main()

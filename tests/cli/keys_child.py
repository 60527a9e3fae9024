"""A program that prints every key it reads: `q` ends it, `x` makes it fail."""

from __future__ import annotations

from trainer.cli.keys import open_keys

with open_keys() as keys:
    print("ready", flush=True)
    try:
        while (key := keys.poll(0.05)) != "q":
            if key == "x":
                raise RuntimeError("x was pressed")
            if key is not None:
                print(f"<{key!r}>", flush=True)
    finally:
        print("left", flush=True)

"""Makes src/pactgraph/publish/draw/widths.json: how wide the characters of DejaVu Sans are.

    python .ci/widths.py /usr/share/fonts/truetype/dejavu        (with fonttools installed)

DejaVu Sans is as wide as any common sans serif face, so what fits in its widths fits in theirs. Widths are in
hundredths of the type size, rounded up; characters of one width stand together. Only widths are taken.
"""

from __future__ import annotations

import json
import math
import sys
import unicodedata
from pathlib import Path

from fontTools.ttLib import TTFont

BLOCKS = ((0x20, 0x24F), (0x1E00, 0x1EFF), (0x370, 0x3FF), (0x400, 0x52F), (0x2010, 0x205E), (0x20A0, 0x20BF),
          (0x2100, 0x214F), (0x2190, 0x21FF), (0x2460, 0x24FF), (0x25A0, 0x25FF))  # fmt: skip
FACES = {"regular": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf"}


def table(path: Path) -> dict[str, str]:
    """Characters of the blocks by width."""
    font = TTFont(path)
    names, advances, units = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    found: dict[int, list[str]] = {}
    for first, last in BLOCKS:
        for code in range(first, last + 1):
            if code == 0x20 or (code in names and unicodedata.category(chr(code))[0] not in "CZM"):
                found.setdefault(math.ceil(advances[names[code]][0] * 100 / units), []).append(chr(code))
    return {str(width): "".join(characters) for width, characters in sorted(found.items())}


def main() -> None:
    """Reads the fonts in the folder that is named and writes the table."""
    folder = Path(sys.argv[1])
    content: dict[str, object] = {"source": "advance widths of DejaVu Sans 2.37, hundredths of the type size"}
    content |= {name: table(folder / file) for name, file in FACES.items()}
    out = Path(__file__).resolve().parents[1] / "src" / "pactgraph" / "publish" / "draw" / "widths.json"
    out.write_text(json.dumps(content, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

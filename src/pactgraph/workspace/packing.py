"""Compressing an export where the name of its file says so."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import IO, cast

from .extras import MissingExtra
from .writing import Fill

COMPRESSIONS = (".gz", ".zst")
"""Suffixes of compressed files: gzip (RFC 1952) and Zstandard (RFC 8878)."""


def inner_name(path: Path) -> str:
    """The name of a file without the suffix of its compression."""
    return path.stem if path.suffix.lower() in COMPRESSIONS else path.name


def packed(path: Path, blocks: Iterable[bytes]) -> Fill:
    """What writes blocks of bytes into a file, compressed by the suffix of `path`: the same blocks give the
    same bytes, whenever they are written.

    Raises MissingExtra for `.zst` without the package zstandard.
    """
    suffix = path.suffix.lower()
    if suffix == ".zst":
        return _zstandard(blocks)
    if suffix == ".gz":
        return lambda file: _gzip(file, blocks)
    return lambda file: file.writelines(blocks)


def _gzip(file: IO[bytes], blocks: Iterable[bytes]) -> None:
    with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packing:
        packing.writelines(blocks)


def _zstandard(blocks: Iterable[bytes]) -> Fill:
    try:
        import zstandard
    except ImportError as error:
        raise MissingExtra("a file that ends with .zst", "zstd") from error
    compressor = zstandard.ZstdCompressor(level=10)

    def fill(file: IO[bytes]) -> None:
        with cast("IO[bytes]", compressor.stream_writer(file, closefd=False)) as packing:
            for block in blocks:
                packing.write(block)

    return fill

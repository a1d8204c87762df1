"""Where an export goes: a file, whole or not at all, compressed where its name says so."""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, cast

from ..model.extras import MissingExtra

COMPRESSIONS = (".gz", ".zst")
"""Suffixes of compressed files: gzip (RFC 1952) and Zstandard (RFC 8878)."""


def inner_name(path: Path) -> str:
    """The name of a file without the suffix of its compression."""
    return path.stem if path.suffix.lower() in COMPRESSIONS else path.name


def write_blocks(path: Path, blocks: Iterable[bytes]) -> None:
    """Writes blocks of bytes to the file at `path`, compressed by its suffix: the same blocks give the same
    bytes, whenever they are written. The file is put in its place when all is there.

    Raises OSError where that fails (an old file is then as it was), MissingExtra for `.zst` without the
    package zstandard.
    """
    path = path.resolve()
    suffix = path.suffix.lower()
    opener = _Zstandard() if suffix == ".zst" else None
    handle, name = tempfile.mkstemp(prefix=".pactgraph-", suffix=".new", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            if suffix == ".gz":
                with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
                    packed.writelines(blocks)
            elif opener is not None:
                with opener(file) as packed:
                    for block in blocks:
                        packed.write(block)
            else:
                file.writelines(blocks)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


class _Zstandard:
    def __init__(self) -> None:
        try:
            import zstandard
        except ImportError as error:
            raise MissingExtra("a file that ends with .zst", "zstd") from error
        self.compressor = zstandard.ZstdCompressor(level=10)

    def __call__(self, file: IO[bytes]) -> IO[bytes]:
        return cast("IO[bytes]", self.compressor.stream_writer(file, closefd=False))


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask

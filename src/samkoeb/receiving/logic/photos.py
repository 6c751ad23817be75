"""A photo of what was wrong: read by Pillow and written anew, so that it holds pixels and nothing else (no place, no owner, no script)."""

import hashlib
import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from samkoeb.kernel.problem import Problem, Refused

MOST_BYTES = 12 * 1024 * 1024
MOST_PIXELS = 50_000_000  # of the picture as it came; a bomb is refused before it is unpacked
LONGEST_SIDE = 1600
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True, slots=True)
class CleanPhoto:
    content: bytes
    media_type: str
    sha256: str


def clean(raw: bytes) -> CleanPhoto:
    """The picture upright, at most 1600 pixels long, as JPEG without metadata. Refuses what is too large or no picture."""
    if len(raw) > MOST_BYTES:
        raise Refused([Problem("photo.too_large", "error", {"maximum": MOST_BYTES // (1024 * 1024)})])
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused([Problem("photo.too_many_pixels", "error", {"maximum": MOST_PIXELS // 1_000_000})])
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as fault:
        raise Refused([Problem("photo.unreadable")]) from fault
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    written = io.BytesIO()
    upright.save(written, "JPEG", quality=QUALITY, optimize=True)
    content = written.getvalue()
    return CleanPhoto(content, "image/jpeg", hashlib.sha256(content).hexdigest())

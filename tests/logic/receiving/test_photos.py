"""A photo is written anew: pixels, and nothing else."""

import io

import pytest
from PIL import Image

from samkoeb.kernel.problem import Refused
from samkoeb.receiving.logic import photos


def picture(size=(40, 20), form="JPEG", orientation=None, mode="RGB"):
    image, out = Image.new(mode, size, "red" if mode == "RGB" else None), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Ward phone"
    exif.get_ifd(0x8825)[1] = "N"
    if orientation:
        exif[0x0112] = orientation
    image.save(out, form, **({"exif": exif} if form == "JPEG" else {}))
    return out.getvalue()


def test_place_and_owner_are_gone_and_the_picture_stands_upright():
    raw = picture(orientation=6)
    assert b"Ward phone" in raw
    clean = photos.clean(raw)
    assert b"Ward phone" not in clean.content
    with Image.open(io.BytesIO(clean.content)) as image:
        assert dict(image.getexif()) == {}
        assert image.size == (20, 40)
    assert clean.media_type == "image/jpeg"


def test_a_large_picture_is_made_smaller_and_a_png_with_transparency_becomes_jpeg():
    with Image.open(io.BytesIO(photos.clean(picture((3200, 1000), "PNG", mode="RGBA")).content)) as image:
        assert (image.size, image.format, image.mode) == ((1600, 500), "JPEG", "RGB")


@pytest.mark.parametrize("raw", [b"", b"<svg onload=alert(1)>", b"\xff\xd8\xff\xe0 not a picture", b"%PDF-1.7"])
def test_what_is_no_picture_is_refused(raw):
    with pytest.raises(Refused) as found:
        photos.clean(raw)
    assert [p.code for p in found.value.problems] == ["photo.unreadable"]


def test_a_bomb_and_a_giant_are_refused_before_they_are_unpacked():
    out = io.BytesIO()
    Image.new("1", (8000, 8000)).save(out, "PNG")
    with pytest.raises(Refused) as found:
        photos.clean(out.getvalue())
    assert [p.code for p in found.value.problems] == ["photo.too_many_pixels"]
    with pytest.raises(Refused) as found:
        photos.clean(b"\xff\xd8" + b"\0" * photos.MOST_BYTES)
    assert [p.code for p in found.value.problems] == ["photo.too_large"]

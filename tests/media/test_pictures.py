"""Pictures of authors: measured, turned upright, or refused with a reason; drawings in our own fonts."""

import io
import struct

import pytest
from PIL import Image

from cdc.media import pictures, raster


def png(width=20, height=10, mode="RGB"):
    target = io.BytesIO()
    Image.new(mode, (width, height), "white").save(target, "PNG")
    return target.getvalue()


def photograph(orientation):
    """A picture of 30 × 20 held as a camera's tag says, its left upper corner black."""
    image = Image.new("RGB", (30, 20), "white")
    image.paste("black", (0, 0, 8, 8))
    data = Image.Exif()
    data[pictures.ORIENTATION] = orientation
    target = io.BytesIO()
    image.save(target, "JPEG", quality=95, exif=data)
    return target.getvalue()


def test_a_picture_is_measured_and_kept_as_it_is():
    content = png(20, 10)
    assert pictures.shown(content) == pictures.Shown(content, "image/png", 20, 10)


@pytest.mark.parametrize(
    ("orientation", "size", "dark"),
    [(1, (30, 20), (2, 2)), (3, (30, 20), (27, 17)), (6, (20, 30), (17, 2)), (8, (20, 30), (2, 27))],
)
def test_a_photograph_is_upright_whatever_way_the_camera_was_held(orientation, size, dark):
    found = pictures.shown(photograph(orientation))
    assert (found.width, found.height) == size
    with Image.open(io.BytesIO(found.content)) as image:
        assert image.getexif().get(pictures.ORIENTATION, 1) == 1
        assert max(image.getpixel(dark)) < 90


def stretched():
    """A PNG whose head says that it is 9,000 pixels wide."""
    content = bytearray(png())
    content[16:20] = struct.pack(">I", 9000)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x89PNG\r\n\x1a\nno picture", "."),
        (png()[:40], "."),
        (stretched(), "."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "viewBox"),
        (b'<svg viewBox="0 0 10 10"><image href="file:///etc/passwd"/></svg>', 'href="file:///etc/passwd'),
        (b'<svg viewBox="0 0 9000 10"/>', "9000"),
        (b"just words", "viewBox"),
    ],
)
def test_what_cannot_be_shown_says_why(content, reason):
    with pytest.raises(pictures.NotShownError, match=reason):
        pictures.shown(content)
    assert pictures.measure(content) is None


def test_a_file_over_the_limit_is_not_opened(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_BYTES", 10)
    with pytest.raises(pictures.NotShownError, match="MiB"):
        pictures.shown(png(3, 3))


def test_a_drawing_becomes_a_picture_of_twice_its_size():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20"><rect width="40" height="20" fill="#ff0000"/></svg>'
    with Image.open(io.BytesIO(raster.raster(svg))) as image:
        assert (image.format, image.size) == ("PNG", (80, 40))
        assert image.convert("RGB").getpixel((40, 20)) == (255, 0, 0)


def test_letters_are_drawn_in_our_own_font():
    def drawn(text):
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" width="60" height="20"><text x="2" y="15" font-family="IBM Plex Sans" font-size="12">{text}</text></svg>'
        with Image.open(io.BytesIO(raster.raster(svg, 1))) as image:
            return sum(1 for value in image.convert("L").tobytes() if value < 128)

    assert drawn("Ж") > 10
    assert drawn("Жж") > drawn("Ж")
    assert drawn("") == 0

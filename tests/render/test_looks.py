"""Themes: colours, logo, words, templates and fonts of a house; and hostile ones, which give a clear error and nothing else."""

import io
import shutil
import socket
import struct
import threading
import time
import zlib

import pytest
from PIL import Image
from typer.testing import CliRunner

from cdc import api, assets
from cdc.cli.app import app
from cdc.errors import TemplateRefusedError
from cdc.media import colours, outside, pictures
from cdc.model.look import Colours
from cdc.packs import looks

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#123456"/></svg>'


@pytest.fixture
def house(project):
    """Write a theme into the project: its keys as YAML, its files by name."""

    def write(text="", **contents):
        folder = project / "themes"
        folder.mkdir(exist_ok=True)
        (folder / "house.yaml").write_text("title: {en: House}\n" + text, encoding="utf-8")
        for name, content in contents.items():
            path = folder / name.replace("__", "/").replace("_html", ".html.j2").replace("_css", ".css").replace(
                "_svg", ".svg"
            )
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, encoding="utf-8")
        page = project / "document.yaml"
        page.write_text(page.read_text(encoding="utf-8").replace("profile: std8", "profile: executive\n  theme: house"), encoding="utf-8")  # fmt: skip
        return project

    return write


def printed(project, form="html", language="en"):
    loaded, _ = api.load(project)
    look = loaded.look
    (document,) = api.documents(loaded, language=language, look=look)
    return api.print_document(document, form, look)


def test_colours_and_words_of_a_house_are_printed(house):
    project = house('colours: {primary: "#401050", accent: "#204080"}\nphrases: {en: {value.essential: Must have}}\n')
    text = printed(project).decode("utf-8")
    assert "#401050" in text
    assert "#0b5c7a" not in text
    assert "Must have" in text
    assert "#401050" in text.split("<svg")[1]  # drawings too
    word = printed(project, "docx")
    assert word[:2] == b"PK"


def test_the_second_theme_is_ready_to_use(project):
    done = CliRunner().invoke(app, ["render", str(project), "-t", "slate", "--profile", "executive", "-l", "en", "-f", "html", "-o", str(project / "out")])  # fmt: skip
    assert done.exit_code == 0, done.output
    text = (project / "out" / "executive.en.html").read_text(encoding="utf-8")
    assert "#2f3e4e" in text
    assert "#0b5c7a" not in text
    for name in looks.known(project):
        look, findings = looks.load(project, name)
        assert findings == []
        for colour in look.colours.model_dump().values():
            assert colours.contrast(colour, "#ffffff") >= 4.5


def test_tints_follow_their_colour():
    assert colours.mapping(Colours()) == {}
    assert colours.mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert round(colours.contrast("#000000", "#ffffff"), 1) == 21
    assert round(colours.contrast("#0b5c7a", "#ffffff"), 1) == 7.4
    assert colours.in_drawing('<text fill="#0b5c7a">#0b5c7a</text>', Colours(primary="#111111")) == '<text fill="#111111">#0b5c7a</text>'  # fmt: skip


def test_logo_stylesheet_and_template_of_a_house(house):
    project = house(
        "logo: themes/logo.svg\nstylesheet: themes/own.css\ntemplates: themes/own\n",
        logo_svg=LOGO, own_css="p.lead{letter-spacing:.01em}", own__callout_html="<div>HOUSE {{ title }}{{ content }}</div>",
        own__list_html='<ul class="house">{% for item in items %}<li>{{ item }}</li>{% endfor %}</ul>',
    )  # fmt: skip
    text = printed(project).decode("utf-8")
    assert '<p class="logo"><img src="data:image/svg+xml;base64,' in text
    assert "letter-spacing:.01em" in text
    assert '<ul class="house">' in text
    assert printed(project, "pdf")[:5] == b"%PDF-"


def test_a_font_of_the_house_is_embedded(house):
    project = house("font: {family: House Sans, regular: themes/a.woff2, semibold: themes/b.woff2}\n")
    for name, source in (("a", "Regular"), ("b", "SemiBold")):
        shutil.copy(assets.templates() / "fonts" / f"IBMPlexSans-{source}.woff2", project / "themes" / f"{name}.woff2")
    assert 'font-family:"House Sans"' in printed(project).decode("utf-8")
    assert printed(project, "pdf")[:5] == b"%PDF-"


STYLES = {
    "import": "@import url(http://127.0.0.1:%d/a.css);",
    "import string": '@import "file:///etc/passwd";',
    "background": "p{background:url(http://127.0.0.1:%d/a.png)}",
    "file": "p{background:url('file:///etc/passwd')}",
    "relative": "p{background:url(../../../etc/passwd)}",
    "font": "@font-face{font-family:x;src:url(//127.0.0.1:%d/f.woff2)}",
    "nested": "@media print{@supports (a:b){p{list-style-image:url(http://127.0.0.1:%d)}}}",
    "image set": 'p{background:image-set("http://127.0.0.1:%d/a.png" 1x)}',
    "escaped": "p{background:u\\72l(http://127.0.0.1:%d/x)}",
}


@pytest.fixture(scope="module")
def listener():
    """Listen for whoever calls; what is not silent is a failure."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    calls, stop = [], threading.Event()

    def wait():
        while not stop.is_set():
            try:
                connection, _ = server.accept()
            except TimeoutError:
                continue
            calls.append(connection)

    thread = threading.Thread(target=wait)
    thread.start()
    yield server.getsockname()[1], calls
    stop.set()
    thread.join()
    server.close()


@pytest.mark.parametrize("name", STYLES)
def test_a_style_sheet_that_reaches_outside_is_refused(house, listener, name):
    port, calls = listener
    style = STYLES[name]
    project = house("stylesheet: themes/own.css\n", own_css=style % port if "%d" in style else style)
    found = api.check(project).findings
    assert ("CDC262", "themes/house.yaml", 2) in [(f.code, f.place.file, f.place.line) for f in found]
    done = CliRunner().invoke(app, ["--lang", "en", "render", str(project), "-f", "html", "-f", "pdf", "-o", str(project / "out")])  # fmt: skip
    assert done.exit_code == 2
    assert "CDC262" in done.output
    assert not (project / "out").exists()
    assert calls == []


TEMPLATES = {
    "script": "<script>fetch('http://127.0.0.1')</script>{{ content }}",
    "image": '<img src="http://127.0.0.1/x.png">{{ content }}',
    "frame": '<iframe srcdoc="x"></iframe>',
    "link": '<link rel="stylesheet" href="file:///etc/passwd">',
    "handler": '<p onclick="x()">{{ content }}</p>',
    "style": "<style>p{background:url(http://127.0.0.1)}</style>",
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_that_reaches_outside_is_refused_before_it_runs(house, name):
    project = house("templates: themes/own\n", own__list_html=TEMPLATES[name])
    found = [f for f in api.check(project).findings if f.code == "CDC262"]
    assert [(f.place.file, f.place.line) for f in found] == [("themes/house.yaml", 2)]


FAILING = {
    "loop": ("{% for a in range(99999) %}{% for b in range(99999) %}{{ a }}{% endfor %}{% endfor %}", "> 60 s|too large|MemoryError"),
    "memory": ("{{ 'a' * 10**10 }}", "too large|Overflow|Memory"),
    "range": ("{% for a in range(10**9) %}x{% endfor %}", "Overflow"),
    "recursion": ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "Recursion"),
    "class": ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "Security"),
    "globals": ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", "Security"),
    "lipsum": ("{{ lipsum.__globals__ }}", "Security"),
    "format": ("{{ '{0.__class__}'.format(items) }}", "Security"),
    "include": ("{% include '/etc/passwd' %}", "TemplateNotFound"),
    "include up": ("{% include '../phrases/en.yaml' %}", "TemplateNotFound"),
    "import": ("{% import 'os' as os %}", "TemplateNotFound"),
    "undefined": ("{{ nothing }}", "list.html.j2:1: UndefinedError"),
    "syntax": ("{% for %}", "list.html.j2:1: TemplateSyntaxError"),
    "mutation": ("{{ items.append(1) }}", "Security"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAILING)
def test_a_template_that_escapes_or_never_ends_stops_with_its_reason(house, name, monkeypatch):
    monkeypatch.setattr("cdc.isolated.run.__kwdefaults__", {"seconds": 4}, raising=False)
    text, reasons = FAILING[name]
    project = house("templates: themes/own\n", own__list_html=text)
    began = time.monotonic()
    with pytest.raises(TemplateRefusedError) as caught:
        printed(project)
    reason = str(caught.value.facts["reason"])
    assert time.monotonic() - began < 30
    assert [part for part in (*reasons.split("|"), "> 4 s") if part in reason], reason
    assert "Traceback" not in reason
    assert "root:" not in reason


def test_what_an_author_types_reaches_a_template_as_text_only(house):
    project = house(
        "templates: themes/own\n", own__list_html="<ul>{% for i in items %}<li>{{ i }}</li>{% endfor %}</ul>"
    )
    page = project / "objectives.yaml"
    page.write_text(page.read_text(encoding="utf-8").replace('en: "Higher sales to present customers"', 'en: "{{ 7*7 }} <script>"'), encoding="utf-8")  # fmt: skip
    text = printed(project).decode("utf-8")
    assert "<script>" not in text
    assert "49 &lt;" not in text


WRONG = {
    "unknown file": ("logo: themes/none.svg\n", "CDC219"),
    "outside": ("logo: ../../../etc/hostname\n", "CDC112"),
    "not a picture": ("logo: themes/house.yaml\n", "CDC262"),
    "not a font": ("font: {family: x, regular: themes/house.yaml, semibold: themes/house.yaml}\n", "CDC262"),
    "not a document": ("word: themes/house.yaml\n", "CDC262"),
    "no folder": ("templates: themes/house.yaml\n", "CDC262"),
    "pale": ('colours: {primary: "#f0e0a0"}\n', "CDC263"),
    "no colour": ("colours: {primary: red}\n", "CDC203"),
    "family that leaves its string": (
        'font: {family: "x\\"}@import url(http://127.0.0.1)", regular: a, semibold: b}\n',
        "CDC203",
    ),
    "no phrase": ("phrases: {en: {value.esential: Must}}\n", "CDC264"),
    "other names": ('phrases: {en: {document.weight: "w {wieght}"}}\n', "CDC265"),
    "unknown key": ("colors: {}\n", "CDC201"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_in_a_theme_has_its_place(house, name):
    text, code = WRONG[name]
    project = house(text)
    found = [f for f in api.check(project).findings if f.place.file == "themes/house.yaml"]
    assert [f.code for f in found][:1] == [code]
    assert found[0].place.line == 2


def png(width, height):
    """Give a PNG of that size in a few bytes."""

    def part(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * ((width + 7) // 8 + 1) * min(height, 50), 9)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 50">%s</svg>'
USES = '<g id="a0"><rect width="1" height="1"/></g>' + "".join(
    f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 10)
)
HOSTILE = {
    "20,000 pixels": (png(20000, 20000), "> 8000 × 8000"),
    "wide": (png(20000, 1), "20000 × 1"),
    "half a PNG": (png(10, 10)[:40], "Error"),
    "SVG from the network": ((SVG % '<image href="http://127.0.0.1/a.png"/>').encode(), "href"),
    "SVG of a file": ((SVG % '<image xlink:href="file:///etc/passwd"/>').encode(), "href"),
    "SVG with a script": ((SVG % "<script>1</script>").encode(), "script"),
    "SVG with a handler": ((SVG % '<rect onload="x()"/>').encode(), "onload"),
    "SVG with entities": (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + (SVG % "&a;").encode(), "DOCTYPE"),
    "SVG with a page": ((SVG % "<foreignObject/>").encode(), "foreignObject"),
    "SVG of uses": ((SVG % USES).encode(), ""),
    "SVG as wide as the world": ((SVG % "").replace("0 0 100 50", "0 0 99999 99999").encode(), "99999"),
    "SVG that is none": (b'<svg viewBox="0 0 10 10"', ""),
    "half a PDF": (b"%PDF-1.7\n1 0 obj", ""),
    "text": (b"hello", "viewBox"),
    "nothing": (b"", "viewBox"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_picture_is_not_shown(project, name):
    content, reason = HOSTILE[name]
    began = time.monotonic()
    with pytest.raises(pictures.NotShownError, match=reason):
        pictures.shown(content)
    assert time.monotonic() - began < 30
    (project / "attachments" / "visit.svg").write_bytes(content)
    found = [f for f in api.check(project).findings if f.code == "CDC261"]
    assert [(f.place.file, f.facts["path"]) for f in found] == [("practice.yaml", "attachments/visit.svg")]


def test_a_photograph_is_turned_upright():
    image = Image.new("RGB", (40, 20), "white")
    exif = image.getexif()
    exif[pictures.ORIENTATION] = 6
    target = io.BytesIO()
    image.save(target, "JPEG", exif=exif)
    shown = pictures.shown(target.getvalue())
    assert (shown.width, shown.height) == (20, 40)
    with Image.open(io.BytesIO(shown.content)) as upright:
        assert upright.size == (20, 40)
        assert upright.getexif().get(pictures.ORIENTATION, 1) == 1


def test_a_page_of_a_pdf_is_a_figure():
    weasyprint = pytest.importorskip("weasyprint")
    content = weasyprint.HTML(
        string="<style>@page{size:200pt 100pt;margin:0}</style><p>one<p style='break-before:page'>two"
    ).write_pdf()
    first, second = pictures.shown(content, 1), pictures.shown(content, 2)
    assert (first.media_type, first.width, first.height) == ("image/png", 417, 209)
    assert first.content != second.content
    with pytest.raises(pictures.NotShownError, match="page 3 / 2"):
        pictures.shown(content, 3)


def test_plain_markup_and_styles_pass():
    assert outside.markup('<a href="https://example.org">x</a><img src="data:image/png;base64,AA==" alt="">') is None
    assert outside.style("p{color:red;background:url(data:image/png;base64,AA==)}@media print{h2{margin:0}}") is None
    assert outside.drawing(SVG % '<use href="#a"/>') is None

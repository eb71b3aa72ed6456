"""Cuts the one font of paper and screen out of Noto Sans SC.

usage: build.py NOTO_SANS_SC_FOLDER NOTO_SANS_FOLDER TARGET_FOLDER
(build.sh calls it)

Regular has every hanzi that the source has (GBK, the 8,105 characters of the
national table, Extension A, the supplementary planes); Bold leaves out those
of Extension A that are in neither GBK nor the national table, which keeps the
two files together near 18 MB. European letters that Noto Sans SC has not (Ł, ž)
come from Noto Sans, of the same design size. Outlines are untouched; hinting,
vertical and layout tables are left out, because neither the screen nor the
paper uses them.
"""

import hashlib
import os
import sys

from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FAMILY = "Outpost Sans"

SOURCES = {
    "Regular": ("400Regular/NotoSansSC_400Regular.ttf", "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16"),
    "Bold": ("700Bold/NotoSansSC_700Bold.ttf", "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96"),
}

EUROPEAN_SOURCES = {
    "Regular": ("400Regular/NotoSans_400Regular.ttf",
                "fe8c022f48d8dd29f17b744d16f9346f4357e16f7d4f7be58b000ae7c291b614"),
    "Bold": ("700Bold/NotoSans_700Bold.ttf",
             "13a813c49624ae3ba3c5c6e72c5ebffc4b9e1e6ea32f421c04069b037c6ad431"),
}

EUROPEAN = [
    (0x100, 0x24F),  # Latin Extended-A and -B
    (0x370, 0x3FF),  # Greek
    (0x400, 0x45F),  # Cyrillic
    (0x1E00, 0x1EFF),  # Latin Extended Additional
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20C0),  # currency
    (0x2150, 0x215F),  # fractions
]

# Characters of the Table of General Standard Chinese Characters (通用规范汉字表,
# State Council 2013) in the basic plane that GBK has not.
TABLE_BEYOND_GBK = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬"
    "㽏㿠䁖䂮䃅䃎䅟䌹䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕"
    "䴖䴗䴘䴙䶮鿍鿎鿏"
)

LATIN_AND_SYMBOLS = [
    (0x20, 0x7E),  # ASCII
    (0xA0, 0x17F),  # Latin-1, Latin Extended-A
    (0x370, 0x451),  # Greek, Cyrillic: GBK has them
    (0x2000, 0x2BFF),  # punctuation, currency, arrows, box and geometric signs
    (0x2E80, 0x2FDF),  # radicals
    (0x3000, 0x312F),  # CJK punctuation, kana, bopomofo
    (0x3200, 0x33FF),  # enclosed and squared: ㎎ ㎡ ㏄
    (0xFE30, 0xFE6F),  # compatibility and small forms
    (0xFF00, 0xFFEF),  # fullwidth forms
]


def gbk():
    """Every character that two bytes of GBK can write."""
    found = set()
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            try:
                text = bytes([high, low]).decode("gbk")
            except UnicodeDecodeError:
                continue
            if len(text) == 1:
                found.add(ord(text))
    return found


def wanted(style, has):
    """The code points of one style, of those that the source has."""
    chars = gbk() | set(map(ord, TABLE_BEYOND_GBK))
    for first, last in LATIN_AND_SYMBOLS:
        chars |= set(range(first, last + 1))
    chars |= {c for c in has if 0x20000 <= c <= 0x3FFFF}
    chars |= {c for c in has if 0x4E00 <= c <= 0x9FFF}
    chars |= {c for c in has if 0xF900 <= c <= 0xFAFF}
    if style == "Regular":
        chars |= {c for c in has if 0x3400 <= c <= 0x4DBF}
    return chars & set(has)


def rename(font, style):
    """The licence asks a changed font for another name."""
    values = {
        1: FAMILY,
        2: style,
        3: f"{FAMILY} {style} from Noto Sans SC 0.4.3",
        4: f"{FAMILY} {style}",
        6: f"{FAMILY.replace(' ', '')}-{style}",
    }
    table = font["name"]
    table.names = [n for n in table.names if n.nameID in (0, 5, 13, 14)]
    for name_id, text in values.items():
        table.setName(text, name_id, 3, 1, 0x409)


def opened(folder, source):
    """A source font, if it is the one that this script was written for."""
    path = os.path.join(folder, source[0])
    with open(path, "rb") as file:
        got = hashlib.sha256(file.read()).hexdigest()
    if got != source[1]:
        sys.exit(f"{path}: sha256 is {got}, expected {source[1]}")
    return TTFont(path, recalcTimestamp=False)


def cut(font, style):
    """Leaves the wanted characters and the tables that are used."""
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = True
    options.notdef_outline = True
    options.name_IDs = [0, 5, 13, 14]
    options.recalc_timestamp = False
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "VORG",
                            "gasp", "kern", "prep", "vhea", "vmtx"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted(style, font.getBestCmap()))
    cutter.subset(font)


def add_european(font, other):
    """Copies the letters that font has not; parts are drawn into the whole."""
    if font["head"].unitsPerEm != other["head"].unitsPerEm:
        sys.exit("the two fonts are drawn to different scales")
    have, names, glyphs = font.getBestCmap(), other.getBestCmap(), other.getGlyphSet()
    added = {}
    for first, last in EUROPEAN:
        for code in range(first, last + 1):
            if code in have or code not in names:
                continue
            record, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
            glyphs[names[code]].draw(record)
            record.replay(pen)
            name = f"european{code:04X}"
            font["glyf"][name] = pen.glyph()
            bearing = getattr(font["glyf"][name], "xMin", 0)
            font["hmtx"][name] = (other["hmtx"][names[code]][0], bearing)
            added[code] = name
    font.setGlyphOrder(font["glyf"].glyphOrder)
    for table in font["cmap"].tables:
        if table.format in (4, 12):
            table.cmap.update(added)


def make(chinese, european, target, style):
    font = opened(chinese, SOURCES[style])
    cut(font, style)
    # One table of each format: 4 for old readers, 12 with every character.
    # Variation sequences (14) go: nobody here asks for them.
    font["cmap"].tables = [t for t in font["cmap"].tables
                           if t.platformID == 3 and t.format in (4, 12)]
    add_european(font, opened(european, EUROPEAN_SOURCES[style]))
    rename(font, style)
    font["post"].formatType = 3.0  # no glyph names in the file
    out = os.path.join(target, f"OutpostSans-{style}.ttf")
    font.save(out)
    print(out, os.path.getsize(out), "bytes", font["maxp"].numGlyphs, "glyphs")


def licence(chinese, european, target):
    """Both fonts are under the OFL 1.1; only their copyright lines differ."""
    with open(os.path.join(chinese, "LICENSE_FONT"), encoding="utf-8") as file:
        text = file.read()
    with open(os.path.join(european, "LICENSE_FONT"), encoding="utf-8") as file:
        also = file.readline()
    with open(os.path.join(target, "OFL.txt"), "w", encoding="utf-8") as file:
        file.write(also + text)


def main():
    chinese, european, target = sys.argv[1:]
    for style in SOURCES:
        make(chinese, european, target, style)
    licence(chinese, european, target)


main()

"""Letters and digits large enough for the other end of a room, in whole blocks."""

from __future__ import annotations

from widgets.line import Line, Span, Tone

_ROWS = 5
_COLUMNS = 3
_BLOCK = "█"
# Five rows of three bits each, as octal digits from the top.
_SHAPES = {
    " ": "00000", "-": "00700", ".": "00002", ":": "02020", "0": "75557", "1": "26227", "2": "71747",
    "3": "71717", "4": "55711", "5": "74717", "6": "74757", "7": "71122", "8": "75757", "9": "75717",
    "A": "75755", "B": "65656", "C": "74447", "D": "65556", "E": "74647", "F": "74644", "G": "74557",
    "H": "55755", "I": "72227", "J": "11157", "K": "55655", "L": "44447", "M": "57755", "N": "65555",
    "O": "75557", "P": "75744", "Q": "75573", "R": "75655", "S": "74717", "T": "72222", "U": "55557",
    "V": "55552", "W": "55775", "X": "55255", "Y": "55222", "Z": "71247",
}  # fmt: skip
_NARROW = {" ": (1, 1), ":": (1, 1), ".": (1, 1)}
"""The columns that are kept of what is narrower, first and last."""


def big_text(text: str, tone: Tone = "plain", scale: int = 1) -> list[Line]:
    """`text` as lines of blocks, two cells wide each, times `scale`; what has no shape is left out."""
    shapes = [(sign, _SHAPES[sign]) for sign in text.upper() if sign in _SHAPES]
    lines: list[Line] = []
    for row in range(_ROWS):
        cells = [_cells(sign, int(shape[row], 8), scale) for sign, shape in shapes]
        lines += [(Span((" " * 2 * scale).join(cells), tone),)] * scale
    return lines


def big_width(text: str, scale: int = 1) -> int:
    """How many cells it takes."""
    columns = [
        (_NARROW[sign][1] - _NARROW[sign][0] + 1) if sign in _NARROW else _COLUMNS
        for sign in text.upper()
        if sign in _SHAPES
    ]
    return (sum(columns) + max(0, len(columns) - 1)) * 2 * scale


def _cells(sign: str, bits: int, scale: int) -> str:
    first, last = _NARROW.get(sign, (0, _COLUMNS - 1))
    lit = (bits & (4 >> column) for column in range(first, last + 1))
    return "".join((_BLOCK if each else " ") * 2 * scale for each in lit)

"""A small reader of .mpy files for tests: it finds every instruction of every function.

The instruction set comes from include/taipan/abi/opcodes.def, so this reader and the C++ tools
share that one table and nothing else: it is an independent check of the container.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

OPCODES_DEF = Path(__file__).resolve().parent.parent / "include/taipan/abi/opcodes.def"

# Operands that are a varuint.
NUMBERS = {"Qstr", "Object", "Child", "ChildCells", "Hint", "Slot", "Count", "Args", "Split", "Comp"}

KIND_BYTECODE, KIND_NATIVE, KIND_VIPER = 0, 1, 2
HEADER_MAGIC = ord("M")
HEADER_VERSION = 6
ARCH_FLAGS_PRESENT = 0x40


@dataclass(frozen=True)
class Opcode:
    """One row of opcodes.def: `count` byte values from `base` on."""

    name: str
    base: int
    count: int
    operand: str


@dataclass(frozen=True)
class Instruction:
    """One instruction; `offset` counts bytes from the first opcode of its function."""

    offset: int
    byte: int
    name: str
    operand: int | None
    extra: int | None


@dataclass
class RawCode:
    """One function: its instructions (empty for machine code) and the functions inside it."""

    kind: int
    size: int = 0  # bytes of its code
    instructions: list[Instruction] = field(default_factory=list)
    children: list["RawCode"] = field(default_factory=list)

    def walk(self):
        """Yields this function and all those inside it, outermost first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class MpyFile:
    """The parts of a .mpy file that the tests look at."""

    qstrs: list[bytes | int]
    objects: list[object]
    root: RawCode


def load_opcodes(path=OPCODES_DEF):
    """Returns {byte value: Opcode} for every byte value in use."""
    row = re.compile(
        r"^TAIPAN_OP\(\s*(\w+)\s*,\s*(0x[0-9a-fA-F]+)\s*,\s*(\d+)\s*,\s*(\w+)\s*,", re.MULTILINE
    )
    table = {}
    for name, base, count, operand in row.findall(path.read_text(encoding="utf-8")):
        opcode = Opcode(name, int(base, 16), int(count), operand)
        for byte in range(opcode.base, opcode.base + opcode.count):
            assert byte not in table, f"{name} overlaps {table[byte].name} at {byte:#x}"
            table[byte] = opcode
    return table


class _Cursor:
    """Reads primitives from `data`, never past its end."""

    def __init__(self, data):
        self.data = data
        self.pos = 0

    def u8(self):
        value = self.data[self.pos]
        self.pos += 1
        return value

    def take(self, count):
        if self.pos + count > len(self.data):
            raise ValueError(f"truncated at byte {len(self.data)}")
        chunk = self.data[self.pos : self.pos + count]
        self.pos += count
        return chunk

    def varuint(self):
        value = 0
        while True:
            byte = self.u8()
            value = value << 7 | byte & 0x7F
            if byte < 0x80:
                return value

    def varint(self):
        negative = self.data[self.pos] & 0x40
        value = -1 if negative else 0
        while True:
            byte = self.u8()
            value = value << 7 | byte & 0x7F
            if byte < 0x80:
                return value

    def jump(self, bias):
        """Reads one or two bytes; `bias` is subtracted from the short form (0 or 0x40)."""
        low = self.u8()
        if low < 0x80:
            return low - bias
        return (low & 0x7F | self.u8() << 7) - bias * 0x100


def _read_qstr(cursor):
    value = cursor.varuint()
    if value & 1:
        return value >> 1
    text = cursor.take(value >> 1)
    assert cursor.u8() == 0, "string table entry lacks its final NUL"
    return bytes(text)


def _read_object(cursor):
    tag = cursor.u8()
    if tag <= 4:
        return (None, None, False, True, Ellipsis)[tag]
    count = cursor.varuint()
    if tag == 10:
        return tuple(_read_object(cursor) for _ in range(count))
    payload = bytes(cursor.take(count))
    if tag in (5, 6):
        assert cursor.u8() == 0, "string object lacks its final NUL"
        return payload.decode("utf-8", "surrogatepass") if tag == 5 else payload
    converters = {7: int, 8: float, 9: complex}
    if tag not in converters:
        raise ValueError(f"unknown object tag {tag}")
    return converters[tag](payload.decode("ascii"))


def _skip_prelude(cursor):
    while cursor.u8() & 0x80:
        pass
    info_bytes = cell_bytes = shift = 0
    while True:
        byte = cursor.u8()
        info_bytes |= (byte >> 1 & 0x3F) << (6 * shift)
        cell_bytes |= (byte & 1) << shift
        shift += 1
        if byte < 0x80:
            break
    cursor.take(info_bytes + cell_bytes)


def _read_instruction(cursor, start, opcodes):
    offset = cursor.pos - start
    byte = cursor.u8()
    if byte not in opcodes:
        raise ValueError(f"undefined opcode {byte:#04x} at offset {offset}")
    opcode = opcodes[byte]
    operand = extra = None
    if opcode.operand in NUMBERS:
        operand = cursor.varuint()
    elif opcode.operand == "Int":
        operand = cursor.varint()
    elif opcode.operand in ("Jump", "Unwind"):
        operand = cursor.jump(0x40)
    elif opcode.operand == "Forward":
        operand = cursor.jump(0)
    elif opcode.operand == "Folded":
        operand = byte - opcode.base
    elif opcode.operand != "None":
        raise ValueError(f"{opcode.name}: unknown operand class {opcode.operand}")
    if opcode.operand in ("ChildCells", "Unwind"):
        extra = cursor.u8()
    return Instruction(offset, byte, opcode.name, operand, extra)


def _read_raw_code(cursor, opcodes):
    kind_and_length = cursor.varuint()
    code = RawCode(kind_and_length & 3, kind_and_length >> 3)
    body = _Cursor(cursor.take(code.size))
    if code.kind == KIND_VIPER:
        assert cursor.varuint() == 0, "a viper function with sections"
    elif code.kind != KIND_BYTECODE:
        raise ValueError("this reader knows bytecode and viper functions only")
    else:
        _skip_prelude(body)
        start = body.pos
        while body.pos < len(body.data):
            code.instructions.append(_read_instruction(body, start, opcodes))
    if kind_and_length & 4:
        code.children = [_read_raw_code(cursor, opcodes) for _ in range(cursor.varuint())]
    return code


def read_mpy(data, opcodes):
    """Reads a whole bytecode .mpy; raises ValueError or AssertionError when it is malformed."""
    cursor = _Cursor(data)
    assert cursor.u8() == HEADER_MAGIC, "not a MicroPython .mpy file"
    assert cursor.u8() == HEADER_VERSION, "not version 6"
    if cursor.u8() & ARCH_FLAGS_PRESENT:
        cursor.u8()
        cursor.varuint()
    else:
        cursor.u8()
    qstr_count = cursor.varuint()
    object_count = cursor.varuint()
    qstrs = [_read_qstr(cursor) for _ in range(qstr_count)]
    objects = [_read_object(cursor) for _ in range(object_count)]
    root = _read_raw_code(cursor, opcodes)
    assert cursor.pos == len(data), f"{len(data) - cursor.pos} bytes after the last function"
    return MpyFile(qstrs, objects, root)

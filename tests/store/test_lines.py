from hypothesis import given
from hypothesis import strategies as st

from store.lines import checksum, is_sealed, seal, split_lines


def test_sealed_line_is_one_line_of_json_with_its_checksum_last() -> None:
    line = seal(b'{"n":1}')
    assert line.startswith(b'{"n":1,"crc":"')
    assert line.endswith(b'"}\n')
    assert is_sealed(line[:-1])
    assert checksum(line[:-1]) == line[-11:-3].decode()


@given(st.binary(min_size=1, max_size=60), st.data())
def test_line_with_any_bit_flipped_is_not_sealed(content: bytes, data: st.DataObject) -> None:
    line = bytearray(seal(b'{"a":"' + content + b'"}')[:-1])
    position = data.draw(st.integers(0, len(line) - 1))
    line[position] ^= 1 << data.draw(st.integers(0, 7))
    assert not is_sealed(bytes(line))


@given(st.integers(0, 200))
def test_line_cut_short_is_not_sealed(length: int) -> None:
    line = seal(b'{"a":"' + b"x" * 180 + b'"}')[:-1]
    assert not is_sealed(line[:length])


def test_lines_know_number_offset_and_whether_they_are_ended() -> None:
    first, second = split_lines(b"one\ntwo", number=5, offset=100)
    assert (first.number, first.offset, first.text, first.is_ended) == (5, 100, b"one", True)
    assert (second.number, second.offset, second.text, second.is_ended) == (6, 104, b"two", False)


def test_sealed_line_without_its_line_end_is_not_sound() -> None:
    line = seal(b'{"n":1}')
    assert next(split_lines(line)).is_sound
    assert not next(split_lines(line[:-1])).is_sound

package word

import "encoding/binary"

// operandSizes are the bytes of an operand by the upper three bits of its
// modification; 0 where the operand itself says it.
var operandSizes = [8]int{1, 1, 2, 4, 2, 2, 0, 3}

// nextModification splits the first off a list; an empty operand is the end of the
// list.
func nextModification(list []byte) (sprm uint16, operand, rest []byte, err error) {
	sprm = binary.LittleEndian.Uint16(list)
	if to := 2 + operandSizes[sprm>>13]; to > 2 && to <= len(list) {
		return sprm, list[2:to], list[to:], nil
	}
	size := list[2:]
	from, to := 1, 0
	switch {
	case sprm>>13 != 6 || len(size) < 1:
		return 0, nil, nil, ErrDamaged
	case sprm == sprmDefineTable || sprm == sprmDefineTable10:
		if len(size) < 2 {
			return 0, nil, nil, ErrDamaged
		}
		from, to = 2, 1+u16(size)
	case sprm == sprmChangeTabs && size[0] == 0xFF:
		return sprm, nil, nil, nil // its length is not told; nothing we need is written after it
	default:
		to = 1 + int(size[0])
	}
	if to > len(size) || to < from {
		return 0, nil, nil, ErrDamaged
	}
	return sprm, size[from:to], size[to:], nil
}

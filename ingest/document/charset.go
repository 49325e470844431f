package document

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// ErrCharset means that bytes are text in no character set that reports use.
var ErrCharset = errors.New("neither UTF-8, UTF-16 nor GB18030")

// tolerated is how many undecodable bytes a text may hold before it counts as
// being in another character set. Each stays visible as U+FFFD and makes the
// cell it stands in unreadable.
const tolerated = 8

// Decode turns bytes into text: by byte order mark, else UTF-8 where valid,
// else GB18030, which holds GB2312 and GBK. What a file declares is not asked:
// it is often wrong, and valid UTF-8 is never Chinese GB18030 by accident. The
// name returned is that of the character set found.
func Decode(b []byte) (text, charset string, err error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return strings.ToValidUTF8(string(b[3:]), "\uFFFD"), "UTF-8 BOM", nil
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return decodeUTF16(b[2:], binary.LittleEndian), "UTF-16LE", nil
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return decodeUTF16(b[2:], binary.BigEndian), "UTF-16BE", nil
	}
	if order := bareUTF16(b); order != nil {
		return decodeUTF16(b, order), "UTF-16", nil
	}
	if utf8.Valid(b) {
		return string(b), "UTF-8", nil
	}
	decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	if err != nil {
		return "", "", ErrCharset
	}
	text = string(decoded)
	if strings.Count(text, "\uFFFD") <= tolerated && chinese(text) {
		return text, "GB18030", nil
	}
	if mended := strings.ToValidUTF8(string(b), "\uFFFD"); strings.Count(mended, "\uFFFD") <= tolerated {
		return mended, "UTF-8", nil
	}
	return "", "", ErrCharset
}

// chinese tells GB18030 from Big5 and other double-byte sets, which decode to
// characters that no report is made of: the commonest characters of a report
// must be there.
func chinese(text string) bool {
	return strings.Contains(text, "信息") || strings.Contains(text, "公开") || strings.Contains(text, "申请")
}

// bareUTF16 recognises UTF-16 without a mark by the zero bytes of its ASCII
// half: line feeds and digits have theirs on one side. A few characters, such
// as 一, have one on the other.
func bareUTF16(b []byte) binary.ByteOrder {
	if bytes.IndexByte(b, 0) < 0 {
		return nil
	}
	var even, odd int
	for i, c := range b {
		if c == 0 {
			if i%2 == 0 {
				even++
			} else {
				odd++
			}
		}
	}
	switch {
	case odd > len(b)/50 && odd > 8*even:
		return binary.LittleEndian
	case even > len(b)/50 && even > 8*odd:
		return binary.BigEndian
	}
	return nil
}

func decodeUTF16(b []byte, order binary.ByteOrder) string {
	var text strings.Builder
	text.Grow(len(b) + len(b)/2) // a unit is 3 bytes at most
	for ; len(b) >= 2; b = b[2:] {
		r := rune(order.Uint16(b))
		if utf16.IsSurrogate(r) {
			second := rune(0)
			if len(b) >= 4 {
				second = rune(order.Uint16(b[2:]))
			}
			if r = utf16.DecodeRune(r, second); r != utf8.RuneError {
				b = b[2:]
			}
		}
		text.WriteRune(r)
	}
	return text.String()
}

// DecodeName turns a file name of a zip that does not say its character set
// into text: UTF-8 where valid, else GB18030, as Chinese systems write it.
func DecodeName(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(decoded)
}

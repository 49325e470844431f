package badinput

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io/fs"
	"strings"
)

// stored makes a zip whose parts are not compressed.
func stored(parts ...part) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		addTo(w, &zip.FileHeader{Name: p.name, Method: zip.Store}, []byte(p.content))
	}
	must(w.Close())
	return b.Bytes()
}

// headed makes a zip of entries whose headers are given.
func headed(entries map[string]func(*zip.FileHeader), parts ...part) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		h := &zip.FileHeader{Name: p.name, Method: zip.Deflate}
		if change := entries[p.name]; change != nil {
			change(h)
		}
		addTo(w, h, []byte(p.content))
	}
	must(w.Close())
	return b.Bytes()
}

// again is a zip in a zip, a number of times.
func again(content []byte, times int) []byte {
	for range times {
		content = packed(part{"in.zip", string(content)})
	}
	return content
}

// overlapping is a zip whose directory names one entry n times.
func overlapping(n int) []byte {
	b := packed(part{"a.txt", strings.Repeat("0", 100_000)})
	end := bytes.LastIndex(b, []byte("PK\x05\x06"))
	start := int(binary.LittleEndian.Uint32(b[end+16:]))
	entry := b[start:end]
	out := append(append([]byte{}, b[:start]...), bytes.Repeat(entry, n)...)
	tail := append([]byte{}, b[end:]...)
	binary.LittleEndian.PutUint16(tail[8:], uint16(n))
	binary.LittleEndian.PutUint16(tail[10:], uint16(n))
	binary.LittleEndian.PutUint32(tail[12:], uint32(n*len(entry)))
	return append(out, tail...)
}

// boastful is a zip whose directory claims 2^32 entries.
func boastful() []byte {
	b := packed(part{"a.txt", "x"})
	end := bytes.LastIndex(b, []byte("PK\x05\x06"))
	start := binary.LittleEndian.Uint32(b[end+16:])
	var z []byte
	z = append(z, "PK\x06\x06"...)
	z = binary.LittleEndian.AppendUint64(z, 44)
	z = binary.LittleEndian.AppendUint16(z, 45)
	z = binary.LittleEndian.AppendUint16(z, 45)
	z = binary.LittleEndian.AppendUint64(z, 0) // disks
	z = binary.LittleEndian.AppendUint64(z, 1<<32)
	z = binary.LittleEndian.AppendUint64(z, 1<<32)
	z = binary.LittleEndian.AppendUint64(z, uint64(end)-uint64(start))
	z = binary.LittleEndian.AppendUint64(z, uint64(start))
	z = append(z, "PK\x06\x07\x00\x00\x00\x00"...)
	z = binary.LittleEndian.AppendUint64(z, uint64(end))
	z = binary.LittleEndian.AppendUint32(z, 1)
	tail := append([]byte{}, b[end:]...)
	binary.LittleEndian.PutUint16(tail[8:], 0xffff)
	binary.LittleEndian.PutUint16(tail[10:], 0xffff)
	return append(append(append([]byte{}, b[:end]...), z...), tail...)
}

// empties is a zip of n empty entries.
func empties(n int) []byte {
	parts := make([]part, n)
	for i := range parts {
		parts[i].name = fmt.Sprint(i)
	}
	return stored(parts...)
}

// txt is the report of a made-up body as text.
func txt(id string) string { return of(id).text() }

func bundles() []Case {
	return []Case{
		one("B36", "多层嵌套的压缩炸弹（42.zip 一类）", "只解一层嵌套", rejected("弹.zip!in.zip!in.zip", "bundle_nested"), file("弹.zip", func() []byte {
			return again(packed(part{"0.txt", strings.Repeat("0", 1000)}), 5)
		})),
		one("B37", "压缩包的各项互相重叠", "", rejected("叠.zip", "bundle_too_large"), file("叠.zip", func() []byte { return overlapping(4000) })),
		{ID: "B38", What: "压缩包自称 40 亿项；真有 200,000 个空项", Choice: "上限 5,000 项", Want: []Want{rejected("吹.zip", "damaged_file"), rejected("空.zip", "bundle_too_many")}, files: []made{
			file("吹.zip", boastful), file("空.zip", func() []byte { return empties(200_000) })}},
		{ID: "B39", What: "压缩包里的名字：../../x、/abs、C:\\x、..\\w、NUL、300 个字", Choice: "按内容读取，名字只用来显示", Want: []Want{
			published("名.zip!C:/c.txt"), published("名.zip!abs/b.txt"), published("名.zip!a\x00e.txt"), published("名.zip!d.txt"), published("名.zip!etc/a.txt"), published("名.zip!" + strings.Repeat("长", 300) + ".txt")}, files: []made{
			file("名.zip", func() []byte {
				return packed(part{"../../etc/a.txt", txt("B39甲")}, part{"/abs/b.txt", txt("B39乙")}, part{`C:\c.txt`, txt("B39丙")}, part{`..\d.txt`, txt("B39丁")},
					part{"a\x00e.txt", txt("B39戊")}, part{strings.Repeat("长", 300) + ".txt", txt("B39己")})
			})}},
		{ID: "B40", What: "压缩包里有符号链接、设备", Want: []Want{rejected("链.zip!d", "not_a_file"), rejected("链.zip!l.txt", "not_a_file"), published("链.zip!好.txt")}, files: []made{
			file("链.zip", func() []byte {
				return headed(map[string]func(*zip.FileHeader){"l.txt": mode(fs.ModeSymlink | 0o777), "d": mode(fs.ModeDevice | 0o666)},
					part{"l.txt", "/etc/passwd"}, part{"d", ""}, part{"好.txt", txt("B40")})
			})}},
		one("B41", "压缩包的名字是 GBK，没有 UTF-8 标志", "", published("国标.zip!水务局/年报.txt"), file("国标.zip", func() []byte {
			name := "\xcb\xae\xce\xf1\xbe\xd6/\xc4\xea\xb1\xa8.txt"
			return headed(map[string]func(*zip.FileHeader){name: func(h *zip.FileHeader) { h.NonUTF8 = true }}, part{name, txt("B41")})
		})),
	}
}

func mode(m fs.FileMode) func(*zip.FileHeader) {
	return func(h *zip.FileHeader) { h.SetMode(m) }
}

func bundleEntries() []Case {
	return []Case{
		{ID: "B42", What: "压缩包里两项同名、内容不同", Choice: "两份都读，后一份的名字加序号", Want: []Want{published("同.zip!a.txt"), published("同.zip!a.txt#2")}, files: []made{
			file("同.zip", func() []byte { return packed(part{"a.txt", txt("B42甲")}, part{"a.txt", txt("B42乙")}) })}},
		{ID: "B43", What: "压缩包的本地文件头与目录不一致", Choice: "只拒收不一致的那一项", Want: []Want{rejected("异.zip!a.txt", "bundle_entry_differs"), published("异.zip!b.txt")}, files: []made{
			file("异.zip", func() []byte {
				b := packed(part{"a.txt", txt("B43甲")}, part{"b.txt", txt("B43乙")})
				b[bytes.Index(b, []byte("a.txt"))] = 'x'
				return b
			})}},
		{ID: "B44", What: "有密码的压缩包", Want: []Want{rejected("密.zip!a.txt", "encrypted")}, files: []made{
			file("密.zip", func() []byte {
				return headed(map[string]func(*zip.FileHeader){"a.txt": func(h *zip.FileHeader) { h.Flags |= 1 }}, part{"a.txt", txt("B44")})
			})}},
		one("B45", "压缩包里的压缩包里有好年报", "", published("套.zip!in.zip!a.docx"), file("套.zip", func() []byte { return again(packed(part{"a.docx", string(of("B45").docx())}), 1) })),
		{ID: "B46", What: "gz、rar、7z、tar", Choice: "拒收，列出能读的格式", Want: []Want{rejected("a.7z", "type_not_supported"), rejected("a.rar", "type_not_supported"), rejected("a.tar", "type_not_supported"), rejected("a.txt.gz", "type_not_supported")}, files: []made{
			fixed("a.rar", "Rar!\x1a\x07\x01\x00xxxx"), fixed("a.7z", "7z\xbc\xaf\x27\x1c\x00\x04xxxx"),
			file("a.txt.gz", func() []byte {
				var b bytes.Buffer
				w := gzip.NewWriter(&b)
				_, err := w.Write([]byte(txt("B46")))
				must(err)
				must(w.Close())
				return b.Bytes()
			}),
			file("a.tar", func() []byte {
				var b bytes.Buffer
				w := tar.NewWriter(&b)
				must(w.WriteHeader(&tar.Header{Name: "a.txt", Size: 1, Mode: 0o600}))
				_, err := w.Write([]byte("x"))
				must(err)
				must(w.Close())
				return b.Bytes()
			})}},
	}
}

package ingest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

type entry struct {
	name, content string
	mode          fs.FileMode
	gbk, secret   bool
}

func pack(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		if e.gbk {
			name, err := simplifiedchinese.GB18030.NewEncoder().String(e.name)
			if err != nil {
				t.Fatal(err)
			}
			h.Name, h.NonUTF8 = name, true
		}
		if e.mode != 0 {
			h.SetMode(e.mode)
		}
		if e.secret {
			h.Flags |= encryptedFlag
		}
		f, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(e.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// innerFiles reads a bundle and tells each inner file's name and agency or error.
func innerFiles(t *testing.T, bundle []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "年报.zip")
	if err := os.WriteFile(path, bundle, 0o600); err != nil {
		t.Fatal(err)
	}
	reports, err := ReadFile(path, Read)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range reports {
		what := "?"
		switch {
		case r.Error != nil:
			what = r.Error.Code
		case r.Agency != nil:
			what = r.Agency.Name
		}
		out = append(out, strings.TrimPrefix(r.File, path)+"="+what)
	}
	return strings.Join(out, " ")
}

func TestBundles(t *testing.T) {
	report := func(agency string) string { return strings.Replace(small, "青禾县水务局", agency, 1) }
	many := make([]entry, maxEntries+1)
	for i := range many {
		many[i] = entry{name: fmt.Sprintf("%d.txt", i)}
	}
	inner := pack(t, entry{name: "b.txt", content: report("青禾县审计局")})
	for _, c := range []struct {
		name   string
		bundle []byte
		want   string
	}{
		{"names in GBK", pack(t, entry{name: "水务局/年报.txt", content: report("青禾县水务局"), gbk: true}), "!水务局/年报.txt=青禾县水务局"},
		{"one nested level", pack(t, entry{name: "a.txt", content: small}, entry{name: "in.zip", content: string(inner)}), "!a.txt=青禾县水务局 !in.zip!b.txt=青禾县审计局"},
		{"two nested levels", pack(t, entry{name: "in.zip", content: string(pack(t, entry{name: "deep.zip", content: string(inner)}))}), "!in.zip!deep.zip=bundle_nested"},
		{"paths are only shown", pack(t, entry{name: "../../etc/x.txt", content: small}, entry{name: `C:\y.txt`, content: report("青禾县审计局")}), "!etc/x.txt=青禾县水务局 !C:/y.txt=青禾县审计局"},
		{"the same name twice", pack(t, entry{name: "a.txt", content: small}, entry{name: "a.txt", content: report("青禾县审计局")}), "!a.txt=青禾县水务局 !a.txt#2=青禾县审计局"},
		{"a link", pack(t, entry{name: "l.txt", content: "/etc/passwd", mode: fs.ModeSymlink | 0o777}, entry{name: "a.txt", content: small}), "!l.txt=not_a_file !a.txt=青禾县水务局"},
		{"a password", pack(t, entry{name: "s.txt", content: small, secret: true}), "!s.txt=encrypted"},
		{"what is ignored", pack(t, entry{name: "__MACOSX/a.txt", content: "x"}, entry{name: "~$a.txt", content: "x"}, entry{name: "a.txt", content: small}), "!a.txt=青禾县水务局"},
		{"too many", pack(t, many...), "=bundle_too_many"},
		{"a bomb", pack(t, entry{name: "a.txt", content: strings.Repeat("0", 40<<20)}), "=bundle_too_large"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := innerFiles(t, c.bundle); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// A damaged entry costs itself only.
func TestDamagedBundleEntry(t *testing.T) {
	bundle := pack(t, entry{name: "a.txt", content: small}, entry{name: "b.txt", content: small + "x"})
	at := bytes.Index(bundle, []byte("a.txt")) + len("a.txt") + 12
	bundle[at] ^= 0xff
	if got := innerFiles(t, bundle); got != "!a.txt=damaged_file !b.txt=青禾县水务局" {
		t.Errorf("got %s", got)
	}
}

// More bundles than are held at once are read again, one inside another too;
// one that changed meanwhile gives nothing of it.
func TestManyBundles(t *testing.T) {
	dir := t.TempDir()
	for i := range 5 {
		report := func(agency string) string { return reportText("甲县"+agency+"局", 2019+i, i) }
		nested := pack(t, entry{name: "丙.txt", content: report("丙")}, entry{name: "丁.txt", content: report("丁")})
		whole := pack(t, entry{name: "甲.txt", content: report("甲")}, entry{name: "内.zip", content: string(nested)}, entry{name: "乙.txt", content: report("乙")})
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.zip", i)), whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if s := ingestInto(t, t.TempDir(), testOptions(), dir); s.Published != 20 || s.Received != 20 {
		t.Errorf("%+v", s)
	}
	sources := expand(findSources([]string{dir}, ""))
	if err := os.WriteFile(filepath.Join(dir, "0.zip"), pack(t, entry{name: "甲.txt", content: "x"}), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		if s.bundle {
			continue
		}
		if _, rejected := s.content(); (rejected != nil) != strings.HasPrefix(s.name, "0.zip!") {
			t.Errorf("%s: %v", s.name, rejected)
		}
	}
}

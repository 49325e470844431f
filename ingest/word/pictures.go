package word

import (
	"archive/zip"
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
)

// maxPictures is how many pictures of a file are taken out, and smallPicture how
// many bytes a logo or a seal may have that is left out.
const (
	maxPictures  = 40
	smallPicture = 8 << 10
)

// Pictures returns the files of the larger pictures of a DOCX file, PNG, JPEG or
// TIFF, in the order in which the program that wrote it numbered them.
func Pictures(content []byte) ([][]byte, error) {
	p, err := openPackage(content)
	if err != nil {
		return nil, err
	}
	var found []*zip.File
	for _, f := range p.archive.File {
		name := f.Name
		if strings.HasPrefix(name, "word/media/") && f.UncompressedSize64 >= smallPicture && pictureKinds[strings.ToLower(path.Ext(name))] {
			found = append(found, f)
		}
	}
	slices.SortFunc(found, func(a, b *zip.File) int {
		return cmp.Or(cmp.Compare(numberIn(a.Name), numberIn(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	var out [][]byte
	for _, f := range found[:min(len(found), maxPictures)] {
		picture, err := unpack(f, maxPart)
		if err != nil {
			return nil, err
		}
		out = append(out, picture)
	}
	return out, nil
}

var pictureKinds = map[string]bool{".png": true, ".jpg": true, ".jpeg": true, ".tif": true, ".tiff": true}

// numberIn is the number at the end of a name such as word/media/image12.png.
func numberIn(name string) int {
	stem := strings.TrimSuffix(path.Base(name), path.Ext(name))
	n, err := strconv.Atoi(stem[len(strings.TrimRight(stem, "0123456789")):])
	if err != nil {
		return 0
	}
	return n
}

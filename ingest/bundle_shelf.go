package ingest

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
)

// shelf holds the bundles that are being read, few at a time: files of one
// bundle are read one after the other, and a folder may hold any number of
// bundles.
type shelf struct {
	mu    sync.Mutex
	ready []*bundle // last used first
}

// shelved is how many bundles are held: one inside another, and the next.
const shelved = 3

// bundle is a zip whose files are sources.
type bundle struct {
	source  *source
	sha     string
	archive *zip.Reader // nil while it is not on the shelf
}

func (sh *shelf) put(s *source, content []byte, archive *zip.Reader) *bundle {
	b := &bundle{s, hashOf(content), archive}
	sh.mu.Lock()
	defer sh.mu.Unlock()
	sh.use(b)
	return b
}

func (sh *shelf) use(b *bundle) {
	if i := slices.Index(sh.ready, b); i >= 0 {
		sh.ready = slices.Delete(sh.ready, i, i+1)
	}
	sh.ready = slices.Insert(sh.ready, 0, b)
	for _, old := range sh.ready[min(shelved, len(sh.ready)):] {
		old.archive = nil
	}
	sh.ready = slices.Delete(sh.ready, min(shelved, len(sh.ready)), len(sh.ready))
}

// open opens a file of a bundle, which is read again if it is not held any
// more.
func (sh *shelf) open(b *bundle, index int) (io.ReadCloser, error) {
	archive, err := sh.get(b)
	if err != nil {
		return nil, err
	}
	return archive.File[index].Open()
}

func (sh *shelf) get(b *bundle) (*zip.Reader, error) {
	sh.mu.Lock()
	archive := b.archive
	if archive != nil {
		sh.use(b)
	}
	sh.mu.Unlock()
	if archive != nil {
		return archive, nil
	}
	content, rejected := b.source.content()
	if rejected != nil {
		return nil, rejected
	}
	if hashOf(content) != b.sha {
		return nil, errors.New("压缩包在读取时被改动")
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, fmt.Errorf("opening a bundle again: %w", err)
	}
	sh.mu.Lock()
	defer sh.mu.Unlock()
	b.archive = archive
	sh.use(b)
	return archive, nil
}

package dashboard

import (
	"bytes"
	"compress/gzip"
	"container/list"
	"context"
	"errors"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

const (
	cacheBytes   = 96 << 20 // of rendered pages, plain and compressed
	queueTimeout = 2 * time.Second
	queueLength  = 64
)

// buildTimeout ends the queries of a page. Tests that share a busy machine
// with others wait longer.
var buildTimeout = 5 * time.Second

// errBusy means that too many pages are being built; try again.
var errBusy = errors.New("too many pages are being built")

// body is a rendered page.
type body struct {
	key         string
	contentType string
	fileName    string // of a download, "" for a page
	plain, gzip []byte
}

// cache keeps rendered pages of the last version asked for, builds each page
// once however many ask for it, and admits few builders at a time.
type cache struct {
	mu     sync.Mutex
	byKey  map[string]*list.Element
	recent *list.List // of *body, newest first
	size   int

	flight  singleflight.Group
	slots   chan struct{}
	waiting chan struct{}
}

func newCache() *cache {
	slots := min(2*runtime.NumCPU(), 8)
	return &cache{
		byKey: map[string]*list.Element{}, recent: list.New(),
		slots: make(chan struct{}, slots), waiting: make(chan struct{}, queueLength),
	}
}

// get returns the page under a key, building it when nobody has.
func (c *cache) get(key string, build func(context.Context) (*body, error)) (*body, error) {
	if b := c.find(key); b != nil {
		return b, nil
	}
	v, err, _ := c.flight.Do(key, func() (any, error) {
		if b := c.find(key); b != nil {
			return b, nil
		}
		ctx, cancel := context.WithTimeout(context.Background(), buildTimeout+queueTimeout)
		defer cancel()
		release, err := c.admit(ctx)
		if err != nil {
			return nil, err
		}
		defer release()
		ctx, cancelBuild := context.WithTimeout(ctx, buildTimeout)
		defer cancelBuild()
		b, err := build(ctx)
		if err != nil {
			return nil, err
		}
		b.key = key
		b.gzip = compress(b.plain)
		c.put(b)
		return b, nil
	})
	if err != nil {
		return nil, err
	}
	return v.(*body), nil
}

// admit waits for a slot: not longer than queueTimeout, behind at most
// queueLength others.
func (c *cache) admit(ctx context.Context) (release func(), err error) {
	select {
	case c.waiting <- struct{}{}:
		defer func() { <-c.waiting }()
	default:
		return nil, errBusy
	}
	timer := time.NewTimer(queueTimeout)
	defer timer.Stop()
	select {
	case c.slots <- struct{}{}:
		return func() { <-c.slots }, nil
	case <-timer.C:
		return nil, errBusy
	case <-ctx.Done():
		return nil, errBusy
	}
}

func (c *cache) find(key string) *body {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[key]
	if !ok {
		return nil
	}
	c.recent.MoveToFront(e)
	return e.Value.(*body)
}

func (c *cache) put(b *body) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if b.bytes() > cacheBytes/4 || c.byKey[b.key] != nil {
		return
	}
	c.byKey[b.key] = c.recent.PushFront(b)
	c.size += b.bytes()
	for c.size > cacheBytes {
		oldest := c.recent.Back()
		old := c.recent.Remove(oldest).(*body)
		delete(c.byKey, old.key)
		c.size -= old.bytes()
	}
}

func (b *body) bytes() int { return len(b.key) + len(b.plain) + len(b.gzip) }

func compress(plain []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.DefaultCompression)
	w.Write(plain) // to memory: cannot fail
	w.Close()
	return out.Bytes()
}

package pdf

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"time"

	pdfium "github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Limits of one instance: pages of 64 KB it may grow to, and the size beyond
// which it is thrown away after a file, because it never shrinks.
const (
	memoryPages = 4096 // 256 MB
	keptMemory  = 96 << 20
)

// newPool compiles pdfium, or takes it compiled from the cache, and starts the
// pool. The sandbox has no file system, no network and no clock of ours. An
// interruptible one can be stopped in the middle of a file.
func newPool(cacheDir string, interruptible bool) (pdfium.Pool, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(memoryPages).
		WithCloseOnContextDone(interruptible)
	if cacheDir != "" {
		if cache, err := compilationCache(cacheDir); err == nil {
			config = config.WithCompilationCache(cache)
		} // without a cache everything works, only the start takes seconds
	}
	instances := max(2, runtime.GOMAXPROCS(0))
	pool, err := webassembly.Init(webassembly.Config{
		MaxIdle: instances, MaxTotal: instances, ReuseWorkers: true,
		FSConfig: wazero.NewFSConfig(), RuntimeConfig: config, Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrStart, err)
	}
	return pool, nil
}

// compilationCache opens the cache in a folder that only its owner can enter:
// what is in it is run as it is.
func compilationCache(dir string) (wazero.CompilationCache, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return wazero.NewCompilationCacheWithDir(dir)
}

// defaultCacheDir is gongkai/pdfium in the user's cache folder, "" where there
// is none.
func defaultCacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "gongkai", "pdfium")
}

// engine is one instance of pdfium at work on one file. The library's own
// calls make a random name for every object they hand out and allocate for
// every coordinate; a page has thousands of both, so the functions that it
// exports are called directly. The first error sticks: later calls do nothing.
type engine struct {
	ctx      context.Context
	instance pdfium.Pdfium
	function interface {
		Fn(name string) api.Function
	}
	memory  api.Memory
	stack   [16]uint64
	scratch uint32 // 64 bytes in the sandbox for results
	look    Look   // asked what pictures show, nil: they are not read
	looks   int    // pages that it was asked about
	layers  bool   // the file may have layers that are not shown
	err     error
}

// waitForInstance is how long a file waits for the others before it.
const waitForInstance = 10 * time.Minute

func newEngine(ctx context.Context, pool pdfium.Pool) (*engine, error) {
	waiting, cancel := context.WithTimeout(ctx, waitForInstance)
	defer cancel()
	instance, err := pool.GetInstanceWithContext(waiting)
	if err != nil {
		return nil, fmt.Errorf("%w: an instance: %v", ErrStart, err)
	}
	e := &engine{ctx: ctx, instance: instance}
	implementation := instance.GetImplementation()
	module, isModule := reflect.ValueOf(implementation).Elem().FieldByName("Module").Interface().(api.Module)
	function, isFunction := implementation.(interface {
		Fn(name string) api.Function
	})
	if !isModule || !isFunction {
		return nil, errors.Join(errors.New("this version of go-pdfium has no module to call"), instance.Kill())
	}
	e.function, e.memory = function, module.Memory()
	e.scratch = e.malloc(64)
	return e, e.err
}

// release gives the instance back, or ends it where anything went wrong or it
// has grown large.
func (e *engine) release() {
	e.free(e.scratch)
	if e.err != nil || e.memory.Size() > keptMemory {
		_ = e.instance.Kill() // its memory is gone either way
		return
	}
	_ = e.instance.Close() // fails only when it is closed already
}

// call runs an exported function under the deadline. A crash in the sandbox is
// an error here.
func (e *engine) call(name string, arguments ...uint64) uint64 {
	if e.err != nil {
		return 0
	}
	f := e.function.Fn(name)
	if f == nil {
		e.err = fmt.Errorf("pdfium has no function %s", name)
		return 0
	}
	copy(e.stack[:], arguments)
	if err := f.CallWithStack(e.ctx, e.stack[:]); err != nil {
		e.err = e.crash(err)
		return 0
	}
	return e.stack[0]
}

// crash keeps the first line of a crash in the sandbox: the rest is a trace of
// it.
func (e *engine) crash(err error) error {
	if e.ctx.Err() != nil {
		return fmt.Errorf("reading PDF: %w", e.ctx.Err())
	}
	text := err.Error()
	for i, r := range text {
		if r == '\n' || i > 200 {
			text = text[:i]
			break
		}
	}
	return fmt.Errorf("%w: %s", ErrCrash, text)
}

func (e *engine) integer(name string, arguments ...uint64) int {
	return int(int32(e.call(name, arguments...)))
}

func (e *engine) malloc(size int) uint32 {
	p := uint32(e.call("malloc", uint64(size)))
	if p == 0 && e.err == nil {
		e.err = fmt.Errorf("%w: no memory for %d bytes", ErrLimit, size)
	}
	return p
}

func (e *engine) free(p uint32) {
	if p != 0 {
		e.call("free", uint64(p))
	}
}

// floats reads n 32-bit numbers from the scratch memory.
func (e *engine) floats(n int) [6]float64 {
	var out [6]float64
	b, ok := e.memory.Read(e.scratch, uint32(4*n))
	if !ok {
		if e.err == nil {
			e.err = fmt.Errorf("%w: its memory cannot be read", ErrCrash)
		}
		return out
	}
	for i := range n {
		out[i] = bounded(float64(math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))))
	}
	return out
}

// double reads a 64-bit number that stands at the n-th 32-bit one.
func (e *engine) double(n int) float64 {
	v, _ := e.memory.ReadFloat64Le(e.scratch + uint32(4*n)) // it was read above
	return bounded(v)
}

const maxCoordinate = 1e6

// bounded keeps a coordinate one that can be computed with.
func bounded(v float64) float64 {
	if math.IsNaN(v) || math.Abs(v) > maxCoordinate {
		return math.Copysign(maxCoordinate, v)
	}
	return v
}

// scratchAt is the address of the n-th 32-bit number of the scratch memory.
func (e *engine) scratchAt(n int) uint64 { return uint64(e.scratch) + uint64(4*n) }

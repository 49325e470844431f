package ingest

import (
	"fmt"
	"os"
	"syscall"
)

// spare is what must stay free on the disk beyond what a run writes.
const spare = 512 << 20

// room refuses a run for which the disk is too small before anything is
// written: three times the current version (the new one, its sorting, the old
// one), twice the files, and some to spare.
func (r *run) room(sources []*source) error {
	if r.writer == nil {
		return nil
	}
	need := uint64(spare)
	for _, s := range sources {
		if s.ignored == "" && s.rejected == nil {
			need += 2 * uint64(s.size)
		}
	}
	if current, err := r.home.Current(); err == nil {
		need += 3 * uint64(current.Size)
	}
	free, err := freeBytes(r.home.Dir())
	if err != nil {
		return fmt.Errorf("asking for free space: %w", err)
	}
	if r.options.free != nil {
		free = *r.options.free
	}
	if free < need {
		return &NoRoomError{Need: need, Free: free}
	}
	return nil
}

// NoRoomError says that a run was not begun because the disk is too full.
type NoRoomError struct{ Need, Free uint64 }

// Error names both sizes, in Chinese.
func (e *NoRoomError) Error() string {
	return fmt.Sprintf("磁盘空间不够：需要 %d MB，可用 %d MB；请腾出空间后再运行，什么都没有写入", e.Need>>20, e.Free>>20)
}

// freeBytes is what an ordinary user may still write on the disk of a folder.
func freeBytes(dir string) (uint64, error) {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		return 0, os.NewSyscallError("statfs", err)
	}
	return fs.Bavail * uint64(fs.Bsize), nil
}

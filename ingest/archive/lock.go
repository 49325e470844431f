package archive

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// defaultWait is how long a writer waits for another one.
const defaultWait = 30 * time.Second

// BusyError says that another writer holds the home folder.
type BusyError struct {
	PID     int       // 0 when it did not say
	Started time.Time // of that writer; zero when it did not say
}

// Error names the process, in Chinese.
func (e *BusyError) Error() string {
	if e.PID == 0 {
		return "另一个程序正在写入数据目录，请稍后再试"
	}
	return fmt.Sprintf("另一个程序正在写入数据目录（进程号 %d，%s 开始），请等它结束后再试", e.PID, e.Started.Format(time.DateTime))
}

// holder is what the lock file says of the process that holds it.
type holder struct {
	PID     int       `json:"pid"`
	Started time.Time `json:"started"`
}

// acquire takes the lock. It is the kernel's lock on the open file, not the
// file's existence, so that a killed writer never blocks the next one.
func acquire(ctx context.Context, path string, options Options) (*os.File, error) {
	wait := options.Wait
	if wait == 0 {
		wait = defaultWait
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o640)
	if err != nil {
		return nil, fmt.Errorf("opening the writer's lock: %w", err)
	}
	if err := lockFileWithin(ctx, f, wait); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	line, err := json.Marshal(holder{os.Getpid(), options.Now()})
	if err == nil {
		err = f.Truncate(0)
	}
	if err == nil {
		_, err = f.WriteAt(append(line, '\n'), 0)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("writing the writer's lock: %w", err), f.Close())
	}
	return f, nil
}

func lockFileWithin(ctx context.Context, f *os.File, wait time.Duration) error {
	ctx, cancel := context.WithTimeoutCause(ctx, max(wait, 0), &BusyError{})
	defer cancel()
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return nil
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
			return fmt.Errorf("taking the writer's lock: %w", err)
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
			return busy(ctx, f.Name())
		}
	}
}

// busy reads who holds the lock, or says why waiting ended otherwise.
func busy(ctx context.Context, path string) error {
	cause := context.Cause(ctx)
	var e *BusyError
	if !errors.As(cause, &e) {
		return fmt.Errorf("waiting for another writer: %w", cause)
	}
	var h holder
	if content, err := os.ReadFile(path); err == nil && json.Unmarshal(content, &h) == nil {
		e.PID, e.Started = h.PID, h.Started
	}
	return e
}

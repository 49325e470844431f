package ingest

import (
	"bytes"
	"fmt"
)

// lastWords keeps the start of what a worker says before it ends: the runtime
// names there why it cannot go on. It is read after the worker has ended.
type lastWords struct{ start []byte }

const keptWords = 1 << 10

// Write never fails, and keeps no more than the start.
func (l *lastWords) Write(b []byte) (int, error) {
	l.start = append(l.start, b[:min(len(b), keptWords-len(l.start))]...)
	return len(b), nil
}

// outOfMemory tells that the process had used up what limitSelf allows it.
func (l *lastWords) outOfMemory() bool {
	return bytes.Contains(l.start, []byte("out of memory")) || bytes.Contains(l.start, []byte("cannot allocate memory"))
}

// code and message say why the file of a worker that ended is refused.
func (l *lastWords) code() string {
	if l.outOfMemory() {
		return "memory_exceeded"
	}
	return "reader_crashed"
}

func (l *lastWords) message() string {
	if l.outOfMemory() {
		return fmt.Sprintf("读取这份文件需要的内存超过上限（%d MB），已停止；它展开后远大于一份年报", maxMemory>>20)
	}
	return "读取进程被这份文件弄垮了"
}

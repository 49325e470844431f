package ingest

import (
	"os"
	"os/exec"
	"runtime/debug"
	"syscall"
)

// Limits of a worker process: address space, writable memory, size of a file
// it writes (the cache of the PDF reader), open files, seconds of processor
// time for all its files together, and no core dump.
var limits = map[int]uint64{
	syscall.RLIMIT_AS:     8 << 30,
	syscall.RLIMIT_DATA:   maxMemory,
	syscall.RLIMIT_FSIZE:  256 << 20,
	syscall.RLIMIT_NOFILE: 64,
	syscall.RLIMIT_CPU:    900,
	syscall.RLIMIT_CORE:   0,
}

// maxMemory is how much a worker may have written to, in bytes.
const maxMemory = 1 << 30

// maxStack ends a runaway recursion of a parser before it fills the memory.
const maxStack = 64 << 20

func limitSelf() error {
	debug.SetMaxStack(maxStack)
	for resource, limit := range limits {
		if err := syscall.Setrlimit(resource, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
			return err
		}
	}
	return nil
}

// apart puts a worker into a process group of its own and, if alone, gives it a
// network of its own that has no device.
func apart(alone bool) *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true}
	if alone {
		attr.Cloneflags = syscall.CLONE_NEWNET | syscall.CLONE_NEWUSER
		attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: os.Getuid(), HostID: os.Getuid(), Size: 1}}
		attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: os.Getgid(), HostID: os.Getgid(), Size: 1}}
	}
	return attr
}

func killGroup(cmd *exec.Cmd) {
	if cmd.Process != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // it may have ended by itself
	}
}

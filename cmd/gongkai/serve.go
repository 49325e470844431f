package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"gongkai/dashboard"
	"gongkai/ingest/archive"
)

// stopWithin is how long a stopping server waits for open requests.
const stopWithin = 20 * time.Second

// gongkai serve shows the current version as pages.
func newServe(flags *rootFlags) *cobra.Command {
	var addr string
	cmd := &cobra.Command{
		Use:     "serve",
		Short:   "以网页显示当前数据版本",
		Example: "  gongkai serve --addr 127.0.0.1:8080",
		Args:    takes(0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			listener, err := net.Listen("tcp", addr)
			if err != nil {
				return fmt.Errorf("不能在 %s 监听：%w", addr, err)
			}
			return serve(ctx, listener, flags.home, cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "监听地址")
	return cmd
}

// serve answers on the listener until the context ends, then waits for open
// requests.
func serve(ctx context.Context, listener net.Listener, dir string, log io.Writer) error {
	home := archive.Open(dir)
	if _, err := os.Stat(home.Dir()); err != nil {
		return fmt.Errorf("数据文件夹 %s 打不开：%w。先运行 gongkai ingest", home.Dir(), err)
	}
	versions := openVersions(home, log)
	defer versions.close()
	app, err := dashboard.New(dashboard.Config{Current: versions.current, Original: home.Load, Checklist: checklistOf, Program: programID()})
	if err != nil {
		return fmt.Errorf("starting the pages: %w", err)
	}
	watching, stop := context.WithCancel(ctx)
	defer stop()
	go versions.watch(watching)
	fmt.Fprintf(log, "在 http://%s/ 查看，按 Ctrl-C 停止。\n", listener.Addr())
	stopped := make(chan error, 1)
	go func() {
		<-watching.Done()
		stopped <- app.ShutdownWithTimeout(stopWithin)
	}()
	if err := app.Listener(listener); err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("serving: %w", err)
	}
	stop()
	return <-stopped
}

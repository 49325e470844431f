package main

import (
	"context"
	"errors"
	"fmt"
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
			home := archive.Open(flags.home)
			if _, err := os.Stat(home.Dir()); err != nil {
				return fmt.Errorf("数据文件夹 %s 打不开：%w。先运行 gongkai ingest", home.Dir(), err)
			}
			versions := openVersions(home, cmd.ErrOrStderr())
			defer versions.close()
			app, err := dashboard.New(dashboard.Config{Current: versions.current, Original: home.Load, Program: programID()})
			if err != nil {
				return fmt.Errorf("starting the pages: %w", err)
			}
			listener, err := net.Listen("tcp", addr)
			if err != nil {
				return fmt.Errorf("不能在 %s 监听：%w", addr, err)
			}
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			go versions.watch(ctx)
			fmt.Fprintf(cmd.ErrOrStderr(), "在 http://%s/ 查看，按 Ctrl-C 停止。\n", listener.Addr())
			stopped := make(chan error, 1)
			go func() {
				<-ctx.Done()
				stopped <- app.ShutdownWithTimeout(stopWithin)
			}()
			if err := app.Listener(listener); err != nil && !errors.Is(err, net.ErrClosed) {
				return fmt.Errorf("serving: %w", err)
			}
			return <-stopped
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "监听地址")
	return cmd
}

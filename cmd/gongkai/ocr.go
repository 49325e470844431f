package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"gongkai/ingest"
	"gongkai/ingest/report"
)

// noEngine is said when pictures were to be read and tesseract is missing.
const noEngine = "没有找到 tesseract（要含 eng 和 chi_sim），图片和扫描件照旧不读"

// ocrFlag adds the flag that has pictures read.
func ocrFlag(cmd *cobra.Command, ocr *bool) {
	cmd.Flags().BoolVar(ocr, "ocr", false, "图片和扫描件用 tesseract 识别；数字要能由合计印证，并永远注明是图像识别")
}

// reader reads one file.
type reader func(name string, content []byte) *report.Report

// readerOf reads in the processes of a pool, pictures too if they are wanted and
// can be read.
func readerOf(pool *ingest.Pool, ocr bool, words io.Writer) reader {
	if !ocr {
		return pool.Read
	}
	if err := ingest.FindEngine(); err != nil {
		fmt.Fprintln(words, noEngine)
		return pool.Read
	}
	return pool.ReadWithPictures
}

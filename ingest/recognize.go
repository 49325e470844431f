package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"gongkai/ingest/document"
	"gongkai/ingest/pdf"
	"gongkai/ingest/report"
	"gongkai/ingest/scan"
	"gongkai/ingest/word"
)

// recognizeLimit is how long making out the pictures of one file may take.
const recognizeLimit = 5 * time.Minute

// ErrNoEngine says that the program that makes out characters is missing here.
var ErrNoEngine = scan.ErrNoEngine

// recognition is what was made out in the pictures of one source. The archive
// keeps it for good, so that every later build reads the same: another computer
// may have another tesseract, or none. Fields may be added, never renamed.
type recognition struct {
	Version  int                `json:"v"`
	Engine   string             `json:"engine"` // what made it out, "tesseract 5.3.0"
	Document *document.Document `json:"document"`
}

const recognitionVersion = 1

// wantsRecognition tells whether a report could be read better by making out
// its pictures.
func wantsRecognition(r *report.Report) bool {
	if r.Error != nil {
		return r.Error.Code == "table_is_picture" || r.Format == "image"
	}
	return slices.ContainsFunc(r.Notes, func(n report.Note) bool { return n.Code == "picture_page" })
}

// FindEngine tells whether tesseract is installed: nil, or ErrNoEngine.
func FindEngine() error {
	_, err := scan.FindEngine(context.Background())
	return err
}

// Recognize makes out the pictures of a file with tesseract. What it returns is
// for ReadRecognized, and to be kept. ErrNoEngine says that tesseract is not
// installed; any other error is about this file.
func Recognize(content []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), recognizeLimit)
	defer cancel()
	engine, err := scan.FindEngine(ctx)
	if err != nil {
		return nil, err
	}
	var doc *document.Document
	switch format := sniff(content); format {
	case "pdf":
		doc, err = engine.PDF(ctx, content)
	case "image":
		doc, err = engine.Images(ctx, content)
	case "docx":
		doc, err = recognizeDOCX(ctx, engine, content)
	default:
		err = fmt.Errorf("%w: pictures in %s", scan.ErrImage, format)
	}
	if err != nil {
		return nil, fmt.Errorf("recognizing: %w", err)
	}
	return json.Marshal(recognition{recognitionVersion, engine.Version, doc})
}

// recognizeDOCX appends the tables of the pictures of a Word file to its own
// text.
func recognizeDOCX(ctx context.Context, engine *scan.Engine, content []byte) (*document.Document, error) {
	doc, err := word.ParseDOCX(content)
	if err != nil {
		return nil, err
	}
	pictures, err := word.Pictures(content)
	if err != nil {
		return nil, err
	}
	var readable [][]byte
	for _, p := range pictures {
		if scan.Decodable(p) {
			readable = append(readable, p)
		}
	}
	seen, err := engine.Images(ctx, readable...)
	if err != nil {
		return nil, err
	}
	for _, b := range seen.Blocks {
		if b.Table != nil && b.Table.Layout == document.Grid {
			doc.Blocks = append(doc.Blocks, inPicture(b))
		}
	}
	return doc, nil
}

// inPicture says of every position of a block that it is in one of the pictures
// of a file.
func inPicture(b document.Block) document.Block {
	say := func(at document.Position) document.Position {
		return "picture " + document.Position(strings.TrimPrefix(string(at), "page "))
	}
	b.Table.At = say(b.Table.At)
	for _, row := range b.Table.Rows {
		for i := range row {
			row[i].At = say(row[i].At)
		}
	}
	return b
}

// ReadRecognized reads a file as Read does, with what Recognize made out of it.
// Sums must show that what was made out is right; else the report is held.
func ReadRecognized(name string, content, recognized []byte) *report.Report {
	r := &report.Report{File: name, SHA256: hashOf(content), Format: sniff(content)}
	defer r.Normalize()
	var seen recognition
	if err := json.Unmarshal(recognized, &seen); err != nil || seen.Version != recognitionVersion || seen.Document == nil {
		r.Error = &report.Rejected{Code: "source_damaged", Message: "归档中的图像识别结果已损坏", Hint: "请从备份恢复"}
		return r
	}
	fill(r, seen.Document)
	if r.Error != nil {
		if r.Error.Code == "no_report_table" || r.Error.Code == "table_is_picture" {
			r.Error = &report.Rejected{Code: "ocr_failed", Message: "图片中没有认出法定表格（框线不清、拍歪或不是年度报告）", Hint: hintPicture}
		}
		return r
	}
	r.Notes = append([]report.Note{{Code: "recognized", Message: "表格在图片中，数字由图像识别（" + seen.Engine + "）得出，请核对"}}, r.Notes...)
	doubtRecognized(r, seen.Document)
	return r
}

// hintPicture says what to do about tables in pictures.
const hintPicture = "请报送 Word、网页或含文字的 PDF；没有原文件时，可安装 tesseract（含 chi_sim）后加 --ocr 读取"

// recognitionRefused says in the office's words why the pictures of a file were
// not made out.
func recognitionRefused(err error) *report.Rejected {
	switch {
	case errors.Is(err, scan.ErrTooLarge), errors.Is(err, pdf.ErrLimit):
		return &report.Rejected{Code: "file_too_large", Message: "图片超出一份报告应有的大小：" + err.Error(), Hint: hintPicture}
	case errors.Is(err, scan.ErrImage):
		return &report.Rejected{Code: "damaged_file", Message: "图片已损坏，或不是 PNG、JPEG、TIFF", Hint: hintPicture}
	}
	return &report.Rejected{Code: "ocr_failed", Message: "图像识别没有完成", Hint: hintPicture}
}

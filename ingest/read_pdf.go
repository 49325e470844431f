package ingest

import (
	"errors"
	"fmt"

	"gongkai/ingest/pdf"
	"gongkai/ingest/report"
)

// pdfRejected says in the office's words why a PDF is no readable report, nil
// for errors that are not the PDF reader's.
func pdfRejected(err error) *report.Rejected {
	var picture *pdf.NoTextError
	switch {
	case errors.As(err, &picture):
		return &report.Rejected{Code: "table_is_picture", Place: fmt.Sprintf("page %d", picture.Page),
			Message: fmt.Sprintf("第 %d 页是扫描件或图片，没有可读的文字", picture.Page), Hint: hintPicture}
	case errors.Is(err, pdf.ErrEncrypted):
		return &report.Rejected{Code: "encrypted_file", Message: "文件有打开密码，读不出内容", Hint: "请去掉密码后另存，再重新提交"}
	case errors.Is(err, pdf.ErrGarbled):
		return &report.Rejected{Code: "text_garbled", Message: "文件中的字体没有写明是哪些字，读出来是乱码", Hint: "请用 Word 或网页代替，或从原文件重新导出 PDF"}
	case errors.Is(err, pdf.ErrLimit):
		return &report.Rejected{Code: "file_too_large", Message: "文件超出一份报告应有的大小（页数、文字或线条太多）", Hint: "请去掉附件和图片后重新导出"}
	case errors.Is(err, pdf.ErrStart):
		return &report.Rejected{Code: readerUnavailable, Message: "读取 PDF 的部件启动不了（内存或磁盘不够）", Hint: "这不是文件的问题：请维护人员检查后重新导入"}
	case errors.Is(err, pdf.ErrCrash):
		return &report.Rejected{Code: "damaged_file", Message: "PDF 文件已损坏，或展开后超过内存上限（256 MB），读不下去", Hint: "请重新导出，或用 Word、网页代替"}
	case errors.Is(err, pdf.ErrDamaged):
		return &report.Rejected{Code: "damaged_file", Message: "PDF 文件已损坏，打不开", Hint: "请重新导出或重新索取这份文件"}
	}
	return nil
}
